#pragma once
// The distinct texts of a column, each with a small number. Number 0 is the empty text: nothing known.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::linkage {

class Dictionary {
public:
    Dictionary();

    // The text's number; a new text gets the next one, so numbers follow first appearance.
    std::uint32_t number(std::string_view text);
    // Nothing (0) when the text never appeared.
    std::uint32_t find(std::string_view text) const;

    // The same in two steps: the first fetches what the second will look at, so that several texts may be under way.
    std::uint64_t begin(std::string_view text) const;
    std::uint32_t number(std::string_view text, std::uint64_t begun);

    // Gives back the room for looking texts up: from now on they are only read by their numbers.
    void close() { places_ = {}; }

    // Valid until the next new text.
    std::string_view text(std::uint32_t number) const {
        return {letters_.data() + ends_[number], static_cast<std::size_t>(ends_[number + 1] - ends_[number])};
    }

    // Distinct texts, the empty one among them.
    std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size() - 1); }

private:
    // Most texts are short: whether one is that which is looked for is then told by its place alone.
    struct Place {
        std::uint32_t number = 0; // 0: free
        std::uint32_t tag = 0;    // of the hash and the length
        std::array<char, 16> beginning{};
    };

    std::size_t place(std::string_view wanted, std::uint64_t hash) const;
    void grow();

    std::vector<char> letters_;
    std::vector<std::uint64_t> ends_;
    std::vector<Place> places_;
    std::uint64_t mask_ = 0;
};

} // namespace kith::linkage
