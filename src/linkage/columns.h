#pragma once
// Files as columns of numbered texts: what reading gives and normalising takes.

#include "base/result.h"
#include "linkage/dictionary.h"
#include "linkage/mapping.h"

#include <memory>
#include <span>

namespace kith::linkage {

struct Input {
    std::string name; // as said to the person, "deliveries/school.csv"
    std::string_view bytes;
    std::string source = ""; // what the file is called as a source, where no column says it; empty: its name
};

// What a column means, in the order in which columns are kept.
enum class Role : std::uint8_t {
    source,
    forenames,
    surname,
    former_names,
    birth,
    sex,
    address,
    house_number,
    postcode,
    town,
    phone,
    email,
    recorded_on,
    sealed,
    truth,
    identifier,
    count = identifier + most_identifiers
};

constexpr std::size_t role_count = static_cast<std::size_t>(Role::count);

struct Column {
    bool is_mapped = false;
    Dictionary texts;
    std::vector<std::uint32_t> of_record; // empty when not mapped
};

struct Columns {
    std::size_t records = 0;
    std::array<Column, role_count> roles;
    std::vector<char> id_letters;
    std::vector<std::uint64_t> id_ends{0};

    Column& column(Role role) { return roles[static_cast<std::size_t>(role)]; }

    std::string_view record_id(std::size_t record) const {
        return {id_letters.data() + id_ends[record], static_cast<std::size_t>(id_ends[record + 1] - id_ends[record])};
    }
};

// Refuses, naming file, line and cure: a column that no file has, a record with too few or too many values, a record
// without its id, text that is not UTF-8, a quote left open, text behind a closing quote, a word for "sealed" that says
// neither yes nor no, two files that would be one source.
Result<std::unique_ptr<Columns>> read_columns(std::span<const Input> files, const Mapping& mapping, unsigned threads);

} // namespace kith::linkage
