#pragma once
// A file changed in small ways, again and again, the same on every run: for readers that must stand anything.

#include <cstdint>
#include <string>
#include <vector>

namespace kith {

class Mutations {
public:
    // `pieces` are put in where a reader may stumble.
    Mutations(std::string original, std::vector<std::string> pieces, std::uint64_t seed = 1)
        : original_(std::move(original)), pieces_(std::move(pieces)), state_(seed) {}

    // One to four changes of the original.
    std::string next() {
        std::string text = original_;
        for (std::uint64_t changes = 1 + below(4); changes > 0; --changes)
            change(text);
        return text;
    }

private:
    // SplitMix64 (Steele, Lea, Flood 2014).
    std::uint64_t below(std::uint64_t limit) {
        std::uint64_t bits = (state_ += 0x9E3779B97F4A7C15U);
        bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
        bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
        return limit == 0 ? 0 : (bits ^ (bits >> 31U)) % limit;
    }

    void change(std::string& text) {
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = 1 + below(12);
        switch (below(6)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, text.substr(below(text.size() + 1), length));
            break;
        case 3:
            text.resize(at);
            break;
        default:
            text.insert(at, pieces_[below(pieces_.size())]);
        }
    }

    std::string original_;
    std::vector<std::string> pieces_;
    std::uint64_t state_;
};

} // namespace kith
