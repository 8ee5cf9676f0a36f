// Entering people into the index, and taking them out.

#include "linkage/search_index.h"

namespace kith::linkage {

using namespace searching;

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
        numbers.joined = names_.number(fmt::to_string(fmt::join(forenames, "")));
    }
    const auto surnames = surname_words(name.surname);
    numbers.surname = names_.number(fmt::to_string(fmt::join(surnames, "")), surnames);
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
        while (ids_.find(id) != 0)
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

} // namespace kith::linkage
