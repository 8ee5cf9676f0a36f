#include "linkage/search.h"

#include "linkage/compare.h"
#include "linkage/hash.h"
#include "linkage/jaro_winkler.h"
#include "linkage/name_book.h"

namespace kith::linkage {

namespace {

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

std::string joined_words(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += word;
    return text;
}

// Days that one slip of the pen makes of this one, and those that differ in the day alone.
std::vector<std::uint32_t> near_days(const Birth& birth) {
    std::vector<std::uint32_t> near;
    const auto add = [&](std::uint32_t year, std::uint32_t month, std::uint32_t day) {
        near.push_back(Birth{year, month, day}.packed());
    };
    const std::uint32_t number = birth.year * 10000 + birth.month * 100 + birth.day;
    const auto add_number = [&](std::uint32_t n) { add(n / 10000, n / 100 % 100, n % 100); };
    for (std::uint32_t power = 1; power <= 10'000'000; power *= 10) {
        const std::uint32_t digit = number / power % 10, without = number - digit * power;
        for (std::uint32_t other = 0; other < 10; ++other)
            if (other != digit) add_number(without + other * power);
        const std::uint32_t next = number / power / 10 % 10;
        if (power < 10'000'000 && next != digit)
            add_number(number - digit * power - next * power * 10 + digit * power * 10 + next * power);
    }
    add(birth.year, birth.day, birth.month);
    for (std::uint32_t day = 1; day <= 31; ++day)
        add(birth.year, birth.month, day);
    for (std::uint32_t year = 1; year <= 3; ++year)
        add(birth.year + year, birth.month, birth.day), add(birth.year - year, birth.month, birth.day);
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    return near;
}

} // namespace

class Search::Index {
public:
    explicit Index(const Model& model) : model_(model) {
        const auto log = [](double share) { return share > 0 ? bits(log2_of(share)) : -300 * bit; };
        for (unsigned c = 0; c < class_count; ++c) {
            prior_[c] = model.two_class && (c == 1 || c == 2) ? -300 * bit : log(model.share[c]);
            for (unsigned i = 0; i < comparison::count; ++i)
                for (unsigned l = 1; l < level_count(i); ++l)
                    of_level_[i][l][c] = log(model.of[c][i][l]);
        }
    }

    void upsert(std::string_view id, const Described& described);
    bool remove(std::string_view id);
    void add(const Records& records);
    std::vector<Hit> find(const Sought& sought, std::size_t most, const MaySpeak& may_speak) const;

    std::size_t here = 0;

private:
    using ClassBits = std::array<Bits, class_count>;
    using Table = std::array<std::array<ClassBits, most_levels>, comparison::count>;

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
        Sex sex = Sex::unknown;
        std::vector<WantedPlace> places;
        std::vector<std::string> phones, emails;
        std::array<std::vector<std::string>, most_identifiers> identifiers;
        std::vector<std::uint32_t> phone_numbers, email_numbers;
        std::array<std::vector<std::uint32_t>, most_identifiers> identifier_numbers;
        bool unfinished = false;
        Table table{};
    };

    void enter(std::uint32_t person, int change);
    NameNumbers numbers_of(const Described::PersonName& name);
    Place place_of(const Described::Address& address);
    std::uint32_t postcode_number(const linkage::Postcode& code);

    Question question(const Sought& sought) const;
    void look_up_names(const Question& question, Desk& desk) const;
    void collect(const Question& question, Desk& desk) const;
    void take(std::uint32_t person, Desk& desk) const;
    Pattern compare(const Question& question, std::uint32_t person, Desk& desk, Speaking speaking,
                    std::size_t* which_name) const;
    Pattern name_levels(const Question& question, const NameNumbers& name, bool earlier, Desk& desk) const;
    unsigned address_level(const WantedPlace& wanted, bool several, const Place& place, Desk& desk) const;
    ClassBits sums(const Table& table, Pattern pattern) const;
    Bits weight(const Table& table, Pattern pattern) const;
    NameNumbers name_at(std::uint32_t person, std::size_t which) const;
    void explain(const Question& question, Hit& hit, std::uint32_t person, std::size_t which) const;

    const Further& further(std::uint32_t person) const {
        static const Further none;
        const auto found = further_.find(person);
        return found == further_.end() ? none : found->second;
    }

    Model model_;
    ClassBits prior_{};
    Table of_level_{};

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

std::uint32_t Search::Index::postcode_number(const linkage::Postcode& code) {
    const auto number = postcodes_.number(code.text);
    if (number == district_of_.size()) {
        district_of_.push_back(districts_.number(code.district));
        british_.push_back(code.british);
    }
    return number;
}

NameNumbers Search::Index::numbers_of(const Described::PersonName& name) {
    NameNumbers numbers;
    const auto forenames = forename_words(name.forenames);
    if (!forenames.empty()) numbers.forename = names_.number(forenames[0]);
    if (forenames.size() > 1) {
        numbers.middle = names_.number(forenames[1]);
        numbers.joined = names_.number(joined_words(forenames));
    }
    const auto surnames = surname_words(name.surname);
    numbers.surname = names_.number(joined_words(surnames), surnames);
    return numbers;
}

Place Search::Index::place_of(const Described::Address& address) {
    const auto found = premises(address.lines);
    const auto house = house_number(address.house);
    return {postcode_number(post_code(address.postcode)), houses_.number(house.empty() ? found.house : house),
            streets_.number(found.street)};
}

// Enters all that points to a person, or takes it back.
void Search::Index::enter(std::uint32_t person, int change) {
    const Kept& kept = people_[person];
    const Further& more = further(person);
    const auto post = [&](auto& postings, std::uint32_t value) {
        if (change > 0)
            postings.add(value, person);
        else
            postings.remove(value, [&](std::uint32_t other) { return other == person; });
    };

    struct Under {
        std::uint32_t surname = 0, forename = 0;
        bool is_joined = false;
    };

    std::vector<Under> under; // a surname and a forename beside it, each once
    const auto add_name = [&](const NameNumbers& name) {
        under.push_back({name.surname, name.forename, false});
        if (name.middle != 0) under.push_back({name.surname, name.middle, false});
        if (name.joined != 0) under.push_back({name.surname, name.joined, true});
    };
    add_name({kept.forename, kept.surname, kept.middle, kept.joined});
    for (const auto& name : more.names) {
        add_name(name);
        // The forename stays when the surname changes, and the other way round.
        if (name.forename == 0) under.push_back({name.surname, kept.forename, false});
    }
    std::sort(under.begin(), under.end(), [](const Under& l, const Under& r) {
        return std::tie(l.surname, l.forename, l.is_joined) < std::tie(r.surname, r.forename, r.is_joined);
    });
    const auto is_same = [](const Under& l, const Under& r) {
        return l.surname == r.surname && l.forename == r.forename;
    };
    under.erase(std::unique(under.begin(), under.end(), is_same), under.end());
    std::vector<std::uint32_t> forenames;
    for (const auto& name : under) {
        const auto surname = name.surname, first = name.forename;
        if (change > 0) {
            by_surname_.add(surname, {person, first, kept.birth});
            names_.use(surname, NameUse::surname);
            if (name.is_joined)
                names_.use_whole(first, NameUse::forename);
            else
                names_.use(first, NameUse::forename);
        } else {
            by_surname_.remove(surname,
                               [&](const Named& other) { return other.person == person && other.forename == first; });
        }
        if (std::find(forenames.begin(), forenames.end(), first) == forenames.end()) forenames.push_back(first);
    }
    for (const auto forename : forenames)
        post(by_forename_, forename);
    if (kept.birth != 0) {
        for (const auto forename : forenames) {
            auto& list = by_birth_[kept.birth];
            if (change > 0) {
                list.push_back({person, forename, 0});
                continue;
            }
            const auto found = std::find_if(list.begin(), list.end(), [&](const Named& other) {
                return other.person == person && other.forename == forename;
            });
            if (found == list.end()) continue;
            *found = list.back();
            list.pop_back();
        }
    }
    post(by_postcode_, kept.postcode);
    for (const auto& place : more.places)
        post(by_postcode_, place.postcode);
    post(by_phone_, kept.phone);
    post(by_email_, kept.email);
    for (const auto phone : more.phones)
        post(by_phone_, phone);
    for (const auto email : more.emails)
        post(by_email_, email);
    forename_held_.add(kept.forename, change);
    surname_held_.add(kept.surname, change);
    phone_held_.add(kept.phone, change);
    email_held_.add(kept.email, change);
    for (std::size_t i = 0; i < most_identifiers; ++i) {
        post(by_identifier_[i], kept.identifiers[i]);
        identifier_held_[i].add(kept.identifiers[i], change);
        for (const auto identifier : more.identifiers[i])
            post(by_identifier_[i], identifier);
    }
    here = change > 0 ? here + 1 : here - 1;
}

void Search::Index::upsert(std::string_view id, const Described& described) {
    remove(id);
    const auto person = ids_.number(id);
    if (person == 0) throw std::invalid_argument("a person without an id");
    if (person >= people_.size()) people_.resize(person + 1);

    Kept kept;
    Further more;
    for (const auto& name : described.names) {
        const auto numbers = numbers_of(name);
        if (&name == &described.names.front()) {
            kept.forename = numbers.forename, kept.surname = numbers.surname;
            kept.middle = numbers.middle, kept.joined = numbers.joined;
        } else if (numbers != NameNumbers{}) {
            more.names.push_back(numbers);
        }
    }
    kept.birth = birth(described.born).packed();
    kept.sex = static_cast<std::uint8_t>(sex(described.sex));
    for (const auto& address : described.addresses) {
        const auto place = place_of(address);
        if (&address == &described.addresses.front())
            kept.postcode = place.postcode, kept.house = place.house, kept.street = place.street;
        else
            more.places.push_back(place);
    }
    const auto put = [](std::uint32_t& first, std::vector<std::uint32_t>& others, std::uint32_t number) {
        if (number == 0 || number == first || std::find(others.begin(), others.end(), number) != others.end()) return;
        if (first == 0)
            first = number;
        else
            others.push_back(number);
    };
    for (const auto& text : described.phones)
        put(kept.phone, more.phones, phones_.number(phone(text)));
    for (const auto& text : described.emails)
        put(kept.email, more.emails, emails_.number(email(text)));
    bool further_identifiers = false;
    for (std::size_t i = 0; i < most_identifiers; ++i) {
        for (const auto& text : described.identifiers[i])
            put(kept.identifiers[i], more.identifiers[i], identifiers_[i].number(identifier(text)));
        further_identifiers = further_identifiers || !more.identifiers[i].empty();
    }
    kept.is_here = 1;
    kept.has_further = !more.names.empty() || !more.places.empty() || !more.phones.empty() || !more.emails.empty() ||
                       further_identifiers;
    people_[person] = kept;
    if (kept.has_further != 0) further_[person] = std::move(more);
    enter(person, +1);
}

bool Search::Index::remove(std::string_view id) {
    const auto person = ids_.find(id);
    if (person == 0 || person >= people_.size() || people_[person].is_here == 0) return false;
    enter(person, -1);
    further_.erase(person);
    people_[person] = {};
    return true;
}

void Search::Index::add(const Records& records) {
    std::vector<std::uint32_t> postcode(records.postcodes.texts.size());
    for (std::uint32_t i = 1; i < postcode.size(); ++i)
        postcode[i] = postcode_number(post_code(records.postcodes.texts.text(i)));
    const auto numbered = [](const Dictionary& from, Dictionary& into) {
        std::vector<std::uint32_t> numbers(from.size());
        for (std::uint32_t i = 1; i < from.size(); ++i)
            numbers[i] = into.number(from.text(i));
        return numbers;
    };
    const auto house = numbered(records.houses.texts, houses_), street = numbered(records.streets.texts, streets_);
    const auto phone = numbered(records.phones.texts, phones_), email = numbered(records.emails.texts, emails_);
    std::array<std::vector<std::uint32_t>, most_identifiers> identifier;
    for (std::size_t i = 0; i < most_identifiers; ++i)
        identifier[i] = numbered(records.identifiers[i].texts, identifiers_[i]);
    std::vector<std::uint32_t> name(records.name_texts.size());
    for (std::uint32_t i = 1; i < name.size(); ++i)
        name[i] = names_.number(records.name_texts.text(i));
    people_.reserve(people_.size() + records.count);
    for (std::size_t i = 0; i < records.count; ++i) {
        if (records.facts(i).is_sealed()) continue;
        const auto& lanes = records.rows[i].lanes;
        const auto& aside = records.more_of(i);
        std::string id(records.record_id(i));
        if (const auto taken = ids_.find(id); taken != 0)
            id = fmt::format("{}:{}", records.sources.text(records.facts(i).source()), id);
        const auto person = ids_.number(id);
        if (person >= people_.size()) people_.resize(person + 1);
        Kept kept;
        kept.forename = name[lanes[lane::forename]];
        kept.surname = name[lanes[lane::surname]];
        kept.middle = name[aside.middle];
        if (kept.middle != 0) {
            std::string joined(names_.text(kept.forename));
            joined += names_.text(kept.middle);
            if (aside.second_middle != 0) joined += records.name_texts.text(aside.second_middle);
            kept.joined = names_.number(joined);
        }
        kept.birth = lanes[lane::birth];
        kept.postcode = postcode[lanes[lane::postcode]];
        kept.house = house[lanes[lane::house]];
        kept.street = street[lanes[lane::street]];
        kept.phone = phone[lanes[lane::phone]];
        kept.email = email[lanes[lane::email]];
        kept.identifiers = {
            identifier[0][lanes[lane::identifier]],
            identifier[1][lanes[lane::identifier_2]],
            identifier[2].empty() ? 0 : identifier[2][aside.identifier_3],
            identifier[3].empty() ? 0 : identifier[3][aside.identifier_4],
        };
        kept.sex = static_cast<std::uint8_t>(records.facts(i).sex());
        kept.is_here = 1;
        Further more;
        for (const auto former : {aside.former_surname, aside.second_former_surname})
            if (former != 0) more.names.push_back({kept.forename, name[former], kept.middle, kept.joined});
        kept.has_further = more.names.empty() ? 0 : 1;
        people_[person] = kept;
        if (kept.has_further != 0) further_[person] = std::move(more);
        enter(person, +1);
    }
}

Search::Index::ClassBits Search::Index::sums(const Table& table, Pattern pattern) const {
    ClassBits sums = prior_;
    for (unsigned i = 0; pattern != 0; ++i, pattern >>= 3) {
        const auto& add = table[i][pattern & 7U];
        for (unsigned c = 0; c < class_count; ++c)
            sums[c] += add[c];
    }
    return sums;
}

Bits Search::Index::weight(const Table& table, Pattern pattern) const {
    const auto of = sums(table, pattern);
    if (model_.two_class) return of[0] - of[3];
    return of[0] - sum_of_powers(sum_of_powers(of[1], of[2]), of[3]);
}

Search::Index::Question Search::Index::question(const Sought& sought) const {
    Question asked;
    const auto& who = sought.described;
    asked.unfinished = sought.unfinished;
    for (const auto& name : who.names) {
        Wanted wanted;
        const auto forenames = forename_words(name.forenames);
        if (!forenames.empty()) wanted.forename = forenames[0];
        wanted.joined = joined_words(forenames);
        wanted.surname_parts = surname_words(name.surname);
        wanted.surname = joined_words(wanted.surname_parts);
        if (wanted.forename.empty() && wanted.surname.empty()) continue;
        wanted.forename_number = names_.find(wanted.forename);
        wanted.joined_number = names_.find(wanted.joined);
        wanted.surname_number = names_.find(wanted.surname);
        asked.names.push_back(std::move(wanted));
    }
    asked.birth = birth(who.born);
    asked.sex = sex(who.sex);
    for (const auto& address : who.addresses) {
        WantedPlace place;
        place.postcode = post_code(address.postcode);
        auto found = premises(address.lines);
        place.house = house_number(address.house);
        if (place.house.empty()) place.house = std::move(found.house);
        place.street = std::move(found.street);
        place.postcode_number = postcodes_.find(place.postcode.text);
        place.district = districts_.find(place.postcode.district);
        place.house_number = houses_.find(place.house);
        place.street_number = streets_.find(place.street);
        asked.places.push_back(std::move(place));
    }
    const auto known = [](const std::vector<std::string>& typed, std::string (*form)(std::string_view),
                          const Dictionary& texts, std::vector<std::string>& kept,
                          std::vector<std::uint32_t>& numbers) {
        for (const auto& text : typed)
            if (auto value = form(text); !value.empty()) {
                numbers.push_back(texts.find(value));
                kept.push_back(std::move(value));
            }
    };
    known(who.phones, phone, phones_, asked.phones, asked.phone_numbers);
    known(who.emails, email, emails_, asked.emails, asked.email_numbers);
    for (std::size_t i = 0; i < most_identifiers; ++i)
        known(who.identifiers[i], identifier, identifiers_[i], asked.identifiers[i], asked.identifier_numbers[i]);

    asked.table = of_level_;
    const auto rarer = [&](unsigned which, Bits bits, bool each_child) {
        auto& same = asked.table[which][level::same];
        same[3] += bits;
        if (each_child) same[1] += bits, same[2] += bits;
    };
    if (!asked.names.empty()) {
        rarer(comparison::forename, forename_held_.rarity(asked.names[0].forename_number), true);
        rarer(comparison::surname, surname_held_.rarity(asked.names[0].surname_number), false);
    }
    const auto first = [](const std::vector<std::uint32_t>& numbers) { return numbers.empty() ? 0U : numbers[0]; };
    rarer(comparison::phone, phone_held_.rarity(first(asked.phone_numbers)), false);
    rarer(comparison::email, email_held_.rarity(first(asked.email_numbers)), false);
    for (unsigned i = 0; i < most_identifiers; ++i)
        rarer(comparison::identifier + i, identifier_held_[i].rarity(first(asked.identifier_numbers[i])), false);
    return asked;
}

void Search::Index::look_up_names(const Question& question, Desk& desk) const {
    for (auto* marks : {&desk.forenames, &desk.surnames})
        marks->fit(names_.size());
    const auto keep = [](std::vector<LikeName>& like, Marks& marks) {
        for (const auto& each : like)
            if (const auto before = marks.of[each.name]; before == 0 || each.level < before)
                marks.set(each.name, static_cast<std::uint8_t>(each.level));
    };
    for (const auto& name : question.names) {
        const bool surname_goes_on = question.unfinished && !name.surname.empty();
        std::vector<LikeName> like;
        names_.alike(name.forename, {}, NameUse::forename, question.unfinished && name.surname.empty(), like);
        if (name.joined_number != 0) like.push_back({name.joined_number, level::same});
        keep(like, desk.forenames);
        like.clear();
        names_.alike(name.surname, name.surname_parts, NameUse::surname, surname_goes_on, like);
        keep(like, desk.surnames);
    }
}

void Search::Index::take(std::uint32_t person, Desk& desk) const {
    auto& word = desk.seen[person / 64];
    const auto mine = std::uint64_t{1} << (person % 64);
    if ((word & mine) != 0) return;
    word |= mine;
    desk.found.push_back(person);
}

// Everybody whom any of the lists proposes.
void Search::Index::collect(const Question& question, Desk& desk) const {
    if (desk.seen.size() < people_.size() / 64 + 1) desk.seen.resize(people_.size() / 64 + people_.size() / 512 + 64);
    bool has_forename = false, has_surname = false;
    for (const auto& name : question.names) {
        has_forename = has_forename || !name.forename.empty();
        has_surname = has_surname || !name.surname.empty();
    }
    const auto& forenames = desk.forenames.of;
    const auto [year, month, day_of_month] = question.birth;
    const bool whole_day = question.birth.is_full();
    for (const auto surname : desk.surnames.touched) {
        const unsigned last = desk.surnames.of[surname];
        for (const auto& [person, forename, packed] : by_surname_.of(surname)) {
            const unsigned fore = !has_forename || forename == 0 ? 0U : forenames[forename];
            if (has_forename && forename != 0 && fore == 0) continue;
            // Two names that are only alike are nobody's without more, which the other lists would have.
            if (fore == level::forename_alike && last >= level::surname_alike) continue;
            if (whole_day && packed != 0 && (fore != level::same || last != level::same)) {
                const auto birth = Birth::unpacked(packed);
                if (birth.year != 0 && birth.year != year && (birth.month != month || birth.day != day_of_month))
                    continue;
            }
            take(person, desk);
        }
    }
    if (!has_surname)
        for (const auto forename : desk.forenames.touched)
            for (const auto person : by_forename_.of(forename))
                take(person, desk);
    for (const auto& name : question.names)
        if (name.surname_number != 0 && name.forename_number != 0)
            for (const auto& each : by_surname_.of(name.forename_number))
                if (each.forename == name.surname_number) take(each.person, desk);

    if (question.birth.is_full()) {
        const auto on = [&](std::uint32_t day, bool whoever) {
            const auto found = by_birth_.find(day);
            if (found == by_birth_.end()) return;
            for (const auto& each : found->second)
                if (whoever || (has_forename && each.forename != 0 && forenames[each.forename] != 0))
                    take(each.person, desk);
        };
        const auto day = question.birth.packed();
        for (const auto near : near_days(question.birth))
            if (near != day) on(near, false);
        const auto exact = by_birth_.find(day);
        on(day, exact != by_birth_.end() && exact->second.size() <= 2000);
    }
    const auto all = [&](std::span<const std::uint32_t> list) {
        if (list.size() > 2000) return; // a number that a whole office shares says nothing
        for (const auto person : list)
            take(person, desk);
    };
    for (const auto& place : question.places)
        all(by_postcode_.of(place.postcode_number));
    for (const auto number : question.phone_numbers)
        all(by_phone_.of(number));
    for (const auto number : question.email_numbers)
        all(by_email_.of(number));
    for (std::size_t i = 0; i < most_identifiers; ++i)
        for (const auto number : question.identifier_numbers[i])
            all(by_identifier_[i].of(number));
}

Pattern Search::Index::name_levels(const Question& question, const NameNumbers& name, bool earlier, Desk& desk) const {
    Pattern best = 0;
    Bits best_weight = INT32_MIN;
    for (const auto& wanted : question.names) {
        unsigned fore = level::unknown, last = level::unknown;
        if (!wanted.forename.empty() && name.forename != 0) {
            const auto like = desk.forenames.of[name.forename];
            fore = like == 0 ? unsigned{level::forename_different} : like;
            const auto is = [](std::uint32_t one, std::uint32_t other) { return one != 0 && one == other; };
            if (fore != level::same &&
                (is(name.joined, wanted.joined_number) || is(name.joined, wanted.forename_number) ||
                 is(name.forename, wanted.joined_number)))
                fore = level::same;
            if (fore > level::forename_initial_or_middle && name.middle != 0 && is(name.middle, wanted.forename_number))
                fore = level::forename_initial_or_middle;
        }
        if (!wanted.surname.empty() && name.surname != 0) {
            const auto like = desk.surnames.of[name.surname];
            last = like == 0 ? unsigned{level::surname_different} : like;
            // An earlier name is worth what a part of a name is.
            if (earlier && last < level::surname_part_or_former) last = level::surname_part_or_former;
        }
        if (fore > level::forename_similar && last > level::surname_similar && wanted.forename_number != 0 &&
            wanted.forename_number == name.surname && wanted.surname_number == name.forename) {
            fore = level::forename_swapped;
            last = level::unknown;
        }
        const auto pattern = level_at(comparison::forename, fore) | level_at(comparison::surname, last);
        const auto worth = weight(question.table, pattern);
        if (worth > best_weight) best_weight = worth, best = pattern;
    }
    return best;
}

unsigned Search::Index::address_level(const WantedPlace& wanted, bool several, const Place& place, Desk& desk) const {
    const bool same_house = place.house != 0 && place.house == wanted.house_number;
    const bool same_street = place.street != 0 && place.street == wanted.street_number;
    const bool houses = place.house != 0 && !wanted.house.empty();
    if (wanted.postcode.text.empty() || place.postcode == 0)
        return same_house && same_street ? unsigned{level::address_slip} : unsigned{level::unknown};
    if (place.postcode == wanted.postcode_number) {
        if (same_house) return level::same;
        return houses ? level::address_other_house : level::address_postcode_only;
    }
    if (same_house && same_street) return level::address_slip;
    // 1: one letter apart, 2: of the district, 3: neither
    std::uint8_t relation = several ? 0 : desk.postcodes.of[place.postcode];
    if (relation == 0) {
        const bool district = wanted.district != 0 && district_of_[place.postcode] == wanted.district;
        relation = is_one_slip(postcodes_.text(place.postcode), wanted.postcode.text) ? 1 : 3;
        if (relation == 1 && district) relation = 4;
        if (relation == 3 && district) relation = 2;
        if (!several) desk.postcodes.set(place.postcode, relation);
    }
    if ((relation == 1 && same_house) || (relation == 4 && (same_house || !houses))) return level::address_slip;
    return relation == 2 || relation == 4 ? level::address_district : level::address_different;
}

NameNumbers Search::Index::name_at(std::uint32_t person, std::size_t which) const {
    const Kept& kept = people_[person];
    if (which == 0) return {kept.forename, kept.surname, kept.middle, kept.joined};
    auto name = further(person).names[which - 1];
    if (name.forename == 0) name.forename = kept.forename;
    if (name.surname == 0) name.surname = kept.surname;
    return name;
}

Pattern Search::Index::compare(const Question& question, std::uint32_t person, Desk& desk, Speaking speaking,
                               std::size_t* which_name) const {
    const Kept& kept = people_[person];
    const Further* more = kept.has_further != 0 ? &further(person) : nullptr;
    const auto may = [&](unsigned which) { return (speaking >> which & 1U) != 0; };
    Pattern pattern = 0;
    if (may(comparison::forename)) {
        pattern = name_levels(question, name_at(person, 0), false, desk);
        if (more != nullptr && !more->names.empty() && (speaking & first_name_alone) == 0) {
            Bits best = weight(question.table, pattern);
            for (std::size_t i = 0; i < more->names.size(); ++i) {
                const auto other = name_levels(question, name_at(person, i + 1), true, desk);
                if (const auto worth = weight(question.table, other); worth > best) {
                    best = worth, pattern = other;
                    if (which_name != nullptr) *which_name = i + 1;
                }
            }
        }
    }
    if (may(comparison::birth)) {
        auto known = Birth::unpacked(kept.birth), asked = question.birth;
        if ((speaking & year_alone) != 0) known = {known.year, 0, 0}, asked = {asked.year, 0, 0};
        const bool same = known.is_full() && known == asked;
        pattern |= level_at(comparison::birth, same ? unsigned{level::same} : birth_level(known, asked));
    }
    if (may(comparison::sex) && kept.sex != 0 && question.sex != Sex::unknown)
        pattern |= level_at(comparison::sex,
                            kept.sex == static_cast<std::uint8_t>(question.sex) ? level::same : level::sex_different);
    if (may(comparison::address) && !question.places.empty()) {
        unsigned best = level::unknown;
        const auto add = [&](const Place& place) {
            for (const auto& wanted : question.places)
                if (const auto found = address_level(wanted, question.places.size() > 1, place, desk);
                    found != level::unknown && (best == level::unknown || found < best))
                    best = found;
        };
        add({kept.postcode, kept.house, kept.street});
        if (more != nullptr)
            for (const auto& place : more->places)
                add(place);
        pattern |= level_at(comparison::address, best);
    }
    const auto number = [&](unsigned which, const std::vector<std::string>& texts,
                            const std::vector<std::uint32_t>& numbers, const Dictionary& dictionary,
                            std::uint32_t first, const std::vector<std::uint32_t>* others) {
        if (!may(which) || texts.empty() || first == 0) return;
        unsigned best = level::different;
        const auto add = [&](std::uint32_t held) {
            for (std::size_t i = 0; i < texts.size(); ++i)
                if (numbers[i] == held)
                    best = level::same;
                else if (best == level::different && is_one_slip(texts[i], dictionary.text(held)))
                    best = level::similar;
        };
        add(first);
        if (others != nullptr)
            for (const auto held : *others)
                add(held);
        pattern |= level_at(which, best);
    };
    number(comparison::phone, question.phones, question.phone_numbers, phones_, kept.phone,
           more != nullptr ? &more->phones : nullptr);
    number(comparison::email, question.emails, question.email_numbers, emails_, kept.email,
           more != nullptr ? &more->emails : nullptr);
    for (unsigned i = 0; i < most_identifiers; ++i)
        number(comparison::identifier + i, question.identifiers[i], question.identifier_numbers[i], identifiers_[i],
               kept.identifiers[i], more != nullptr ? &more->identifiers[i] : nullptr);
    return pattern;
}

void Search::Index::explain(const Question& question, Hit& hit, std::uint32_t person, std::size_t which) const {
    for (unsigned i = 0; i < comparison::count; ++i) {
        const auto level = level_in(hit.pattern, i);
        if (level == level::unknown) continue;
        const Bits plain = of_level_[i][level][0] - of_level_[i][level][3];
        const Bits with_value = question.table[i][level][0] - question.table[i][level][3];
        hit.contributions.push_back({i, level, plain, with_value - plain});
    }
    hit.by_earlier_name = which > 0;
    const auto name = name_at(person, which);
    const auto likeness = [&](const std::string& typed, std::uint32_t number, bool forename) {
        if (typed.empty() || number == 0) return NameLikeness::same;
        const auto text = names_.text(number);
        if (text == typed) return NameLikeness::same;
        const auto wanted = shape_of(typed, {});
        const auto& known = names_.at(number);
        if (forename)
            for (const auto one : wanted.formal)
                for (const auto other : known.formal)
                    if (one != 0 && one == other) return NameLikeness::short_for;
        if (forename && (typed.size() == 1 || text.size() == 1) && typed[0] == text[0]) return NameLikeness::initial;
        if (is_one_slip(typed, text)) return NameLikeness::one_letter;
        if (text.starts_with(typed)) return NameLikeness::begins_so;
        if (wanted.sound == known.sound) return NameLikeness::sounds_like;
        return NameLikeness::similar;
    };
    if (question.names.empty()) return;
    const auto& wanted = question.names.front();
    switch (level_in(hit.pattern, comparison::forename)) {
    case level::unknown:
    case level::same:
    case level::forename_swapped:
        break;
    case level::forename_different:
        hit.forename = NameLikeness::different;
        break;
    case level::forename_initial_or_middle:
        hit.forename =
            name.middle != 0 && name.middle == wanted.forename_number ? NameLikeness::middle : NameLikeness::initial;
        break;
    default:
        hit.forename = likeness(wanted.forename, name.forename, true);
    }
    const auto last = level_in(hit.pattern, comparison::surname);
    if (last == level::surname_different)
        hit.surname = NameLikeness::different;
    else if (last != level::unknown && last != level::same)
        hit.surname = likeness(wanted.surname, name.surname, false);
    if (last == level::surname_part_or_former && hit.surname == NameLikeness::similar) hit.surname = NameLikeness::part;
}

std::vector<Hit> Search::Index::find(const Sought& sought, std::size_t most, const MaySpeak& may_speak) const {
    thread_local Desk desk;
    desk.clear(); // also after an exception
    const auto asked = question(sought);
    desk.postcodes.fit(postcodes_.size());
    look_up_names(asked, desk);
    collect(asked, desk);

    auto found = desk.found;
    std::vector<Speaking> speaking;
    if (may_speak) {
        std::sort(found.begin(), found.end(),
                  [&](std::uint32_t l, std::uint32_t r) { return ids_.text(l) < ids_.text(r); });
        std::vector<std::string_view> ids;
        for (const auto person : found)
            ids.push_back(ids_.text(person));
        speaking.resize(found.size());
        may_speak(ids, speaking);
    }

    struct Ranked {
        Bits weight = 0;
        std::uint32_t person = 0;
        Speaking speaking = 0;
        Pattern pattern = 0;
    };

    const Bits nothing = weight(asked.table, 0);
    const auto better = [&](const Ranked& l, const Ranked& r) {
        return l.weight != r.weight ? l.weight > r.weight : ids_.text(l.person) < ids_.text(r.person);
    };
    std::vector<Ranked> best; // a heap, the worst on top
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i + 8 < found.size()) __builtin_prefetch(&people_[found[i + 8]]);
        const Speaking may = may_speak ? speaking[i] : everything & ~(year_alone | first_name_alone);
        if (may == 0) continue;
        const auto pattern = compare(asked, found[i], desk, may, nullptr);
        const Ranked ranked{weight(asked.table, pattern), found[i], may, pattern};
        if (ranked.weight <= nothing || most == 0) continue;
        if (best.size() == most) {
            if (!better(ranked, best.front())) continue;
            std::pop_heap(best.begin(), best.end(), better);
            best.pop_back();
        }
        best.push_back(ranked);
        std::push_heap(best.begin(), best.end(), better);
    }
    std::sort(best.begin(), best.end(), better);
    std::vector<Hit> hits;
    for (const auto& ranked : best) {
        std::size_t which = 0;
        compare(asked, ranked.person, desk, ranked.speaking, &which);
        Hit hit{ids_.text(ranked.person), ranked.weight, ranked.weight - nothing, ranked.pattern};
        explain(asked, hit, ranked.person, which);
        hits.push_back(std::move(hit));
    }
    return hits;
}

Search::Search(const Model& model) : index_(std::make_unique<Index>(model)) {}

Search::~Search() = default;
Search::Search(Search&&) noexcept = default;

void Search::upsert(std::string_view id, const Described& described) {
    index_->upsert(id, described);
}

bool Search::remove(std::string_view id) {
    return index_->remove(id);
}

void Search::add(const Records& records) {
    index_->add(records);
}

std::size_t Search::size() const {
    return index_->here;
}

std::vector<Hit> Search::find(const Sought& sought, std::size_t most, const MaySpeak& may_speak) const {
    return index_->find(sought, most, may_speak);
}

} // namespace kith::linkage
