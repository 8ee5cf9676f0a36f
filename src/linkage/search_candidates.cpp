// What is asked, as numbers of the index, and everybody whom one of its lists proposes.

#include "linkage/jaro_winkler.h"
#include "linkage/search_index.h"

namespace kith::linkage {

using namespace searching;

namespace {

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

Search::Index::Question Search::Index::question(const Sought& sought) const {
    Question asked;
    const auto& who = sought.described;
    asked.unfinished = sought.unfinished;
    for (const auto& name : who.names) {
        Wanted wanted;
        const auto forenames = forename_words(name.forenames);
        if (!forenames.empty()) wanted.forename = forenames[0];
        wanted.joined = fmt::to_string(fmt::join(forenames, ""));
        wanted.surname_parts = surname_words(name.surname);
        wanted.surname = fmt::to_string(fmt::join(wanted.surname_parts, ""));
        if (wanted.forename.empty() && wanted.surname.empty()) continue;
        wanted.forename_number = names_.find(wanted.forename);
        wanted.joined_number = names_.find(wanted.joined);
        wanted.surname_number = names_.find(wanted.surname);
        asked.names.push_back(std::move(wanted));
    }
    asked.birth = birth(who.born);
    if (asked.birth.is_full()) asked.near_days = near_days(asked.birth);
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

    asked.table = model_.of_level;
    const auto rarer = [&](unsigned which, Bits bits) { add_frequency(asked.table[which][level::same], which, bits); };
    if (!asked.names.empty()) {
        rarer(comparison::forename, forename_held_.rarity(asked.names[0].forename_number));
        rarer(comparison::surname, surname_held_.rarity(asked.names[0].surname_number));
    }
    const auto first = [](const std::vector<std::uint32_t>& numbers) { return numbers.empty() ? 0U : numbers[0]; };
    rarer(comparison::phone, phone_held_.rarity(first(asked.phone_numbers)));
    rarer(comparison::email, email_held_.rarity(first(asked.email_numbers)));
    for (unsigned i = 0; i < most_identifiers; ++i)
        rarer(comparison::identifier + i, identifier_held_[i].rarity(first(asked.identifier_numbers[i])));
    asked.is_enough = sought.is_enough;
    asked.nothing = weight(asked.table, 0);
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

// A list of more people than this says nothing: a day that many share, the number of a whole office.
constexpr std::size_t longest_list = 2000;

// Everybody whom any of the lists proposes. Where whole birthdays may tell of everybody, a name spelt otherwise must
// have a birthday near it.
void Search::Index::collect(const Question& question, Desk& desk, bool whole_days_tell) const {
    if (desk.seen.size() < people_.size() / 64 + 1) desk.seen.resize(people_.size() / 64 + people_.size() / 512 + 64);
    bool has_forename = false, has_surname = false;
    for (const auto& name : question.names) {
        has_forename = has_forename || !name.forename.empty();
        has_surname = has_surname || !name.surname.empty();
    }
    const auto& forenames = desk.forenames.of;
    const auto [year, month, day_of_month] = question.birth;
    const bool whole_day = whole_days_tell && question.birth.is_full();
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
        for (const auto near : question.near_days)
            if (near != day) on(near, false);
        const auto exact = by_birth_.find(day);
        on(day, exact != by_birth_.end() && exact->second.size() <= longest_list);
    }
    const auto all = [&](std::span<const std::uint32_t> list) {
        if (list.size() > longest_list) return;
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

// Whether a list of names proposes this one.
bool Search::Index::is_named(const Question& question, const NameNumbers& name, const Desk& desk) const {
    bool has_forename = false, has_surname = false;
    for (const auto& wanted : question.names) {
        has_forename = has_forename || !wanted.forename.empty();
        has_surname = has_surname || !wanted.surname.empty();
        if (name.forename != 0 && name.surname != 0 && wanted.surname_number == name.forename &&
            wanted.forename_number == name.surname)
            return true;
    }
    const auto likeness = [](const searching::Marks& marks, std::uint32_t number) {
        return number == 0 ? 0U : unsigned{marks.of[number]};
    };
    const unsigned last = likeness(desk.surnames, name.surname);
    if (has_surname && last == 0) return false;
    if (!has_forename) return has_surname;
    for (const auto forename : {name.forename, name.middle, name.joined}) {
        const unsigned fore = likeness(desk.forenames, forename);
        if (has_surname && fore == level::forename_alike && last >= level::surname_alike) continue;
        if (fore != 0 || (has_surname && name.forename == 0)) return true;
    }
    return false;
}

// Whether this person would have been collected for what the asker may know of them: what nobody may say neither brings
// somebody up nor counts.
bool Search::Index::is_proposed(const Question& question, std::uint32_t person, const Desk& desk,
                                Speaking speaking) const {
    const Kept& kept = people_[person];
    const Further& more = further(person);
    const auto may = [&](unsigned which) { return (speaking >> which & 1U) != 0; };
    const std::size_t names = (speaking & first_name_alone) != 0 ? 1 : more.names.size() + 1;
    bool is_forename_alike = false;
    for (std::size_t i = 0; may(comparison::forename) && i < names; ++i) {
        const auto name = name_at(person, i);
        if (is_named(question, name, desk)) return true;
        for (const auto forename : {name.forename, name.middle, name.joined})
            is_forename_alike = is_forename_alike || (forename != 0 && desk.forenames.of[forename] != 0);
    }
    if (may(comparison::birth) && (speaking & year_alone) == 0 && kept.birth != 0 && !question.near_days.empty()) {
        if (kept.birth == question.birth.packed() &&
            (is_forename_alike || by_birth_.at(kept.birth).size() <= longest_list))
            return true;
        if (is_forename_alike && std::binary_search(question.near_days.begin(), question.near_days.end(), kept.birth))
            return true;
    }
    using Numbers = std::vector<std::uint32_t>;
    const auto shares = [](const Numbers& wanted, std::uint32_t first, const Numbers& others, const auto& postings) {
        return std::any_of(wanted.begin(), wanted.end(), [&](std::uint32_t number) {
            return number != 0 && postings.of(number).size() <= longest_list &&
                   (number == first || std::find(others.begin(), others.end(), number) != others.end());
        });
    };
    if (may(comparison::address)) {
        Numbers wanted, others;
        for (const auto& place : question.places)
            wanted.push_back(place.postcode_number);
        for (const auto& place : more.places)
            others.push_back(place.postcode);
        if (shares(wanted, kept.postcode, others, by_postcode_)) return true;
    }
    if (may(comparison::phone) && shares(question.phone_numbers, kept.phone, more.phones, by_phone_)) return true;
    if (may(comparison::email) && shares(question.email_numbers, kept.email, more.emails, by_email_)) return true;
    for (unsigned i = 0; i < most_identifiers; ++i)
        if (may(comparison::identifier + i) &&
            shares(question.identifier_numbers[i], kept.identifiers[i], more.identifiers[i], by_identifier_[i]))
            return true;
    return false;
}

} // namespace kith::linkage
