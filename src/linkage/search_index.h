#pragma once
// How Search keeps people: every value as a number, a cache line for each person, and a list of people for each value.
// Only the sources of Search see this.

#include "linkage/hash.h"
#include "linkage/name_book.h"
#include "linkage/search.h"

namespace kith::linkage {

namespace searching {

// A person's values as numbers, in one cache line. Further ones stand aside (Further).
struct alignas(64) Kept {
    std::uint32_t forename = 0, surname = 0, middle = 0, joined = 0; // joined: all forenames as one word
    std::uint32_t birth = 0, postcode = 0, house = 0, street = 0;
    std::uint32_t phone = 0, email = 0;
    std::array<std::uint32_t, most_identifiers> identifiers{};
    std::uint8_t sex = 0, is_here = 0, has_further = 0, spare = 0;
    std::uint32_t unused = 0;
};

static_assert(sizeof(Kept) == 64);

struct NameNumbers {
    std::uint32_t forename = 0, surname = 0, middle = 0, joined = 0;

    bool operator==(const NameNumbers&) const = default;
};

struct Place {
    std::uint32_t postcode = 0, house = 0, street = 0;
};

struct Further {
    std::vector<NameNumbers> names;
    std::vector<Place> places;
    std::vector<std::uint32_t> phones, emails;
    std::array<std::vector<std::uint32_t>, most_identifiers> identifiers;
};

// Who has a value, with the forename and the birthday beside it so that most are passed over unseen.
struct Named {
    std::uint32_t person = 0, forename = 0, birth = 0;
};

// How often each value is held, with the sums that say how much an agreement on it tells.
class Frequency {
public:
    void add(std::uint32_t value, int change) {
        if (value == 0) return;
        if (value >= held_.size()) held_.resize(value + 1);
        const std::uint64_t before = held_[value];
        const std::uint64_t now = change > 0 ? before + 1 : before - 1;
        held_[value] = static_cast<std::uint32_t>(now);
        total_ = total_ + now - before;
        squares_ = squares_ + now * now - before * before;
    }

    // As Scorer has it: rarer than most below zero.
    Bits rarity(std::uint32_t value) const {
        if (value == 0 || total_ == 0) return 0;
        const double total = static_cast<double>(total_), typical = log2_of(static_cast<double>(squares_) / total);
        const double held = value < held_.size() ? held_[value] : 0;
        return bits(std::clamp(log2_of(std::max({held, 3.0, total * 1e-5})) - typical, -12.0, 12.0));
    }

private:
    std::vector<std::uint32_t> held_;
    std::uint64_t total_ = 0, squares_ = 0;
};

// Lists by value.
template <typename Entry>
class Postings {
public:
    void add(std::uint32_t value, Entry entry) {
        if (value == 0) return;
        if (value >= lists_.size()) lists_.resize(value + 1);
        lists_[value].push_back(entry);
    }

    template <typename Is>
    void remove(std::uint32_t value, Is&& is) {
        if (value == 0) return;
        auto& list = lists_[value];
        const auto found = std::find_if(list.begin(), list.end(), is);
        if (found == list.end()) return;
        *found = list.back();
        list.pop_back();
    }

    std::span<const Entry> of(std::uint32_t value) const {
        return value < lists_.size() ? std::span<const Entry>(lists_[value]) : std::span<const Entry>();
    }

private:
    std::vector<std::vector<Entry>> lists_;
};

// What is remembered while one question is answered: bytes by number, put back afterwards.
struct Marks {
    std::vector<std::uint8_t> of;
    std::vector<std::uint32_t> touched;

    void fit(std::size_t size) {
        if (of.size() < size) of.resize(size + size / 8 + 64);
    }

    void set(std::uint32_t number, std::uint8_t mark) {
        if (of[number] == 0) touched.push_back(number);
        of[number] = mark;
    }

    void clear() {
        for (const auto number : touched)
            of[number] = 0;
        touched.clear();
    }
};

struct Desk {
    Marks forenames, surnames, postcodes;
    std::vector<std::uint64_t> seen; // a bit for each person
    std::vector<std::uint32_t> found;

    void clear() {
        for (auto* marks : {&forenames, &surnames, &postcodes})
            marks->clear();
        for (const auto person : found)
            seen[person / 64] = 0;
        found.clear();
    }
};

} // namespace searching

class Search::Index {
public:
    explicit Index(const Model& model) : model_(model) {}

    void upsert(std::string_view id, const Described& described);
    bool remove(std::string_view id);
    void add(const Records& records);
    std::vector<Hit> find(const Sought& sought, std::size_t most, const Rights* rights) const;
    std::optional<Hit> compare(std::string_view id, const Sought& sought, Speaking speaking) const;

    std::size_t here = 0;

private:
    using Kept = searching::Kept;
    using NameNumbers = searching::NameNumbers;
    using Place = searching::Place;
    using Further = searching::Further;
    using Named = searching::Named;
    using Frequency = searching::Frequency;
    using Desk = searching::Desk;
    template <typename Entry>
    using Postings = searching::Postings<Entry>;
    using Table = decltype(ModelBits::of_level);

    // One of the names somebody is looked for by.
    struct Wanted {
        std::string forename, joined, surname;
        std::vector<std::string> surname_parts;
        std::uint32_t forename_number = 0, joined_number = 0, surname_number = 0;
    };

    struct WantedPlace {
        linkage::Postcode postcode;
        std::string house, street;
        std::uint32_t postcode_number = 0, house_number = 0, street_number = 0, district = 0;
    };

    struct Question {
        std::vector<Wanted> names;
        Birth birth;
        std::vector<std::uint32_t> near_days; // of a whole birthday, in order
        Sex sex = Sex::unknown;
        std::vector<WantedPlace> places;
        std::vector<std::string> phones, emails;
        std::array<std::vector<std::string>, most_identifiers> identifiers;
        std::vector<std::uint32_t> phone_numbers, email_numbers;
        std::array<std::vector<std::uint32_t>, most_identifiers> identifier_numbers;
        bool unfinished = false;
        std::function<bool(Pattern)> is_enough;
        Table table{};
        Bits nothing = 0; // what weighs of whom nothing is known
    };

    // Somebody as one asker may know them.
    struct Ranked {
        Bits weight = 0;
        std::uint32_t person = 0;
        Speaking speaking = 0;
        Pattern pattern = 0;
    };

    void enter(std::uint32_t person, int change);
    NameNumbers numbers_of(const Described::PersonName& name);
    Place place_of(const Described::Address& address);
    std::uint32_t postcode_number(const linkage::Postcode& code);

    Question question(const Sought& sought) const;
    Desk& desk_for(const Question& question) const;
    void look_up_names(const Question& question, Desk& desk) const;
    void collect(const Question& question, Desk& desk, bool whole_days_tell) const;
    void take(std::uint32_t person, Desk& desk) const;
    bool is_proposed(const Question& question, std::uint32_t person, const Desk& desk, Speaking speaking) const;
    bool is_named(const Question& question, const NameNumbers& name, const Desk& desk) const;
    std::optional<Ranked> ranked(const Question& question, std::uint32_t person, Desk& desk, Speaking speaking) const;
    bool is_better(const Ranked& one, const Ranked& other) const;
    std::vector<Ranked> best(const Question& question, std::size_t most, Desk& desk) const;
    std::vector<Ranked> best_known(const Question& question, std::size_t most, Desk& desk, const Rights& rights) const;
    Pattern compare(const Question& question, std::uint32_t person, Desk& desk, Speaking speaking,
                    std::size_t* which_name) const;
    Pattern name_levels(const Question& question, const NameNumbers& name, bool earlier, Desk& desk) const;
    unsigned address_level(const WantedPlace& wanted, bool several, const Place& place, Desk& desk) const;
    Bits weight(const Table& table, Pattern pattern) const;
    NameNumbers name_at(std::uint32_t person, std::size_t which) const;
    void explain(const Question& question, Hit& hit, std::uint32_t person, std::size_t which) const;
    Hit hit(const Question& question, std::uint32_t person, Desk& desk, Speaking speaking) const;

    const Further& further(std::uint32_t person) const {
        static const Further none;
        const auto found = further_.find(person);
        return found == further_.end() ? none : found->second;
    }

    ModelBits model_;

    Dictionary ids_; // a person's number is that of the id
    std::vector<Kept> people_{1};
    std::unordered_map<std::uint32_t, Further> further_;
    NameBook names_;
    Dictionary postcodes_, districts_, houses_, streets_, phones_, emails_;
    std::array<Dictionary, most_identifiers> identifiers_;
    std::vector<std::uint32_t> district_of_{0}; // by postcode
    std::vector<bool> british_{false};

    Frequency forename_held_, surname_held_, phone_held_, email_held_;
    std::array<Frequency, most_identifiers> identifier_held_;

    Postings<Named> by_surname_;
    Postings<std::uint32_t> by_forename_, by_postcode_, by_phone_, by_email_;
    std::array<Postings<std::uint32_t>, most_identifiers> by_identifier_;
    std::unordered_map<std::uint32_t, std::vector<Named>> by_birth_;
};

} // namespace kith::linkage
