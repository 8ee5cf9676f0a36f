#pragma once
// What a run found, as one table at its end: a line for each figure, a column for each database.

#include <string>
#include <vector>

namespace kith::bench {

class Summary {
public:
    // `aim` as words ("at most 2.5"), or "" where there is none.
    void add(const std::string& engine, const std::string& what, const std::string& found, const std::string& aim = "",
             bool met = true);
    void print() const;

private:
    struct Line {
        std::string what, aim;
        std::vector<std::pair<std::string, std::string>> found; // by engine
    };

    std::vector<Line> lines_; // in the order in which they were first measured
};

} // namespace kith::bench
