#pragma once
// Made-up names as unevenly spread as real ones: the most common surname is about one person's in a hundred.

#include <array>
#include <random>
#include <string>
#include <vector>

namespace kith::bench {

class Names {
public:
    explicit Names(std::mt19937& chance) : chance_(chance) {
        for (int i = 0; i < 1500; ++i)
            given_.push_back(made_up(2 + i % 2));
        for (int i = 0; i < 12000; ++i)
            family_.push_back(made_up(2 + i % 3));
    }

    const std::string& given() { return given_[rank(given_.size())]; }

    const std::string& family() { return family_[rank(family_.size())]; }

private:
    std::string made_up(int syllables) {
        static constexpr std::array first = {"b", "d", "f", "g",  "h", "j", "k", "l", "m",  "n",
                                             "p", "r", "s", "sh", "t", "v", "w", "z", "st", "br"};
        static constexpr std::array then = {"a",  "e",  "i",  "o",  "u",  "ai", "ee",
                                            "an", "en", "in", "or", "ar", "el", "ith"};
        std::string name;
        for (int i = 0; i < syllables; ++i)
            name += std::string(first[chance_() % first.size()]) + then[chance_() % then.size()];
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        return name;
    }

    std::size_t rank(std::size_t size) {
        const double even = std::uniform_real_distribution<double>(0, 1)(chance_);
        return std::min(size - 1, static_cast<std::size_t>(even * even * static_cast<double>(size)));
    }

    std::mt19937& chance_;
    std::vector<std::string> given_;
    std::vector<std::string> family_;
};

} // namespace kith::bench
