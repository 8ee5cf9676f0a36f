#pragma once
// What a person can put right: problems named by field, and a value or problems.

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace kith {

// One mistake in what somebody sent. `field` is the form field's name ("" for the form as a whole), `code` is
// stable and for tests and machines, `text` says to a person what to do.
struct Problem {
    std::string field;
    std::string code;
    std::string text;

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

// A value, or the problems that prevented it. Members are named as in std::expected, which g++ 12 lacks.
template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : held_(std::move(value)) {}

    Result(Problem problem) : held_(Problems{std::move(problem)}) {}

    Result(Problems problems) : held_(std::move(problems)) {}

    bool has_value() const { return held_.index() == 0; }

    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(held_); }

    const T& value() const& { return std::get<0>(held_); }

    T&& value() && { return std::get<0>(std::move(held_)); }

    T& operator*() { return value(); }

    const T& operator*() const { return value(); }

    T* operator->() { return &value(); }

    const T* operator->() const { return &value(); }

    const Problems& error() const { return std::get<1>(held_); }

    // Calls `next` with the value and gives its Result; passes problems on untouched.
    template <typename Next>
    auto and_then(Next&& next) && -> decltype(next(std::declval<T&&>())) {
        if (!has_value()) return error();
        return std::forward<Next>(next)(std::get<0>(std::move(held_)));
    }

private:
    std::variant<T, Problems> held_;
};

// The value of something that is only done, not given.
struct Done {};

} // namespace kith
