#include "bench/linkage/families.h"

#include <algorithm>
#include <array>

namespace kith::bench {

namespace {

constexpr std::array outcodes = {"KX1", "KX2", "KX3", "KX4", "KX5", "KX6", "KX7", "KX8", "KX9", "KX10", "KX11", "KX12",
                                 "HW1", "HW2", "HW3", "HW4", "HW5", "HW6", "HW7", "HW8", "HW9", "HW10", "LW1",  "LW2",
                                 "LW3", "LW4", "LW5", "LW6", "LW7", "LW8", "BK1", "BK2", "BK3", "BK4",  "BK5",  "BK6"};
constexpr std::string_view inward_letters = "ABDEFGHJLNPQRSTUWXYZ";
constexpr std::array street_kinds = {"Street", "Road",    "Avenue", "Lane", "Close",
                                     "Drive",  "Terrace", "Grove",  "Way",  "Court"};
constexpr std::uint32_t hostels_each = 300; // postcodes

// The shares of England's children that the naming follows, in hundredths.
constexpr std::array<std::pair<int, Naming>, 10> shares = {{{74, Naming::british},
                                                            {8, Naming::muslim},
                                                            {2, Naming::sikh},
                                                            {3, Naming::hindu},
                                                            {2, Naming::chinese},
                                                            {3, Naming::west_african},
                                                            {1, Naming::somali},
                                                            {2, Naming::caribbean},
                                                            {3, Naming::polish},
                                                            {2, Naming::romanian}}};

Naming drawn_naming(Chance& chance) {
    int at = chance.between(0, 99);
    for (const auto& [share, naming] : shares)
        if ((at -= share) < 0) return naming;
    return Naming::british;
}

// A postcode of its own for each number: no real area has these letters.
std::string postcode_of(std::uint32_t number) {
    const std::uint32_t mixed = number * 7919U % 144'000U;
    const std::string outcode = outcodes[mixed % outcodes.size()];
    const std::uint32_t rest = mixed / static_cast<std::uint32_t>(outcodes.size()) + number / 144'000U * 4000U;
    return outcode + (rest / 4000 % 2 == 0 ? "" : "A") + " " + static_cast<char>('0' + rest / 400 % 10) +
           inward_letters[rest / 20 % 20] + inward_letters[rest % 20];
}

std::string spaced(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', ' ');
    return text;
}

// Polish surnames in -ski and -cki end in -a for women.
std::string for_sex(const std::string& surname, Naming naming, Sex sex) {
    if (naming == Naming::polish && sex == Sex::female && surname.ends_with("ki"))
        return surname.substr(0, surname.size() - 1) + "a";
    return surname;
}

} // namespace

const Home& Family::home_in(int year) const {
    const auto later = std::ranges::find_if(homes, [&](const Home& home) { return home.since > year; });
    return later == homes.begin() ? homes.front() : *(later - 1);
}

Families::Families(const NameLists& names, std::uint64_t records, std::uint64_t seed)
    : names_(names), chance_(seed), postcodes_(static_cast<std::uint32_t>(std::max<std::uint64_t>(40, records / 45))) {}

Home Families::home(int since) {
    const bool hostel = chance_.happens(400);
    const std::uint32_t number =
        hostel ? chance_.below(std::max(1U, postcodes_ / hostels_each)) : chance_.below(postcodes_);
    Chance of_postcode(number + 1);
    Home home{since, hostel ? 1 : chance_.between(1, 30) * (chance_.happens(70'000) ? 1 : 3), {}, postcode_of(number)};
    home.street = std::string(names_.streets().draw(of_postcode)) + " " + street_kinds[of_postcode.below(10)];
    return home;
}

std::string Families::telephone() {
    // Numbers under 0710 to 0712 are not given to anybody.
    const std::uint32_t number = chance_.below(30'000'000);
    std::string digits = std::to_string(number % 10'000'000);
    return "071" + std::to_string(number / 10'000'000) + std::string(7 - digits.size(), '0') + digits;
}

void Families::name_muslim(Resident& person) {
    if (person.sex == Sex::male && chance_.happens(35'000))
        person.forename = "Mohammed " + person.forename;
    else if (chance_.happens(10'000)) {
        const auto starts = muslim_beginnings();
        person.forename = std::string(chance_.one_of(starts)) + " " + person.forename;
    }
    if (person.sex == Sex::female && !person.child && chance_.happens(35'000))
        person.surname = chance_.one_of(std::array{"Begum", "Bibi", "Akhtar", "Khatun", "Parveen", "Kauser"});
}

void Families::name_sikh(Resident& person) {
    const char* shared = person.sex == Sex::male ? "Singh" : "Kaur";
    if (surname_ == "Singh" || surname_ == "Kaur" || chance_.happens(25'000))
        person.surname = shared;
    else
        person.middle = shared;
}

Resident Families::made_up_person(Family& family, Sex sex, int birth_year) {
    Resident person;
    person.person = people_++;
    person.sex = sex;
    person.naming = naming_;
    person.born = {birth_year, chance_.between(1, 12), chance_.between(1, 28)};
    person.forename = spaced(names_.forenames(naming_, sex, birth_year).draw(chance_));
    if (naming_ != Naming::chinese && chance_.happens(60'000))
        person.middle = spaced(names_.forenames(naming_, sex, birth_year - 25).draw(chance_));
    if (naming_ == Naming::chinese && chance_.happens(40'000)) person.english_name = names_.english_name(chance_, sex);
    person.surname = for_sex(surname_, naming_, sex);
    person.child = birth_year > this_year - 18;
    if (naming_ == Naming::muslim) name_muslim(person);
    if (naming_ == Naming::sikh) name_sikh(person);
    if (birth_year < this_year - 12 && chance_.happens(person.child ? 30'000 : 75'000))
        person.phone = chance_.happens(person.child ? 30'000 : 70'000) ? telephone() : family.shared_phone;
    return person;
}

void Families::add_adults(Family& family) {
    const int eldest = chance_.happens(20'000) ? chance_.between(1940, 1960) : chance_.between(1961, 2003);
    const bool both = chance_.happens(58'000);
    const bool woman = both || chance_.happens(75'000);
    if (woman) {
        Resident mother = made_up_person(family, Sex::female, eldest);
        const bool renames = naming_ == Naming::british || naming_ == Naming::caribbean ||
                             naming_ == Naming::romanian || naming_ == Naming::west_african;
        if (chance_.happens(renames ? 34'000 : 5'000)) {
            mother.former_surname = for_sex(spaced(names_.surnames(naming_).draw(chance_)), naming_, Sex::female);
            mother.renamed_in = std::max(mother.born.year + 18, chance_.between(2004, this_year - 1));
        } else if (chance_.happens(both ? 18'000 : 55'000)) {
            mother.surname = for_sex(spaced(names_.surnames(naming_).draw(chance_)), naming_, Sex::female);
        }
        family.people.push_back(std::move(mother));
    }
    if (both || !woman) family.people.push_back(made_up_person(family, Sex::male, eldest + chance_.between(-6, 4)));
    if (chance_.happens(5'000))
        family.people.push_back(made_up_person(family, chance_.happens(65'000) ? Sex::female : Sex::male,
                                               eldest - chance_.between(22, 34)));
}

void Families::name_child(const Family& family, Resident& child) {
    const auto father = std::ranges::find(family.people, Sex::male, &Resident::sex);
    const bool has_father = father != family.people.end() && !father->child;
    if (patronymic_ && has_father) child.surname = father->forename.substr(father->forename.rfind(' ') + 1);
    if (naming_ == Naming::somali && has_father) child.middle = father->forename;
    if (has_father && child.sex == Sex::male && naming_ == Naming::british && chance_.happens(2'500))
        child.forename = father->forename;
    if (naming_ == Naming::british && chance_.happens(5'000)) {
        child.former_surname = family.people.front().surname == child.surname
                                   ? std::string(names_.surnames(naming_).draw(chance_))
                                   : family.people.front().surname;
        child.renamed_in = std::max(child.born.year + 1, chance_.between(first_year + 2, this_year - 1));
    }
}

void Families::add_children(Family& family) {
    const Resident eldest = family.people.front();
    if (eldest.born.year < 1961 || chance_.happens(18'000)) return;
    int birth_year = std::max(eldest.born.year + chance_.between(17, 36), 1996);
    const int wanted = 1 + chance_.between(0, 1) + (chance_.happens(33'000) ? 1 : 0) +
                       (chance_.happens(14'000) ? chance_.between(1, 3) : 0);
    for (int born = 0; born < wanted && birth_year <= this_year; birth_year += chance_.between(1, 5)) {
        Resident child = made_up_person(family, chance_.happens(51'000) ? Sex::male : Sex::female, birth_year);
        name_child(family, child);
        ++born;
        if (chance_.happens(1'900)) {
            Resident second = made_up_person(
                family, chance_.happens(65'000) ? child.sex : chance_.one_of(std::array{Sex::male, Sex::female}),
                birth_year);
            second.born = child.born;
            second.surname = for_sex(child.surname, naming_, second.sex);
            second.former_surname = child.former_surname;
            second.renamed_in = child.renamed_in;
            second.twin = child.twin = second.forename != child.forename;
            if (second.twin) family.people.push_back(std::move(second));
        }
        family.people.push_back(std::move(child));
    }
}

Family Families::next() {
    Family family;
    family.household = households_++;
    naming_ = drawn_naming(chance_);
    surname_ = spaced(names_.surnames(naming_).draw(chance_));
    patronymic_ = naming_ == Naming::somali || (naming_ == Naming::muslim && chance_.happens(20'000));
    if (naming_ == Naming::british && chance_.happens(3'000))
        surname_ += "-" + std::string(names_.surnames(naming_).draw(chance_));
    family.shared_phone = telephone();
    add_adults(family);
    add_children(family);
    const int homes = 1 + (chance_.happens(55'000) ? 1 : 0) + (chance_.happens(28'000) ? 1 : 0) +
                      (chance_.happens(10'000) ? chance_.between(1, 2) : 0);
    for (int number = 0; number < homes; ++number)
        family.homes.push_back(home(number == 0 ? 1990 : chance_.between(first_year, this_year)));
    std::ranges::sort(family.homes, {}, &Home::since);
    return family;
}

std::string_view word(Naming naming) {
    constexpr std::array<std::string_view, 10> words = {"british",      "muslim", "sikh",      "hindu",  "chinese",
                                                        "west_african", "somali", "caribbean", "polish", "romanian"};
    return words[static_cast<std::size_t>(naming)];
}

} // namespace kith::bench
