#pragma once
// What goes into a statement and what comes out of it.

#include "base/day.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/reference.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kith::db {

// A parameter's value. Text is not copied: it must live until the statement has run. Blob is bytes.
struct Blob {
    std::string_view bytes;
};

using Value = std::variant<std::monostate, bool, std::int64_t, std::string_view, Blob>;

// One :named parameter. Converts from the types that Kith keeps; an empty Id or optional becomes null.
class Parameter {
public:
    Parameter(std::string_view name, std::nullopt_t) : name_(name) {}

    Parameter(std::string_view name, bool flag) : name_(name), value_(flag) {}

    Parameter(std::string_view name, int number) : name_(name), value_(static_cast<std::int64_t>(number)) {}

    Parameter(std::string_view name, std::int64_t number) : name_(name), value_(number) {}

    Parameter(std::string_view name, std::size_t number) : name_(name), value_(static_cast<std::int64_t>(number)) {}

    Parameter(std::string_view name, std::string_view text) : name_(name), value_(text) {}

    Parameter(std::string_view name, const char* text) : name_(name), value_(std::string_view(text)) {}

    Parameter(std::string_view name, const std::string& text) : name_(name), value_(std::string_view(text)) {}

    Parameter(std::string_view name, Blob blob) : name_(name), value_(blob) {}

    Parameter(std::string_view name, Instant at) : name_(name), value_(at.milliseconds) {}

    Parameter(std::string_view name, Day day) : name_(name), owned_(day.iso()), owns_(true) {}

    Parameter(std::string_view name, const Reference& reference)
        : name_(name), value_(std::string_view(reference.text())) {}

    template <typename T>
    Parameter(std::string_view name, const Id<T>& id) : name_(name) {
        if (!id.empty()) value_ = id.text();
    }

    template <typename T>
    Parameter(std::string_view name, const std::optional<T>& value) : name_(name) {
        if (value) *this = Parameter(name, *value);
    }

    std::string_view name() const { return name_; }

    Value value() const { return owns_ ? Value(std::string_view(owned_)) : value_; }

private:
    std::string_view name_;
    Value value_;
    std::string owned_;
    bool owns_ = false;
};

// The names of an answer's columns. Mappers ask in the same order for every row, so after the first row finding a
// column costs one comparison.
class Columns {
public:
    void add(std::string name) { names_.push_back(std::move(name)); }

    bool empty() const { return names_.empty(); }

    void begin_row() { asked_ = 0; }

    // Throws Fault when there is no such column, or more than one.
    std::size_t place(std::string_view name);

private:
    std::size_t search(std::string_view name) const;

    std::vector<std::string> names_;
    std::vector<std::size_t> order_; // Where the n-th question about a row was answered last time.
    std::size_t asked_ = 0;
};

// One row of an answer, valid only while its mapper runs. Columns are asked by name. Asking for a column that the
// statement does not have, for a null where none may be, or for text that is not the type, throws db::Fault: it is
// a mistake in Kith, never in what a person typed.
class Row {
public:
    virtual ~Row() = default;
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    std::string text(std::string_view column) const; // null becomes ""
    std::optional<std::string> optional_text(std::string_view column) const;
    std::int64_t integer(std::string_view column) const;
    std::optional<std::int64_t> optional_integer(std::string_view column) const;
    bool flag(std::string_view column) const;
    std::optional<bool> optional_flag(std::string_view column) const;
    Instant instant(std::string_view column) const;
    std::optional<Instant> optional_instant(std::string_view column) const;
    Day day(std::string_view column) const;
    std::optional<Day> optional_day(std::string_view column) const;
    std::string blob(std::string_view column) const;
    std::optional<std::string> optional_blob(std::string_view column) const;
    Reference reference(std::string_view column) const;
    std::optional<Reference> optional_reference(std::string_view column) const;

    // Null becomes the empty id.
    template <typename T>
    Id<T> id(std::string_view column) const {
        return Id<T>::trusted(view(column).value_or(std::string_view()));
    }

    // Text that is not copied: valid until the mapper returns. Null becomes "".
    std::string_view view_text(std::string_view column) const { return view(column).value_or(std::string_view()); }

protected:
    explicit Row(Columns& columns) : columns_(columns) {}

    // What stands at a place; nothing for null. A flag is the number 1 or 0.
    virtual std::optional<std::string_view> text_at(std::size_t place) const = 0;
    virtual std::optional<std::int64_t> number_at(std::size_t place) const = 0;
    virtual std::optional<std::string> bytes_at(std::size_t place) const = 0;

private:
    std::optional<std::string_view> view(std::string_view column) const { return text_at(columns_.place(column)); }

    Columns& columns_;
};

} // namespace kith::db
