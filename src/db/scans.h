#pragma once
// Tells which statements read rows one after another for want of an index. For tests, which find so what is quick among
// ten people and slow among fifty thousand. SQLite only.

#include <cstdint>
#include <functional>
#include <string_view>

namespace kith::db {

// While one is there, it is called after each statement that read rows so or made an index of its own, with its text
// and the number of rows (the first time those of earlier runs too), from whichever thread ran it. One at a time; no
// statement may be running when it ends, and what is told must not throw.
class ScanWatch {
public:
    using Told = std::function<void(std::string_view sql, std::int64_t rows)>;

    explicit ScanWatch(Told told);
    ~ScanWatch();

    ScanWatch(const ScanWatch&) = delete;
    ScanWatch& operator=(const ScanWatch&) = delete;

private:
    Told told_;
};

} // namespace kith::db
