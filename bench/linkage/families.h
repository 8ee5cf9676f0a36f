#pragma once
// Made-up families as agencies might know them: people over time, their homes and telephones. Nothing is written
// wrongly here; that happens when a record is made of them.

#include "bench/linkage/name_lists.h"

#include <optional>
#include <string>
#include <vector>

namespace kith::bench {

constexpr int this_year = 2026;
constexpr int first_year = 2014; // of what the feeds hold

struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
};

struct Resident {
    std::uint32_t person = 0;
    Sex sex = Sex::female;
    Naming naming = Naming::british;
    Date born;
    std::string forename; // may be of two words
    std::string middle;
    std::string surname;
    std::string former_surname; // until the year below
    int renamed_in = 0;
    std::string english_name; // used beside a Chinese one
    std::string phone;        // their own, or empty
    bool child = false;
    bool twin = false;

    int age_in(int year) const { return year - born.year; }
};

struct Home {
    int since = 0; // year
    int house_number = 0;
    std::string street;
    std::string postcode;
};

struct Family {
    std::uint32_t household = 0;
    std::vector<Resident> people; // adults first
    std::vector<Home> homes;      // oldest first, at least one
    std::string shared_phone;

    const Home& home_in(int year) const;
};

// Families one after another, the same for the same seed. The number of records that shall be made of them decides how
// many postcodes there are.
class Families {
public:
    Families(const NameLists& names, std::uint64_t records, std::uint64_t seed);

    Family next();

private:
    void add_adults(Family& family);
    void add_children(Family& family);
    Resident made_up_person(Family& family, Sex sex, int birth_year);
    void name_sikh(Resident& person);
    void name_muslim(Resident& person);
    void name_child(const Family& family, Resident& child);
    Home home(int since);
    std::string telephone();

    const NameLists& names_;
    Chance chance_;
    std::uint32_t postcodes_;
    std::uint32_t people_ = 0;
    std::uint32_t households_ = 0;
    Naming naming_ = Naming::british;
    std::string surname_;
    bool patronymic_ = false;
};

std::string_view word(Naming naming);

} // namespace kith::bench
