#include "linkage/records.h"

#include "base/day.h"
#include "linkage/hash.h"
#include "linkage/large_pages.h"
#include "linkage/logarithm.h"
#include "linkage/name_book.h"
#include "linkage/parallel.h"
#include "linkage/sort.h"
#include "linkage/syllables.h"

#include <cstring>

namespace kith::linkage {

namespace {

// For so many years records may have been kept since somebody was born.
constexpr std::uint32_t childhood = 17;

std::uint32_t short_hash(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32) | 1U;
}

std::uint64_t beginning(const Name& name, std::size_t letters) {
    return hash_of({name.letters.data(), std::min<std::size_t>(letters, name.length)});
}

std::string together(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += word;
    return text;
}

// "Kayice Ya Ting": two neighbours that are a syllable each are one name.
std::vector<std::string> with_joined_syllables(std::vector<std::string> words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (syllables(words[i]) == 1 && syllables(words[i + 1]) == 1) {
            words[i] += words[i + 1];
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    return words;
}

// What one distinct text of forenames comes to.
struct Forenames {
    std::uint32_t first = 0, middle = 0, second_middle = 0, full = 0;
    std::uint32_t joined = 0; // where they are told as of syllables that are joined; 0: nowhere
};

// The birthdays of one source.
class DaysOfSource {
public:
    void add(const Birth& born, std::size_t records) {
        if (!born.is_full()) return;
        full_ += records;
        records_[born.packed()] += records;
        if (born.month == 1 && born.day == 1) new_year_ += records;
    }

    // How many share a day by chance, or because the source is about few days, such as the births of a week.
    std::size_t by_chance() const { return std::max({std::size_t{20}, full_ / 200, 5 * typical()}); }

    std::vector<std::uint32_t> common() const {
        std::vector<std::uint32_t> days;
        const auto most = by_chance();
        for (const auto& [day, here] : records_)
            if (here > most) days.push_back(day);
        return days;
    }

    bool has_many_new_years() const {
        return new_year_ > std::max<std::size_t>(20, 5 * typical()) && new_year_ * 365 > 2 * full_;
    }

private:
    // The median, over days, of how many share one.
    std::size_t typical() const {
        std::vector<std::size_t> counts;
        for (const auto& [day, here] : records_)
            counts.push_back(here);
        if (counts.empty()) return 0;
        const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
        std::nth_element(counts.begin(), middle, counts.end());
        return *middle;
    }

    std::map<std::uint32_t, std::size_t> records_;
    std::size_t full_ = 0, new_year_ = 0;
};

class Making {
public:
    // What is made comes after what `into` holds.
    Making(Columns& columns, const Mapping& mapping, const Usual* usual, unsigned threads, Records& into)
        : columns_(columns), mapping_(mapping), usual_(usual), threads_(threads), made_(&into), first_(into.count),
          more_known_(into.more.size()) {}

    // Surnames that were known, and of whose words more is known now.
    std::vector<std::uint32_t> read_anew() { return std::move(read_anew_); }

    Result<Done> make() {
        if (auto many = too_many_sources(); !many.empty()) return Problem{"", "file", std::move(many)};
        if (auto twice = order_records(); !twice.empty()) return Problem{"", "file", std::move(twice)};
        for (std::size_t role = 0; role < role_count; ++role)
            made_->is_mapped[role] = made_->is_mapped[role] || columns_.roles[role].is_mapped;
        normalise();
        shape_names();
        fill_rows();
        count_values();
        return Done{};
    }

private:
    std::string too_many_sources() const;
    void normalise();
    void normalise_names();
    Forenames forenames_of(const std::vector<std::string>& words);
    Forenames forenames(std::size_t record) const;
    void normalise_places();
    void normalise_birth();
    void find_no_birthdays();
    void find_no_birthdays_of_sources();
    void know_no_birthdays_of_sources();
    std::vector<std::vector<std::uint32_t>> records_by_source() const;
    std::size_t called_differently(const std::vector<std::uint32_t>& records, std::uint32_t day) const;
    Birth born(std::size_t record) const;
    void numbered(Role role, Values& values, std::vector<std::uint32_t>& numbers,
                  std::string (*form)(std::string_view));
    void fill_rows();
    Row row_of(std::size_t record) const;
    More more_of(std::size_t record) const;
    void fill_more();
    void shape_names();
    void count_values();
    void count_addresses();
    std::string order_records();

    std::uint32_t raw(Role role, std::size_t record) const {
        const auto& of_record = columns_.roles[static_cast<std::size_t>(role)].of_record;
        return of_record.empty() ? 0 : of_record[record];
    }

    // The value of a role by the tables made from its distinct texts.
    template <typename T>
    T normal(const std::vector<T>& table, Role role, std::size_t record) const {
        return table.empty() ? T() : table[raw(role, record)];
    }

    Columns& columns_;
    const Mapping& mapping_;
    const Usual* usual_;
    unsigned threads_;
    Records* made_;
    std::size_t first_, more_known_;        // of those made here
    std::set<std::uint32_t> written_apart_; // surnames
    std::vector<std::uint32_t> read_anew_;

    std::vector<Forenames> forenames_;
    std::vector<Forenames> joined_forenames_{1}; // of those in which two words are one name
    std::vector<std::uint32_t> surnames_;
    std::vector<std::array<std::uint32_t, 2>> former_;
    std::vector<Birth> births_;
    std::vector<std::vector<std::uint32_t>> no_birthdays_; // by source, what it alone writes when it does not know
    std::vector<Sex> sexes_;
    std::vector<std::uint32_t> sources_, houses_, address_houses_, streets_, postcodes_, towns_, phones_, emails_;
    std::array<std::vector<std::uint32_t>, most_identifiers> identifiers_;
    std::vector<bool> sealed_;
};

Forenames Making::forenames_of(const std::vector<std::string>& words) {
    auto& names = made_->name_texts;
    Forenames all;
    all.first = names.number(words[0]);
    if (words.size() > 1) all.middle = names.number(words[1]);
    if (words.size() > 2) all.second_middle = names.number(words[2]);
    all.full = short_hash(hash_of(together(words)));
    return all;
}

// Of a record whose surname is one syllable, given names in syllables are joined.
Forenames Making::forenames(std::size_t record) const {
    const auto typed = normal(forenames_, Role::forenames, record);
    const bool is_joined = typed.joined != 0 && made_->names[normal(surnames_, Role::surname, record)].syllables == 1;
    return is_joined ? joined_forenames_[typed.joined] : typed;
}

void Making::normalise_names() {
    auto& names = made_->name_texts;
    auto& fore = columns_.column(Role::forenames).texts;
    forenames_.resize(fore.size());
    for (std::uint32_t each = 1; each < fore.size(); ++each) {
        const auto words = forename_words(fore.text(each));
        auto& to = forenames_[each];
        if (words.empty() && is_of_newborn(fore.text(each)))
            to.first = names.number(fmt::format("#{}", birth_order(fore.text(each))));
        if (words.empty()) continue;
        to = forenames_of(words);
        if (const auto joined = with_joined_syllables(words); joined.size() < words.size()) {
            to.joined = static_cast<std::uint32_t>(joined_forenames_.size());
            joined_forenames_.push_back(forenames_of(joined));
        }
    }
    const auto surname = [&](std::string_view text) {
        auto words = surname_words(text);
        const auto name = names.number(together(words));
        if (words.size() < 2) return name;
        auto& kept = made_->surname_words[name];
        if (std::tuple(words.size(), kept) > std::tuple(kept.size(), words)) {
            kept = std::move(words);
            written_apart_.insert(name);
        }
        return name;
    };
    auto& last = columns_.column(Role::surname).texts;
    surnames_.resize(last.size());
    for (std::uint32_t each = 1; each < last.size(); ++each)
        surnames_[each] = surname(last.text(each));
    auto& former = columns_.column(Role::former_names).texts;
    former_.resize(former.size());
    for (std::uint32_t each = 1; each < former.size(); ++each) {
        // Two former names stand apart by a comma or a semicolon, or else are the words of one column after another.
        std::string_view text = former.text(each);
        const auto apart = text.find_first_of(",;/");
        former_[each][0] = surname(text.substr(0, apart));
        if (apart != std::string_view::npos) former_[each][1] = surname(text.substr(apart + 1));
    }
    for (const auto role : {Role::forenames, Role::surname, Role::former_names})
        columns_.column(role).texts = Dictionary();
}

void Making::normalise_places() {
    auto& codes = columns_.column(Role::postcode).texts;
    postcodes_.resize(codes.size());
    if (made_->british_postcode.empty()) {
        made_->british_postcode.push_back(false);
        made_->district_of.push_back(0);
    }
    for (std::uint32_t each = 1; each < codes.size(); ++each) {
        const auto code = post_code(codes.text(each));
        postcodes_[each] = made_->postcodes.texts.number(code.text);
        if (postcodes_[each] < made_->british_postcode.size()) continue;
        made_->british_postcode.push_back(code.british);
        made_->district_of.push_back(made_->districts.number(code.district));
    }
    auto& houses = columns_.column(Role::house_number).texts;
    houses_.resize(houses.size());
    for (std::uint32_t each = 1; each < houses.size(); ++each)
        houses_[each] = made_->houses.texts.number(house_number(houses.text(each)));
    auto& addresses = columns_.column(Role::address).texts;
    address_houses_.resize(addresses.size());
    streets_.resize(addresses.size());
    for (std::uint32_t each = 1; each < addresses.size(); ++each) {
        const auto found = premises(addresses.text(each));
        address_houses_[each] = made_->houses.texts.number(found.house);
        streets_[each] = made_->streets.texts.number(found.street);
    }
    for (const auto role : {Role::postcode, Role::house_number, Role::address})
        columns_.column(role).texts = Dictionary();
}

// A day that is given to everybody whose birthday is not known is no day: 1 January above twice its share, or any one
// day that more than one record in two hundred shares. What a single source writes is looked for in it alone too.
void Making::normalise_birth() {
    auto& column = columns_.column(Role::birth);
    births_.resize(column.texts.size());
    for (std::uint32_t each = 1; each < column.texts.size(); ++each)
        births_[each] = birth(column.texts.text(each));
    for (const auto each : column.of_record) {
        if (each == 0 || births_[each] != Birth()) continue;
        if (++made_->unread_birthdays == 1) made_->unread_birthday = column.texts.text(each);
    }
    if (usual_) {
        made_->no_birthdays = usual_->no_birthdays;
        made_->new_year_is_no_day = usual_->new_year_is_no_day;
        made_->newborn_since = usual_->newborn_since;
        made_->no_birthdays_of = usual_->no_birthdays_of;
    } else {
        find_no_birthdays();
        find_no_birthdays_of_sources();
    }
    know_no_birthdays_of_sources();
    const auto& none = made_->no_birthdays;
    for (auto& each : births_)
        if (each.is_full() && std::binary_search(none.begin(), none.end(), each.packed()))
            each = {};
        else if (made_->new_year_is_no_day && each.is_full() && each.month == 1 && each.day == 1)
            each = {each.year, 0, 0};
    column.texts = Dictionary();
}

void Making::find_no_birthdays() {
    std::map<std::uint32_t, std::size_t> records, years;
    std::size_t full = 0, new_year = 0;
    for (const auto each : columns_.column(Role::birth).of_record) {
        const auto& born = births_[each];
        if (!born.is_full()) continue;
        ++years[born.year];
        ++full;
        ++records[born.packed()];
        if (born.month == 1 && born.day == 1) ++new_year;
    }
    for (const auto& [day, here] : records)
        if (here > std::max<std::size_t>(50, full / 200)) made_->no_birthdays.push_back(day);
    made_->new_year_is_no_day = new_year > 20 && new_year * 365 > 2 * full;
    // The youngest, but for one in a thousand of which the year may be a slip, say when the records were made.
    std::size_t younger = 0;
    for (auto year = years.rbegin(); year != years.rend() && made_->newborn_since == 0; ++year)
        if ((younger += year->second) * 1000 >= full) made_->newborn_since = year->first - childhood;
}

void Making::find_no_birthdays_of_sources() {
    const auto& births = columns_.column(Role::birth).of_record;
    if (births.empty()) return;
    const auto& texts = columns_.column(Role::source).texts;
    const auto by_source = records_by_source();
    std::vector<std::size_t> times(births_.size());
    for (std::uint32_t source = 0; source < texts.size(); ++source) {
        DaysOfSource days;
        const auto& here = by_source[source];
        for (const auto record : here)
            ++times[births[record]];
        for (const auto record : here)
            if (const auto count = std::exchange(times[births[record]], 0); count != 0)
                days.add(births_[births[record]], count);
        const auto hash = hash_of(texts.text(source));
        for (const auto day : days.common())
            if (!std::binary_search(made_->no_birthdays.begin(), made_->no_birthdays.end(), day) &&
                called_differently(here, day) > days.by_chance())
                made_->no_birthdays_of.emplace_back(hash, day);
        if (!made_->new_year_is_no_day && days.has_many_new_years())
            made_->no_birthdays_of.emplace_back(hash, new_year_alone);
    }
    std::sort(made_->no_birthdays_of.begin(), made_->no_birthdays_of.end());
}

std::vector<std::vector<std::uint32_t>> Making::records_by_source() const {
    std::vector<std::vector<std::uint32_t>> records(columns_.column(Role::source).texts.size());
    for (std::uint32_t i = 0; i < columns_.records; ++i)
        records[raw(Role::source, i)].push_back(i);
    return records;
}

// One person whom a source names often gives no default: what counts is how many are called otherwise.
std::size_t Making::called_differently(const std::vector<std::uint32_t>& records, std::uint32_t day) const {
    std::set<std::pair<std::uint32_t, std::uint32_t>> names;
    for (const auto record : records)
        if (normal(births_, Role::birth, record).packed() == day)
            names.emplace(raw(Role::forenames, record), raw(Role::surname, record));
    return names.size();
}

void Making::know_no_birthdays_of_sources() {
    const auto& texts = columns_.column(Role::source).texts;
    no_birthdays_.resize(made_->no_birthdays_of.empty() ? 0 : texts.size());
    for (std::uint32_t each = 0; each < no_birthdays_.size(); ++each) {
        const auto source = hash_of(texts.text(each));
        for (const auto& [of, day] : made_->no_birthdays_of)
            if (of == source) no_birthdays_[each].push_back(day);
    }
}

Birth Making::born(std::size_t record) const {
    const auto born = normal(births_, Role::birth, record);
    if (no_birthdays_.empty() || !born.is_full()) return born;
    const auto& none = no_birthdays_[raw(Role::source, record)];
    const auto says_nothing = [&](std::uint32_t day) { return std::find(none.begin(), none.end(), day) != none.end(); };
    if (says_nothing(born.packed())) return {};
    return born.month == 1 && born.day == 1 && says_nothing(new_year_alone) ? Birth{born.year, 0, 0} : born;
}

void Making::numbered(Role role, Values& values, std::vector<std::uint32_t>& numbers,
                      std::string (*form)(std::string_view)) {
    auto& texts = columns_.column(role).texts;
    numbers.resize(texts.size());
    for (std::uint32_t each = 1; each < texts.size(); ++each)
        numbers[each] = values.texts.number(form(texts.text(each)));
    texts = Dictionary();
}

void Making::normalise() {
    std::vector<std::function<void()>> tasks = {
        [&] { normalise_names(); },
        [&] { normalise_places(); },
        [&] { numbered(Role::phone, made_->phones, phones_, phone); },
        [&] { numbered(Role::email, made_->emails, emails_, email); },
        [&] { normalise_birth(); },
        [&] { numbered(Role::town, made_->towns, towns_, town); },
    };
    for (std::size_t i = 0; i < mapping_.identifiers.size(); ++i) {
        if (i >= made_->identifier_names.size()) made_->identifier_names.push_back(mapping_.identifiers[i].name);
        made_->one_per_source[i] = mapping_.identifiers[i].one_per_source;
        tasks.emplace_back([&, i] {
            const auto role = static_cast<Role>(static_cast<std::size_t>(Role::identifier) + i);
            numbered(role, made_->identifiers[i], identifiers_[i], identifier);
        });
    }
    parallel(threads_, tasks.size(), [&](std::size_t i) { tasks[i](); });

    auto& sexes = columns_.column(Role::sex).texts;
    for (std::uint32_t each = 0; each < sexes.size(); ++each)
        sexes_.push_back(sex(sexes.text(each)));
    auto& sealed = columns_.column(Role::sealed).texts;
    for (std::uint32_t each = 0; each < sealed.size(); ++each)
        sealed_.push_back(linkage::sealed(sealed.text(each)).value_or(true));
    const auto& sources = columns_.column(Role::source).texts;
    for (std::uint32_t each = 0; each < sources.size(); ++each)
        sources_.push_back(made_->sources.number(sources.text(each)));
}

More Making::more_of(std::size_t record) const {
    const auto fore = forenames(record);
    const auto former = normal(former_, Role::former_names, record);
    const auto number = [&](std::size_t i) {
        return normal(identifiers_[i], static_cast<Role>(static_cast<std::size_t>(Role::identifier) + i), record);
    };
    return {fore.full, former[0], former[1], fore.middle, fore.second_middle, normal(towns_, Role::town, record),
            number(2), number(3)};
}

Row Making::row_of(std::size_t record) const {
    Row row;
    auto& lanes = row.lanes;
    const auto fore = forenames(record);
    lanes[lane::forename] = fore.first;
    lanes[lane::surname] = normal(surnames_, Role::surname, record);
    const auto born = this->born(record);
    lanes[lane::birth] = born.packed();
    lanes[lane::postcode] = normal(postcodes_, Role::postcode, record);
    lanes[lane::house] = normal(houses_, Role::house_number, record);
    if (lanes[lane::house] == 0) lanes[lane::house] = normal(address_houses_, Role::address, record);
    lanes[lane::street] = normal(streets_, Role::address, record);
    lanes[lane::phone] = normal(phones_, Role::phone, record);
    lanes[lane::email] = normal(emails_, Role::email, record);
    const auto number = [&](std::size_t i) {
        return normal(identifiers_[i], static_cast<Role>(static_cast<std::size_t>(Role::identifier) + i), record);
    };
    lanes[lane::identifier] = number(0);
    lanes[lane::identifier_2] = number(1);
    lanes[lane::district] = made_->district_of.empty() ? 0 : made_->district_of[lanes[lane::postcode]];
    const auto first = lanes[lane::forename], last = lanes[lane::surname];
    const auto &given = made_->names[first], &family = made_->names[last];
    const bool is_named = first != 0 && !given.is_of_newborn();
    if (is_named) lanes[lane::forename_group] = given.formal[0];
    lanes[lane::surname_sound] = family.sound;
    if (is_named && last != 0) {
        lanes[lane::name_pair] =
            short_hash(mixed(std::min(given.whole, family.whole), std::max(given.whole, family.whole)));
        if (born.year != 0)
            lanes[lane::short_key] = short_hash(mixed(mixed(beginning(given, 3), beginning(family, 4)), born.year));
    }

    const auto more = more_of(record);
    const bool has_more = (more.former_surname | more.middle | more.town | more.identifier_3 | more.identifier_4) != 0;
    std::uint32_t present = 0;
    for (unsigned i = 0; i < lane::count; ++i)
        if (lanes[i] != 0) present |= 1U << i;
    if (!born.is_full()) present &= ~(1U << lane::birth);
    if (!is_named) present &= ~(1U << lane::forename);
    const auto source = normal(sources_, Role::source, record);
    lanes[lane::facts] =
        present | static_cast<std::uint32_t>(normal(sexes_, Role::sex, record)) << 16 | (has_more ? 1U << 18 : 0) |
        (!sealed_.empty() && sealed_[raw(Role::sealed, record)] ? 1U << 19 : 0) | source << Facts::source_shift;
    return row;
}

void Making::fill_rows() {
    constexpr std::size_t stretch = 1 << 14;
    if (made_->rows.empty()) reserve_in_large_pages(made_->rows, made_->count);
    made_->rows.resize(made_->count);
    // In the order of the files, each to its own place: so only what is written lies far apart.
    std::vector<std::uint32_t> at(columns_.records);
    for (std::size_t i = first_; i < made_->count; ++i)
        at[made_->place[i] - first_] = static_cast<std::uint32_t>(i);
    parallel(threads_, (at.size() + stretch - 1) / stretch, [&](std::size_t part) {
        for (std::size_t i = part * stretch; i < std::min(at.size(), (part + 1) * stretch); ++i)
            made_->rows[at[i]] = row_of(i);
    });
    fill_more();
    if (made_->has(Role::recorded_on)) {
        auto& column = columns_.column(Role::recorded_on);
        std::vector<std::int32_t> days(std::max(column.texts.size(), 1U), INT32_MIN);
        for (std::uint32_t each = 1; each < column.texts.size(); ++each) {
            const auto on = birth(column.texts.text(each));
            if (const auto day =
                    Day::from_parts(static_cast<int>(on.year), static_cast<int>(on.month), static_cast<int>(on.day)))
                days[each] = day->number();
        }
        made_->recorded_on.resize(first_, INT32_MIN);
        for (std::size_t i = first_; i < made_->count; ++i)
            made_->recorded_on.push_back(days[raw(Role::recorded_on, made_->place[i] - first_)]);
    }
    if (first_ == 0)
        if (const auto& truth = columns_.column(Role::truth).of_record; !truth.empty())
            for (const auto place : made_->place)
                made_->truth.push_back(truth[place]);
    for (auto& column : columns_.roles)
        column = Column();
}

void Making::fill_more() {
    made_->has_more.resize((made_->count + 63) / 64);
    made_->more_before.resize(made_->has_more.size());
    auto having = static_cast<std::uint32_t>(made_->more.size());
    for (std::size_t i = first_; i < made_->count; ++i) {
        if (i % 64 == 0) made_->more_before[i / 64] = having;
        if (!made_->facts(i).has_more()) continue;
        made_->has_more[i / 64] |= std::uint64_t{1} << i % 64;
        ++having;
    }
    made_->more.resize(having);
    constexpr std::size_t stretch = 1 << 8; // of 64 records
    parallel(threads_, (made_->has_more.size() - first_ / 64 + stretch - 1) / stretch, [&](std::size_t part) {
        const std::size_t begin = first_ / 64 + part * stretch;
        for (std::size_t i = begin; i < std::min(made_->has_more.size(), begin + stretch); ++i) {
            auto into = made_->more_before[i];
            for (auto rest = made_->has_more[i]; rest != 0; rest &= rest - 1, ++into)
                if (into >= more_known_)
                    made_->more[into] =
                        more_of(made_->place[i * 64 + static_cast<unsigned>(__builtin_ctzll(rest))] - first_);
        }
    });
}

void Making::shape_names() {
    const auto& texts = made_->name_texts;
    auto& names = made_->names;
    const auto known = std::max<std::size_t>(names.size(), 1);
    names.resize(texts.size());
    constexpr std::size_t stretch = 1 << 12;
    parallel(threads_, (names.size() - known + stretch - 1) / stretch, [&](std::size_t part) {
        const std::size_t begin = known + part * stretch;
        for (std::size_t each = begin; each < std::min(names.size(), begin + stretch); ++each)
            names[each] = shape_of(texts.text(static_cast<std::uint32_t>(each)), {});
    });
    for (const auto each : written_apart_) {
        const auto words = shape_of(texts.text(each), made_->surname_words[each]).words;
        if (each < known && words != names[each].words) read_anew_.push_back(each);
        names[each].words = words;
    }
}

void Making::count_values() {
    auto known = static_cast<std::uint32_t>(std::max<std::size_t>(made_->phone_digits.size(), 1));
    made_->phone_digits.resize(made_->phones.texts.size());
    for (auto each = known; each < made_->phone_digits.size(); ++each)
        for (const char digit : made_->phones.texts.text(each))
            made_->phone_digits[each] = made_->phone_digits[each] << 4 | static_cast<std::uint64_t>(digit - '0');
    const auto start = [](Values& values) { values.records.resize(values.texts.size()); };
    for (auto* values :
         {&made_->postcodes, &made_->houses, &made_->streets, &made_->towns, &made_->phones, &made_->emails})
        start(*values);
    for (auto& values : made_->identifiers)
        start(values);
    const auto count = [&](unsigned which, auto&& place) {
        for (std::size_t i = first_; i < made_->count; ++i)
            ++place(made_->rows[i].lanes[which]);
    };
    const auto count_more = [&](std::uint32_t More::*which, std::vector<std::uint32_t>& into) {
        for (auto i = more_known_; i < made_->more.size(); ++i)
            ++into[made_->more[i].*which];
    };
    const std::array<std::function<void()>, 9> tasks = {
        [&] { count_addresses(); },
        [&] { count(lane::forename, [&](std::uint32_t id) -> auto& { return made_->names[id].as_forename; }); },
        [&] { count(lane::surname, [&](std::uint32_t id) -> auto& { return made_->names[id].as_surname; }); },
        [&] { count(lane::postcode, [&](std::uint32_t id) -> auto& { return made_->postcodes.records[id]; }); },
        [&] { count(lane::phone, [&](std::uint32_t id) -> auto& { return made_->phones.records[id]; }); },
        [&] { count(lane::email, [&](std::uint32_t id) -> auto& { return made_->emails.records[id]; }); },
        [&] { count(lane::street, [&](std::uint32_t id) -> auto& { return made_->streets.records[id]; }); },
        [&] {
            count(lane::identifier, [&](std::uint32_t id) -> auto& { return made_->identifiers[0].records[id]; });
            count(lane::identifier_2, [&](std::uint32_t id) -> auto& { return made_->identifiers[1].records[id]; });
        },
        [&] {
            count_more(&More::town, made_->towns.records);
            count_more(&More::identifier_3, made_->identifiers[2].records);
            count_more(&More::identifier_4, made_->identifiers[3].records);
        }};
    parallel(threads_, tasks.size(), [&](std::size_t i) { tasks[i](); });
}

void Making::count_addresses() {
    if (!made_->has(Role::postcode) || first_ != 0) return;
    std::vector<Keyed> keyed, spare;
    const auto& rows = made_->rows;
    for (std::uint32_t i = 0; i < made_->count; ++i)
        if (rows[i].lanes[lane::postcode] != 0 && rows[i].lanes[lane::house] != 0)
            keyed.push_back(Keyed{rows[i].lanes[lane::postcode]} << 32 | i);
    sort_by_key(keyed, spare);
    const auto house = [&](std::size_t at) { return rows[keyed[at] & 0xffffffffU].lanes[lane::house]; };
    for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
        while (end < keyed.size() && keyed[end] >> 32 == keyed[begin] >> 32)
            ++end;
        std::sort(keyed.begin() + static_cast<std::ptrdiff_t>(begin), keyed.begin() + static_cast<std::ptrdiff_t>(end),
                  [&](Keyed a, Keyed b) {
                      return rows[a & 0xffffffffU].lanes[lane::house] < rows[b & 0xffffffffU].lanes[lane::house];
                  });
    }
    const auto each_address = [&](auto&& each) {
        for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
            while (end < keyed.size() && keyed[end] >> 32 == keyed[begin] >> 32 && house(end) == house(begin))
                ++end;
            each(begin, end);
        }
    };
    if (usual_) {
        made_->at_address = usual_->at_address;
    } else {
        double squares = 0;
        each_address([&](std::size_t begin, std::size_t end) {
            squares += static_cast<double>(end - begin) * static_cast<double>(end - begin);
        });
        made_->at_address = squares / std::max(1.0, static_cast<double>(keyed.size()));
    }
    made_->crowding.resize(made_->count);
    each_address([&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            made_->crowding[keyed[i] & 0xffffffffU] = crowding(end - begin, made_->at_address);
    });
}

// Who comes from one source may be kept apart by it, so none is counted as another.
std::string Making::too_many_sources() const {
    const auto& texts = columns_.column(Role::source).texts;
    std::size_t sources = made_->sources.size();
    for (std::uint32_t each = 1; each < texts.size(); ++each)
        sources += made_->sources.find(texts.text(each)) == 0 ? 1U : 0U;
    if (sources <= Facts::most_sources) return "";
    return fmt::format(
        "The records name {} sources, and Kith keeps {} apart. Name in `source` a column that says which "
        "agency or file a record is from, not one that is different for each record.",
        sources - 1, Facts::most_sources - 1);
}

// Says which id stands twice, and then changes nothing.
std::string Making::order_records() {
    const auto& source = columns_.column(Role::source);
    std::vector<std::uint64_t> of_source(source.texts.size());
    for (std::uint32_t each = 0; each < of_source.size(); ++each)
        of_source[each] = hash_of(source.texts.text(each));
    std::vector<std::uint64_t> keys(columns_.records);
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i] = mixed(of_source[source.of_record[i]], hash_of(columns_.record_id(i)));
    const auto places = sorted_positions(keys);
    for (std::size_t i = 1; i < places.size(); ++i) {
        const auto a = places[i - 1], b = places[i];
        if (keys[a] == keys[b] && columns_.record_id(a) == columns_.record_id(b))
            return fmt::format(
                "{}: the record id \"{}\" stands twice, in records {} and {}. A source gives each record an "
                "id of its own.",
                source.texts.text(source.of_record[a]), columns_.record_id(a), a + 1, b + 1);
    }
    made_->count += columns_.records;
    made_->place.reserve(made_->count);
    made_->order_key.reserve(made_->count);
    for (const auto place : places) {
        made_->place.push_back(static_cast<std::uint32_t>(first_) + place);
        made_->order_key.push_back(keys[place]);
    }
    if (first_ == 0) {
        made_->id_letters = std::move(columns_.id_letters);
        made_->id_ends = std::move(columns_.id_ends);
        return "";
    }
    const auto before = made_->id_letters.size();
    made_->id_letters.insert(made_->id_letters.end(), columns_.id_letters.begin(), columns_.id_letters.end());
    for (std::size_t i = 1; i < columns_.id_ends.size(); ++i)
        made_->id_ends.push_back(before + columns_.id_ends[i]);
    return "";
}

// Room for looking texts up is given back: from now on they are only read by their numbers.
void close_dictionaries(Records& records) {
    records.name_texts.close();
    for (auto* values :
         {&records.postcodes, &records.houses, &records.streets, &records.towns, &records.phones, &records.emails})
        values->texts.close();
    for (auto& values : records.identifiers)
        values.texts.close();
}

} // namespace

std::uint64_t order_key_of(std::string_view source, std::string_view record_id) {
    return mixed(hash_of(source), hash_of(record_id));
}

std::uint8_t crowding(std::size_t at_address, double usually) {
    const double more = usually > 0 && at_address > 0 ? log2_of(static_cast<double>(at_address) / usually) : 0;
    return static_cast<std::uint8_t>(std::clamp(more, 0.0, 15.9) * 16);
}

Result<std::unique_ptr<Records>> make_records(Columns columns, const Mapping& mapping, unsigned threads,
                                              const Usual* usual, bool may_grow) {
    auto records = std::make_unique<Records>();
    if (auto made = Making(columns, mapping, usual, threads, *records).make(); !made) return made.error();
    if (!may_grow) close_dictionaries(*records);
    return records;
}

Result<std::vector<std::uint32_t>> append(Records& records, Columns columns, const Mapping& mapping,
                                          const Usual& usual) {
    Making making(columns, mapping, &usual, 1, records);
    if (auto made = making.make(); !made) return made.error();
    return making.read_anew();
}

} // namespace kith::linkage
