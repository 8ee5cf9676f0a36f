#pragma once
// Records as the engine compares them: each value a small number, what is compared most in one cache line.

#include "linkage/columns.h"
#include "linkage/normalise.h"
#include "linkage/usual.h"

#include <unordered_map>

namespace kith::linkage {

// The places of a row. Two records agree in a lane when both have the same number other than 0.
namespace lane {
enum : unsigned {
    forename, // the first word
    surname,  // all words together
    birth,    // Birth::packed(); shared only when full
    postcode,
    house,
    phone,
    email,
    identifier,     // the first
    district,       // of the postcode
    forename_group, // the likeliest formal name
    surname_sound,
    name_pair, // forename and surname in either order
    short_key, // three letters of the forename, four of the surname, year of birth
    street,
    facts, // never shared; see Facts
    identifier_2,
    count
};
} // namespace lane

struct alignas(64) Row {
    std::array<std::uint32_t, lane::count> lanes{};

    // A forename that stands for one not given yet is never among what may be shared.
    bool is_of_newborn() const {
        return lanes[lane::forename] != 0 && (lanes[lane::facts] >> lane::forename & 1U) == 0;
    }
};

// What lane::facts holds.
struct Facts {
    std::uint32_t bits = 0;

    static constexpr unsigned source_shift = 20;
    static constexpr std::size_t most_sources = 1U << (32 - source_shift); // "not named" among them

    // Which lanes hold something that may be shared.
    std::uint32_t present() const { return bits & 0xffffU; }

    Sex sex() const { return static_cast<Sex>(bits >> 16 & 3U); }

    bool has_more() const { return (bits >> 18 & 1U) != 0; }

    bool is_sealed() const { return (bits >> 19 & 1U) != 0; }

    std::uint32_t source() const { return bits >> source_shift; }
};

// What is looked at seldom, and what few records have.
struct More {
    std::uint32_t full_forenames = 0; // hash of all forenames together
    std::uint32_t former_surname = 0, second_former_surname = 0;
    std::uint32_t middle = 0, second_middle = 0;
    std::uint32_t town = 0;
    std::uint32_t identifier_3 = 0, identifier_4 = 0;
};

// As every processor can do it: the instruction for it is not on all, and the compiler's own way is a call.
inline unsigned bits_in(std::uint64_t word) {
    word -= word >> 1 & 0x5555555555555555U;
    word = (word & 0x3333333333333333U) + (word >> 2 & 0x3333333333333333U);
    word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0fU;
    return static_cast<unsigned>(word * 0x0101010101010101U >> 56);
}

// A distinct name, fore or last.
struct Name {
    std::array<char, 16> letters{}; // the first sixteen; of an order of birth "#1", of a baby without one "#0"
    std::uint64_t bag = 0;          // which letters, four bits' room for each sixteenth of the alphabet
    std::array<std::uint32_t, 4> formal{};
    std::array<std::uint32_t, 3> words{}; // of a name of several words, without those of low information
    std::uint32_t whole = 0;              // hash of all of it
    std::uint32_t sound = 0;
    std::uint32_t length = 0;
    std::uint32_t syllables = 0;                   // of a name written in one or two, as syllables() counts them
    std::uint32_t as_forename = 0, as_surname = 0; // how many records

    // Stands for a forename that is not given yet, and is never shared.
    bool is_of_newborn() const { return letters[0] == '#'; }

    // Tells twins apart.
    bool is_birth_order() const { return letters[0] == '#' && letters[1] != '0'; }
};

struct Values {
    Dictionary texts;
    std::vector<std::uint32_t> records; // that hold each value
};

// Kept in an order of their own (order_key), so that nothing depends on the order of the files.
struct Records {
    std::size_t count = 0;
    std::vector<Row> rows;
    std::vector<More> more;                 // of those that have any
    std::vector<std::uint64_t> has_more;    // a bit for each record
    std::vector<std::uint32_t> more_before; // how many have any before each 64
    Dictionary name_texts;
    std::vector<Name> names;
    Values postcodes, houses, streets, towns, phones, emails;
    std::array<Values, most_identifiers> identifiers;
    std::unordered_map<std::uint32_t, std::vector<std::string>> surname_words; // by name, of those of several words
    std::vector<bool> british_postcode;                                        // by postcode
    std::vector<std::uint32_t> district_of;                                    // by postcode
    std::vector<std::uint64_t> phone_digits; // by phone: the last sixteen, four bits each
    Dictionary districts;
    Dictionary sources;
    std::array<bool, most_identifiers> one_per_source{};
    std::vector<std::string> identifier_names;

    // By record, how many more than is typical have its postcode and house, as a logarithm of base two in sixteenths:
    // where sixty live an address says less than where two do. Empty when not mapped.
    std::vector<std::uint8_t> crowding;
    double at_address = 0;                   // records on average, as in Usual; with what follows, what was gone by
    std::vector<std::uint32_t> no_birthdays; // taken as unknown
    bool new_year_is_no_day = false;
    std::uint32_t newborn_since = 0; // no earlier year of birth is a newborn's; 0: not known
    std::vector<std::pair<std::uint64_t, std::uint32_t>> no_birthdays_of; // of one source, as in Usual

    std::size_t unread_birthdays = 0; // records whose birthday says something that is no day, and counts as not known
    std::string unread_birthday;      // the first such text

    std::vector<char> id_letters; // by place in the files
    std::vector<std::uint64_t> id_ends;
    std::vector<std::uint64_t> order_key;  // a hash of source and record id, in which order records are kept
    std::vector<std::uint32_t> place;      // where each record stood in the files
    std::vector<std::uint32_t> truth;      // empty when no truth column is named; 0: not known
    std::vector<std::int32_t> recorded_on; // days since 1970; empty when not mapped
    std::array<bool, role_count> is_mapped{};

    bool has(Role role) const { return is_mapped[static_cast<std::size_t>(role)]; }

    Facts facts(std::size_t record) const { return {rows[record].lanes[lane::facts]}; }

    std::string_view record_id(std::size_t record) const {
        const auto begin = id_ends[place[record]], end = id_ends[place[record] + 1];
        return {id_letters.data() + begin, static_cast<std::size_t>(end - begin)};
    }

    const More& more_of(std::size_t record) const {
        static const More none;
        if (more.empty() || !facts(record).has_more()) return none;
        const auto before = has_more[record / 64] & ((std::uint64_t{1} << record % 64) - 1);
        return more[more_before[record / 64] + bits_in(before)];
    }
};

// Of a record, wherever it stands: see Records::order_key.
std::uint64_t order_key_of(std::string_view source, std::string_view record_id);

// How many more than usual live at an address, as Records::crowding has it.
std::uint8_t crowding(std::size_t at_address, double usually);

// Normalises each distinct value once. Dates and days that a source writes when it does not know are taken as unknown:
// those of `usual` when it is given, or else those that the records themselves give away. With `may_grow` more records
// may be added. Refuses two records of one source with the same id, and more than 4,095 sources.
Result<std::unique_ptr<Records>> make_records(Columns columns, const Mapping& mapping, unsigned threads,
                                              const Usual* usual = nullptr, bool may_grow = false);

// Puts more records after those that are there, in an order of their own; truth is not read and crowding is the
// caller's to see to. Returns the surnames that were there and are now known to be of several words, or of other ones.
Result<std::vector<std::uint32_t>> append(Records& records, Columns columns, const Mapping& mapping,
                                          const Usual& usual);

} // namespace kith::linkage
