#pragma once
// An index of people in memory, asked by whatever is known of somebody: names in any spelling, part of a birthday, a
// postcode, a number. It proposes by name, birth, place and number, weighs each by the model, and says why. One writer
// or many readers at a time: that is the caller's to see to. The order in which records came changes no answer.

#include "linkage/model.h"
#include "linkage/records.h"
#include "linkage/score.h"

#include <functional>
#include <span>

namespace kith::linkage {

// A person as kept and as looked for. What is empty is not known.
struct Described {
    struct PersonName {
        std::string forenames, surname;
    };

    struct Address {
        std::string lines, house, postcode; // the house is read from the lines when it is empty
    };

    std::vector<PersonName> names; // the present one first
    std::string born;              // all or its beginning: "2017", "2017-03"
    std::string sex;
    std::vector<Address> addresses;
    std::vector<std::string> phones, emails;
    std::array<std::vector<std::string>, most_identifiers> identifiers; // as the caller numbers their kinds
};

struct Sought {
    Described described = {};
    bool unfinished = false;                     // the last name typed may go on
    std::function<bool(Pattern)> is_enough = {}; // whether what agrees is worth an answer; left out: anything
};

// How two names agree that are not the same.
enum class NameLikeness {
    same,
    short_for,
    one_letter,
    sounds_like,
    begins_so,
    part,
    similar,
    initial,
    middle,
    different
};

struct Hit {
    std::string_view id; // valid until the index changes
    Bits weight = 0;     // of being the same person
    Bits evidence = 0;   // of that, what agreement adds
    Pattern pattern = 0;
    std::vector<Contribution> contributions = {};
    NameLikeness forename = NameLikeness::same, surname = NameLikeness::same;
    bool by_earlier_name = false; // or another that is not the first
};

// Which comparisons may speak for somebody, one bit each; 0: to this asker there is no such person.
using Speaking = std::uint32_t;
constexpr Speaking everything = (1U << comparison::count) - 1;
// Of the birthday the year alone; of the names the first alone.
constexpr Speaking year_alone = 1U << 30, first_name_alone = 1U << 29;

// What an asker may know of the people here.
struct Rights {
    // All that may be given besides 0: known beforehand, so that most people need not be asked about.
    std::vector<Speaking> grades;
    // Says what may be known of each. Asked about the likeliest first, and about no more than decide the answer.
    std::function<void(std::span<const std::string_view> ids, std::span<Speaking> speaking)> of;
};

class Search {
public:
    explicit Search(const Model& model);
    ~Search();
    Search(Search&&) noexcept;

    // Takes the place of what was said of this id.
    void upsert(std::string_view id, const Described& described);
    // False when there is none.
    bool remove(std::string_view id);
    // All records but the sealed, under their ids ("source:id" where two sources have the same).
    void add(const Records& records);

    std::size_t size() const;

    // The likeliest, at most `most`; equal ones by id. Those for whom nothing speaks are none.
    std::vector<Hit> find(const Sought& sought, std::size_t most) const;
    // As if each person were here with what the asker may know of them, and with nothing else.
    std::vector<Hit> find(const Sought& sought, std::size_t most, const Rights& rights) const;
    // How this person answers, as find() weighs those it proposes, whatever is_enough says. Nothing: there is no such
    // id.
    std::optional<Hit> compare(std::string_view id, const Sought& sought, Speaking speaking) const;

private:
    class Index;
    std::unique_ptr<Index> index_;
};

} // namespace kith::linkage
