// How well each candidate answers, why, and who answers best.

#include "linkage/compare.h"
#include "linkage/jaro_winkler.h"
#include "linkage/search_index.h"

namespace kith::linkage {

using namespace searching;

Bits Search::Index::weight(const Table& table, Pattern pattern) const {
    ClassBits sums = model_.prior;
    for (unsigned i = 0; pattern != 0; ++i, pattern >>= 4) {
        const auto& add = table[i][pattern & 15U];
        for (unsigned c = 0; c < class_count; ++c)
            sums[c] += add[c];
    }
    return ModelBits::weight(sums);
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
        const Bits plain = model_.against_unrelated(i, level);
        const auto& with_value = question.table[i][level];
        hit.contributions.push_back({i, level, plain, with_value.front() - with_value.back() - plain});
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

bool Search::Index::is_better(const Ranked& one, const Ranked& other) const {
    return one.weight != other.weight ? one.weight > other.weight : ids_.text(one.person) < ids_.text(other.person);
}

std::optional<Search::Index::Ranked> Search::Index::ranked(const Question& question, std::uint32_t person, Desk& desk,
                                                           Speaking speaking) const {
    const auto pattern = compare(question, person, desk, speaking, nullptr);
    const Ranked found{weight(question.table, pattern), person, speaking, pattern};
    if (found.weight <= question.nothing || (question.is_enough && !question.is_enough(pattern))) return std::nullopt;
    return found;
}

std::vector<Search::Index::Ranked> Search::Index::best(const Question& question, std::size_t most, Desk& desk) const {
    const auto better = [&](const Ranked& l, const Ranked& r) { return is_better(l, r); };
    std::vector<Ranked> best; // a heap, the worst on top
    for (std::size_t i = 0; i < desk.found.size() && most > 0; ++i) {
        if (i + 8 < desk.found.size()) __builtin_prefetch(&people_[desk.found[i + 8]]);
        const auto found = ranked(question, desk.found[i], desk, everything);
        if (!found) continue;
        if (best.size() == most) {
            if (!better(*found, best.front())) continue;
            std::pop_heap(best.begin(), best.end(), better);
            best.pop_back();
        }
        best.push_back(*found);
        std::push_heap(best.begin(), best.end(), better);
    }
    std::sort(best.begin(), best.end(), better);
    return best;
}

// The most that each could be worth decides whom to ask about first; when as many are known as are wanted and no other
// could be worth as much, the rest need not be asked about (Fagin, Lotem and Naor 2003, "Optimal aggregation
// algorithms for middleware").
std::vector<Search::Index::Ranked> Search::Index::best_known(const Question& question, std::size_t most, Desk& desk,
                                                             const Rights& rights) const {
    constexpr std::size_t asked_at_once = 32;
    const auto better = [&](const Ranked& l, const Ranked& r) { return is_better(l, r); };
    const auto known = [&](std::uint32_t person, Speaking speaking) {
        return is_proposed(question, person, desk, speaking) ? ranked(question, person, desk, speaking) : std::nullopt;
    };
    std::vector<Ranked> hoped;
    for (const auto person : desk.found) {
        std::optional<Ranked> most_hoped;
        for (const auto grade : rights.grades)
            if (auto found = known(person, grade); found && (!most_hoped || found->weight > most_hoped->weight))
                most_hoped = found;
        if (most_hoped) hoped.push_back(*most_hoped);
    }
    std::sort(hoped.begin(), hoped.end(), better);

    std::vector<Ranked> best;
    for (std::size_t from = 0; from < hoped.size(); from += asked_at_once) {
        if (best.size() >= most && (most == 0 || best[most - 1].weight > hoped[from].weight)) break;
        const auto batch = std::span(hoped).subspan(from, std::min(asked_at_once, hoped.size() - from));
        std::vector<std::string_view> ids;
        for (const auto& each : batch)
            ids.push_back(ids_.text(each.person));
        std::vector<Speaking> speaking(ids.size());
        rights.of(ids, speaking);
        for (std::size_t i = 0; i < batch.size(); ++i)
            if (const auto found = speaking[i] == 0 ? std::nullopt : known(batch[i].person, speaking[i]))
                best.push_back(*found);
        std::sort(best.begin(), best.end(), better);
    }
    if (best.size() > most) best.resize(most);
    return best;
}

Hit Search::Index::hit(const Question& question, std::uint32_t person, Desk& desk, Speaking speaking) const {
    std::size_t which = 0;
    const auto pattern = compare(question, person, desk, speaking, &which);
    const auto bits = weight(question.table, pattern);
    Hit hit{ids_.text(person), bits, bits - question.nothing, pattern};
    explain(question, hit, person, which);
    return hit;
}

searching::Desk& Search::Index::desk_for(const Question& question) const {
    thread_local Desk desk;
    desk.clear(); // also after an exception
    desk.postcodes.fit(postcodes_.size());
    look_up_names(question, desk);
    return desk;
}

std::vector<Hit> Search::Index::find(const Sought& sought, std::size_t most, const Rights* rights) const {
    const auto asked = question(sought);
    auto& desk = desk_for(asked);
    collect(asked, desk, rights == nullptr);

    std::vector<Hit> hits;
    for (const auto& ranked : rights ? best_known(asked, most, desk, *rights) : best(asked, most, desk))
        hits.push_back(hit(asked, ranked.person, desk, ranked.speaking));
    return hits;
}

std::optional<Hit> Search::Index::compare(std::string_view id, const Sought& sought, Speaking speaking) const {
    const auto person = ids_.find(id);
    if (person == 0 || person >= people_.size() || people_[person].is_here == 0) return std::nullopt;
    const auto asked = question(sought);
    return hit(asked, person, desk_for(asked), speaking);
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

std::vector<Hit> Search::find(const Sought& sought, std::size_t most) const {
    return index_->find(sought, most, nullptr);
}

std::vector<Hit> Search::find(const Sought& sought, std::size_t most, const Rights& rights) const {
    return index_->find(sought, most, &rights);
}

std::optional<Hit> Search::compare(std::string_view id, const Sought& sought, Speaking speaking) const {
    return index_->compare(id, sought, speaking);
}

} // namespace kith::linkage
