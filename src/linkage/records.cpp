#include "linkage/records.h"

#include "base/day.h"
#include "linkage/hash.h"
#include "linkage/logarithm.h"
#include "linkage/nicknames.h"
#include "linkage/parallel.h"
#include "linkage/sort.h"

#include <cstring>

namespace kith::linkage {

namespace {

std::uint32_t short_hash(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32) | 1U;
}

std::string together(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += word;
    return text;
}

// What one distinct text of forenames comes to.
struct Forenames {
    std::uint32_t first = 0, middle = 0, second_middle = 0, full = 0;
};

class Making {
public:
    Making(Columns& columns, const Mapping& mapping, unsigned threads)
        : columns_(columns), mapping_(mapping), threads_(threads), made_(std::make_unique<Records>()) {}

    Result<std::unique_ptr<Records>> records() {
        made_->count = columns_.records;
        for (std::size_t role = 0; role < role_count; ++role)
            made_->is_mapped[role] = columns_.roles[role].is_mapped;
        order_records();
        normalise();
        fill_rows();
        shape_names();
        count_values();
        close_dictionaries();
        if (auto twice = twice_given(); !twice.empty()) return Problem{"", "file", std::move(twice)};
        return std::move(made_);
    }

private:
    void normalise();
    void normalise_names();
    void normalise_places();
    void normalise_birth();
    void numbered(Role role, Values& values, std::vector<std::uint32_t>& numbers,
                  std::string (*form)(std::string_view));
    void fill_rows();
    Row row_of(std::size_t record) const;
    More more_of(std::size_t record) const;
    void fill_more();
    void shape_names();
    void count_values();
    void count_addresses();
    void close_dictionaries();
    void order_records();
    std::string twice_given() const;

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
    unsigned threads_;
    std::unique_ptr<Records> made_;

    std::vector<Forenames> forenames_;
    std::vector<std::uint32_t> surnames_;
    std::vector<std::array<std::uint32_t, 2>> former_;
    std::vector<Birth> births_;
    std::vector<Sex> sexes_;
    std::vector<std::uint32_t> houses_, address_houses_, streets_, postcodes_, districts_, towns_, phones_, emails_;
    std::array<std::vector<std::uint32_t>, most_identifiers> identifiers_;
    std::vector<bool> sealed_;
    std::vector<std::vector<std::string>> surname_words_; // by name, of names of several words
    std::vector<std::uint32_t> group_, prefix_three_, prefix_four_, sound_;
};

void Making::normalise_names() {
    auto& names = made_->name_texts;
    auto& fore = columns_.column(Role::forenames).texts;
    forenames_.resize(fore.size());
    for (std::uint32_t each = 1; each < fore.size(); ++each) {
        const auto words = forename_words(fore.text(each));
        auto& to = forenames_[each];
        if (const auto order = words.empty() ? birth_order(fore.text(each)) : 0; order != 0)
            to.first = names.number(fmt::format("#{}", order));
        if (words.empty()) continue;
        to.first = names.number(words[0]);
        if (words.size() > 1) {
            to.middle = names.number(words[1]);
            to.full = short_hash(hash_of(together(words)));
        }
        if (words.size() > 2) to.second_middle = names.number(words[2]);
        if (words.size() == 1) to.full = short_hash(hash_of(words[0]));
    }
    const auto keep_words = [&](std::uint32_t name, std::vector<std::string> words) {
        if (words.size() < 2) return;
        if (surname_words_.size() <= name) surname_words_.resize(name + 1000);
        auto& kept = surname_words_[name];
        if (std::tuple(words.size(), kept) > std::tuple(kept.size(), words)) kept = std::move(words);
    };
    const auto surname = [&](std::string_view text) {
        auto words = surname_words(text);
        const auto name = names.number(together(words));
        keep_words(name, std::move(words));
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
    made_->british_postcode.push_back(false);
    for (std::uint32_t each = 1; each < codes.size(); ++each) {
        const auto code = post_code(codes.text(each));
        postcodes_[each] = made_->postcodes.texts.number(code.text);
        if (postcodes_[each] < made_->british_postcode.size()) continue;
        made_->british_postcode.push_back(code.british);
        districts_.resize(made_->postcodes.texts.size());
        districts_[postcodes_[each]] = made_->districts.number(code.district);
    }
    districts_.resize(made_->postcodes.texts.size());
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

// A day that a source gives to everybody whose birthday it does not know is no day: 1 January above twice its share, or
// any one day that more than one record in two hundred shares.
void Making::normalise_birth() {
    auto& column = columns_.column(Role::birth);
    births_.resize(column.texts.size());
    for (std::uint32_t each = 1; each < column.texts.size(); ++each)
        births_[each] = birth(column.texts.text(each));
    std::vector<std::uint32_t> records(births_.size());
    for (const auto each : column.of_record)
        ++records[each];
    std::size_t full = 0, new_year = 0;
    for (std::size_t i = 1; i < births_.size(); ++i) {
        if (!births_[i].is_full()) continue;
        full += records[i];
        if (births_[i].month == 1 && births_[i].day == 1) new_year += records[i];
    }
    for (std::size_t i = 1; i < births_.size(); ++i) {
        if (births_[i].is_full() && records[i] > std::max<std::size_t>(50, full / 200))
            births_[i] = {};
        else if (new_year > 20 && new_year * 365 > 2 * full && births_[i].month == 1 && births_[i].day == 1)
            births_[i] = {births_[i].year, 0, 0};
    }
    column.texts = Dictionary();
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
        made_->identifier_names.push_back(mapping_.identifiers[i].name);
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
    for (std::uint32_t each = 0; each < sealed.size(); ++each) {
        const auto text = sealed.text(each);
        sealed_.push_back(!text.empty() && text != "0" && text != "no" && text != "No" && text != "false" &&
                          text != "N");
    }
    const auto& names = made_->name_texts;
    group_.resize(names.size());
    prefix_three_.resize(names.size());
    prefix_four_.resize(names.size());
    sound_.resize(names.size());
    parallel(threads_, 16, [&](std::size_t part) {
        for (std::uint32_t each = 1; each < names.size(); ++each) {
            if (each % 16 != part) continue;
            const auto text = names.text(each);
            if (text.starts_with('#')) continue;
            group_[each] = formal_names(text)[0];
            prefix_three_[each] = short_hash(hash_of(text.substr(0, 3)));
            prefix_four_[each] = short_hash(hash_of(text.substr(0, 4)));
            sound_[each] = sound(text);
        }
    });
}

More Making::more_of(std::size_t record) const {
    const auto fore = normal(forenames_, Role::forenames, record);
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
    const auto fore = normal(forenames_, Role::forenames, record);
    lanes[lane::forename] = fore.first;
    lanes[lane::surname] = normal(surnames_, Role::surname, record);
    const auto born = normal(births_, Role::birth, record);
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
    lanes[lane::district] = districts_.empty() ? 0 : districts_[lanes[lane::postcode]];
    const auto first = lanes[lane::forename], last = lanes[lane::surname];
    const bool is_named = first != 0 && !made_->name_texts.text(first).starts_with('#');
    lanes[lane::forename_group] = group_[first];
    lanes[lane::surname_sound] = sound_[last];
    if (is_named && last != 0) {
        lanes[lane::name_pair] = short_hash(mixed(std::min(first, last), std::max(first, last)));
        if (born.year != 0)
            lanes[lane::short_key] = short_hash(mixed(mixed(prefix_three_[first], prefix_four_[last]), born.year));
    }

    const auto more = more_of(record);
    const bool has_more = (more.former_surname | more.middle | more.town | more.identifier_3 | more.identifier_4) != 0;
    std::uint32_t present = 0;
    for (unsigned i = 0; i < lane::count; ++i)
        if (lanes[i] != 0) present |= 1U << i;
    if (!born.is_full()) present &= ~(1U << lane::birth);
    if (!is_named) present &= ~(1U << lane::forename);
    const auto source = std::min<std::uint32_t>(raw(Role::source, record), 4095);
    lanes[lane::facts] =
        present | static_cast<std::uint32_t>(normal(sexes_, Role::sex, record)) << 16 | (has_more ? 1U << 18 : 0) |
        (!sealed_.empty() && sealed_[raw(Role::sealed, record)] ? 1U << 19 : 0) | source << Facts::source_shift;
    return row;
}

void Making::fill_rows() {
    constexpr std::size_t stretch = 1 << 14;
    made_->rows.resize(made_->count);
    made_->sources = std::move(columns_.column(Role::source).texts);
    // In the order of the files, each to its own place: so only what is written lies far apart.
    std::vector<std::uint32_t> at(made_->count);
    for (std::uint32_t i = 0; i < made_->count; ++i)
        at[made_->place[i]] = i;
    parallel(threads_, (made_->count + stretch - 1) / stretch, [&](std::size_t part) {
        for (std::size_t i = part * stretch; i < std::min(made_->count, (part + 1) * stretch); ++i)
            made_->rows[at[i]] = row_of(i);
    });
    fill_more();
    if (made_->has(Role::recorded_on)) {
        auto& column = columns_.column(Role::recorded_on);
        std::vector<std::int32_t> days(column.texts.size(), INT32_MIN);
        for (std::uint32_t each = 1; each < column.texts.size(); ++each) {
            const auto on = birth(column.texts.text(each));
            if (const auto day =
                    Day::from_parts(static_cast<int>(on.year), static_cast<int>(on.month), static_cast<int>(on.day)))
                days[each] = day->number();
        }
        for (const auto place : made_->place)
            made_->recorded_on.push_back(days[column.of_record[place]]);
    }
    if (const auto& truth = columns_.column(Role::truth).of_record; !truth.empty())
        for (const auto place : made_->place)
            made_->truth.push_back(truth[place]);
    for (auto& column : columns_.roles)
        if (&column != &columns_.column(Role::source)) column = Column();
}

void Making::fill_more() {
    made_->has_more.resize((made_->count + 63) / 64);
    made_->more_before.resize(made_->has_more.size());
    std::uint32_t having = 0;
    for (std::size_t i = 0; i < made_->count; ++i) {
        if (i % 64 == 0) made_->more_before[i / 64] = having;
        if (!made_->facts(i).has_more()) continue;
        made_->has_more[i / 64] |= std::uint64_t{1} << i % 64;
        ++having;
    }
    made_->more.resize(having);
    constexpr std::size_t stretch = 1 << 8; // of 64 records
    parallel(threads_, (made_->has_more.size() + stretch - 1) / stretch, [&](std::size_t part) {
        for (std::size_t i = part * stretch; i < std::min(made_->has_more.size(), (part + 1) * stretch); ++i) {
            auto into = made_->more_before[i];
            for (auto rest = made_->has_more[i]; rest != 0; rest &= rest - 1)
                made_->more[into++] = more_of(made_->place[i * 64 + static_cast<unsigned>(__builtin_ctzll(rest))]);
        }
    });
}

void Making::shape_names() {
    const auto& texts = made_->name_texts;
    auto& names = made_->names;
    names.resize(texts.size());
    for (std::uint32_t each = 1; each < texts.size(); ++each) {
        auto& name = names[each];
        const auto text = texts.text(each);
        name.length = static_cast<std::uint32_t>(text.size());
        std::memcpy(name.letters.data(), text.data(), std::min(text.size(), name.letters.size()));
        name.whole = short_hash(hash_of(text));
        name.formal = formal_names(text);
        name.sound = sound_[each];
        // Two bits a letter: once, and more than once.
        for (const char c : text) {
            const unsigned at = (static_cast<unsigned char>(c) & 31U) * 2;
            name.bag |= (name.bag >> at & 1U) != 0 ? std::uint64_t{2} << at : std::uint64_t{1} << at;
        }
    }
    for (std::uint32_t each = 1; each < surname_words_.size() && each < names.size(); ++each) {
        std::size_t place = 0;
        for (const auto& word : surname_words_[each])
            if (place < 3 && !is_low_information(word)) names[each].words[place++] = short_hash(hash_of(word));
    }
    for (auto& name : names)
        if (name.words[0] == 0 && name.length != 0)
            name.words[0] = short_hash(hash_of(texts.text(static_cast<std::uint32_t>(&name - names.data()))));
}

void Making::count_values() {
    made_->phone_digits.resize(made_->phones.texts.size());
    for (std::uint32_t each = 1; each < made_->phone_digits.size(); ++each)
        for (const char digit : made_->phones.texts.text(each))
            made_->phone_digits[each] = made_->phone_digits[each] << 4 | static_cast<std::uint64_t>(digit - '0');
    const auto start = [](Values& values) { values.records.assign(values.texts.size(), 0); };
    for (auto* values :
         {&made_->postcodes, &made_->houses, &made_->streets, &made_->towns, &made_->phones, &made_->emails})
        start(*values);
    for (auto& values : made_->identifiers)
        start(values);
    const auto count = [&](unsigned which, auto&& place) {
        for (const auto& row : made_->rows)
            ++place(row.lanes[which]);
    };
    const auto count_more = [&](std::uint32_t More::*which, std::vector<std::uint32_t>& into) {
        for (const auto& more : made_->more)
            ++into[more.*which];
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
    if (!made_->has(Role::postcode)) return;
    std::vector<Keyed> keyed, spare;
    for (std::uint32_t i = 0; i < made_->count; ++i) {
        const auto& lanes = made_->rows[i].lanes;
        if (lanes[lane::postcode] != 0 && lanes[lane::house] != 0)
            keyed.push_back((mixed(lanes[lane::postcode], lanes[lane::house]) & ~Keyed{0xffffffff}) | i);
    }
    sort_by_key(keyed, spare);
    const auto each_address = [&](auto&& each) {
        for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
            while (end < keyed.size() && keyed[end] >> 32 == keyed[begin] >> 32)
                ++end;
            each(begin, end);
        }
    };
    double squares = 0;
    each_address([&](std::size_t begin, std::size_t end) {
        squares += static_cast<double>(end - begin) * static_cast<double>(end - begin);
    });
    const double typical = squares / std::max(1.0, static_cast<double>(keyed.size()));
    made_->crowding.resize(made_->count);
    each_address([&](std::size_t begin, std::size_t end) {
        const double more = log2_of(static_cast<double>(end - begin) / typical);
        if (more <= 0) return;
        for (std::size_t i = begin; i < end; ++i)
            made_->crowding[keyed[i] & 0xffffffffU] = static_cast<std::uint8_t>(std::min(15.9, more) * 16);
    });
}

void Making::close_dictionaries() {
    made_->name_texts.close();
    for (auto* values :
         {&made_->postcodes, &made_->houses, &made_->streets, &made_->towns, &made_->phones, &made_->emails})
        values->texts.close();
    for (auto& values : made_->identifiers)
        values.texts.close();
}

void Making::order_records() {
    auto& source = columns_.column(Role::source);
    std::vector<std::uint64_t> of_source(source.texts.size());
    for (std::uint32_t each = 0; each < of_source.size(); ++each)
        of_source[each] = hash_of(source.texts.text(each));
    std::vector<std::uint64_t> keys(made_->count);
    for (std::size_t i = 0; i < made_->count; ++i)
        keys[i] = mixed(of_source[source.of_record[i]], hash_of(columns_.record_id(i)));
    made_->place = sorted_positions(keys);
    made_->order_key.resize(made_->count);
    for (std::size_t i = 0; i < made_->count; ++i)
        made_->order_key[i] = keys[made_->place[i]];
    made_->id_letters = std::move(columns_.id_letters);
    made_->id_ends = std::move(columns_.id_ends);
}

std::string Making::twice_given() const {
    for (std::size_t b = 1; b < made_->count; ++b) {
        const auto a = b - 1;
        if (made_->order_key[a] == made_->order_key[b] && made_->record_id(a) == made_->record_id(b))
            return fmt::format(
                "{}: the record id \"{}\" stands twice, in records {} and {}. A source gives each record an "
                "id of its own.",
                made_->sources.text(made_->facts(a).source()), made_->record_id(a), made_->place[a] + 1,
                made_->place[b] + 1);
    }
    return "";
}

} // namespace

Result<std::unique_ptr<Records>> make_records(Columns columns, const Mapping& mapping, unsigned threads) {
    return Making(columns, mapping, threads).records();
}

} // namespace kith::linkage
