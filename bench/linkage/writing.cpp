#include "bench/linkage/writing.h"

#include "bench/linkage/slips.h"

#include <algorithm>
#include <array>

namespace kith::bench {

namespace {

// Rates in 100,000 but for slips, which are a share of the usual ones in hundredths.
struct Feed {
    std::string_view name;
    int slips;
    std::uint32_t everyday_name;
    std::uint32_t no_birth_date;
    std::uint32_t no_sex;
    std::uint32_t no_house;
    std::uint32_t no_postcode;
    std::uint32_t no_phone;
    std::uint32_t old_address;
    bool capitals;
};

constexpr std::array<Feed, 6> feeds = {{{"school", 50, 2'000, 300, 500, 4'000, 2'000, 35'000, 8'000, false},
                                        {"police", 190, 14'000, 9'000, 3'000, 15'000, 14'000, 55'000, 14'000, true},
                                        {"housing", 100, 6'000, 16'000, 9'000, 1'500, 1'500, 40'000, 4'000, true},
                                        {"health", 60, 2'500, 500, 800, 4'000, 3'000, 38'000, 20'000, false},
                                        {"social", 100, 9'000, 4'000, 2'000, 7'000, 6'000, 45'000, 10'000, false},
                                        {"ehm", 115, 11'000, 9'000, 5'000, 9'000, 6'000, 30'000, 6'000, false}}};

class Writing {
public:
    Writing(const Family& family, const Resident& person, const Feed& feed, int year, Chance& chance)
        : family_(family), person_(person), feed_(feed), year_(year), chance_(chance) {}

    MadeUpRecord record() {
        record_.source = feed_.name;
        record_.person = person_.person;
        record_.household = family_.household;
        write_truth();
        write_forename();
        write_surname();
        write_birth_date();
        write_sex();
        write_address();
        write_phone();
        name_of_newborn();
        change_order();
        write_capitals();
        return std::move(record_);
    }

private:
    bool happens(std::uint32_t rate) { return chance_.happens(rate); }

    bool slips(std::uint32_t usual) { return happens(usual * static_cast<std::uint32_t>(feed_.slips) / 100); }

    void note(std::string_view change) {
        record_.changes += record_.changes.empty() ? "" : ";";
        record_.changes += change;
    }

    void write_truth() {
        record_.origin = word(person_.naming);
        record_.true_sex = person_.sex == Sex::female ? "F" : "M";
        const int age = person_.age_in(this_year);
        record_.age_band = age < 5    ? "0-4"
                           : age < 11 ? "5-10"
                           : age < 18 ? "11-17"
                           : age < 25 ? "18-24"
                           : age < 45 ? "25-44"
                           : age < 65 ? "45-64"
                                      : "65+";
        if (person_.twin) note("twin");
    }

    void write_forename() {
        record_.forename = person_.forename;
        if (happens(feed_.name == "school" || feed_.name == "health" ? 55'000 : 22'000))
            record_.middle_names = person_.middle;
        const std::size_t gap = record_.forename.find(' ');
        if (record_.forename.starts_with("Mohammed "))
            write_mohammed();
        else if (gap != std::string::npos)
            write_two_words(gap);
        else
            write_everyday_form();
        if (!person_.english_name.empty() && happens(35'000)) {
            record_.forename = happens(25'000) ? person_.english_name + " " + record_.forename : person_.english_name;
            note("english_name");
        }
        if (!person_.middle.empty() && person_.middle != "Singh" && person_.middle != "Kaur" && slips(1'200)) {
            record_.forename = person_.middle;
            note("middle_name_used");
        }
        if (slips(700)) {
            record_.forename = without_accents(record_.forename).substr(0, 1);
            note("initial");
        }
        if (slips(3'000)) {
            record_.forename = misspelt(without_accents(record_.forename), chance_);
            note("forename_misspelt");
        }
    }

    void write_mohammed() {
        const std::string call_name = person_.forename.substr(9);
        const std::uint32_t way = chance_.below(100);
        if (way < 22)
            record_.forename = call_name, note("mohammed_left_out");
        else if (way < 29)
            record_.forename = mohammed_spelling(chance_), note("mohammed_alone");
        else if (way < 34)
            record_.forename = "M " + call_name, note("mohammed_shortened");
        else
            record_.forename = mohammed_spelling(chance_) + (way < 60 ? "-" : " ") + call_name;
    }

    void write_two_words(std::size_t gap) {
        if (person_.naming == Naming::chinese ? happens(55'000) : happens(40'000)) {
            record_.forename = spaced_otherwise(record_.forename, chance_);
            note("spacing");
        } else if (happens(8'000)) {
            record_.forename.resize(gap);
            note("second_part_left_out");
        }
    }

    void write_everyday_form() {
        if (!happens(feed_.everyday_name)) return;
        const std::string_view form = everyday_form(record_.forename, chance_);
        if (form.empty()) return;
        record_.forename = form;
        note("everyday_name");
    }

    void write_surname() {
        record_.surname = person_.surname;
        if (!person_.former_surname.empty()) write_renamed();
        if (person_.naming == Naming::sikh) write_sikh_surname();
        if (person_.naming == Naming::muslim && person_.sex == Sex::female && happens(6'000)) {
            record_.surname = chance_.one_of(std::array{"Begum", "Bibi", "Akhtar"});
            note("low_information_surname");
        }
        if (person_.naming == Naming::somali && !person_.middle.empty() && happens(25'000)) {
            record_.surname = person_.middle;
            note("fathers_name_as_surname");
        }
        if (person_.naming == Naming::polish && record_.surname.ends_with("ka") && happens(12'000)) {
            record_.surname.back() = 'i';
            note("ending_of_the_other_sex");
        }
        write_double_barrel();
        if (happens(60'000)) {
            record_.surname = without_accents(record_.surname);
            record_.forename = without_accents(record_.forename);
        }
        if (const std::size_t mark = record_.surname.find('\''); mark != std::string::npos && happens(35'000))
            record_.surname.replace(mark, 1, happens(50'000) ? "" : " ");
        if (slips(3'000)) {
            record_.surname = misspelt(without_accents(record_.surname), chance_);
            note("surname_misspelt");
        }
    }

    void write_renamed() {
        const bool knows_late = happens(feed_.name == "health" || feed_.name == "police" ? 25'000 : 10'000);
        if (year_ < person_.renamed_in || knows_late) {
            record_.surname = person_.former_surname;
            note("former_surname");
        } else if (happens(feed_.name == "social" || feed_.name == "ehm" ? 20'000 : 5'000)) {
            record_.former_surname = person_.former_surname;
        }
    }

    void write_sikh_surname() {
        const std::string shared = person_.sex == Sex::male ? "Singh" : "Kaur";
        if (person_.middle == shared && happens(18'000)) {
            record_.surname = happens(50'000) ? shared : shared + " " + person_.surname;
            note("low_information_surname");
        }
    }

    void write_double_barrel() {
        const std::size_t hyphen = record_.surname.find('-');
        if (hyphen == std::string::npos) return;
        const std::string first = record_.surname.substr(0, hyphen);
        const std::string second = record_.surname.substr(hyphen + 1);
        const std::uint32_t way = chance_.below(100);
        if (way < 24)
            record_.surname = way < 12 ? first : second, note("part_of_surname");
        else if (way < 28)
            record_.surname = second + "-" + first, note("surname_reversed");
        else if (way < 45)
            record_.surname = first + " " + second;
    }

    void write_birth_date() {
        Date date = person_.born;
        if (happens(feed_.no_birth_date)) {
            note("no_birth_date");
            return;
        }
        if (slips(300)) {
            record_.date_of_birth = "1900-01-01";
            note("placeholder_birth_date");
            return;
        }
        if (slips(700)) {
            date = {date.year, 1, 1};
            note("first_of_january");
        } else if (slips(900) && date.day <= 12) {
            std::swap(date.day, date.month);
            note("day_and_month_swapped");
        } else if (slips(1'600)) {
            wrong_part(date);
            note("birth_date_mistyped");
        }
        record_.date_of_birth = iso(date);
    }

    void wrong_part(Date& date) {
        switch (chance_.below(3)) {
        case 0:
            date.year += chance_.one_of(std::array{-10, -1, 1, 10});
            break;
        case 1:
            date.month = 1 + (date.month + chance_.between(0, 10)) % 12;
            break;
        default:
            date.day = 1 + (date.day + chance_.one_of(std::array{0, 9, 8, 19, 17, 1})) % 28;
        }
    }

    static std::string iso(const Date& date) {
        const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
    }

    void write_sex() {
        if (happens(feed_.no_sex)) return;
        const bool wrong = slips(400);
        record_.sex = (person_.sex == Sex::female) != wrong ? "F" : "M";
        if (wrong) note("wrong_sex");
    }

    void write_address() {
        const bool old = happens(feed_.old_address);
        const Home& home = family_.home_in(old ? year_ - chance_.between(1, 6) : year_);
        record_.street = home.street;
        if (!happens(feed_.no_house)) record_.house_number = std::to_string(home.house_number);
        if (!happens(feed_.no_postcode)) record_.postcode = home.postcode;
        if (happens(1'200)) {
            record_.house_number = record_.street = record_.postcode = "";
            note("no_address");
        }
        if (slips(1'500)) record_.postcode = mistyped(record_.postcode, chance_), note("postcode_mistyped");
        if (slips(1'200) && !record_.house_number.empty())
            record_.house_number += chance_.one_of(std::array{"A", "B", "0", "1"});
        if (slips(2'000)) record_.street = misspelt(record_.street, chance_);
    }

    void write_phone() {
        if (happens(feed_.no_phone)) return;
        if (happens(600))
            record_.phone = "07100000" + std::to_string(100 + chance_.below(40));
        else
            record_.phone = person_.phone.empty() || happens(12'000) ? family_.shared_phone : person_.phone;
        if (slips(1'000)) record_.phone = mistyped(record_.phone, chance_);
    }

    // Before a baby has a name, and in plans for an unborn child.
    void name_of_newborn() {
        const bool newborn = person_.child && year_ == person_.born.year;
        if (!newborn || !happens(22'000)) return;
        record_.forename = person_.twin ? chance_.one_of(std::array{"Twin One", "Twin Two", "Baby"})
                                        : chance_.one_of(std::array{"Baby", "Baby", "Baby Girl", "Baby Boy", "Unborn"});
        record_.middle_names = "";
        record_.surname = family_.people.front().surname;
        if (happens(60'000)) record_.date_of_birth = "";
        note("newborn");
    }

    void change_order() {
        const std::uint32_t rate =
            person_.naming == Naming::chinese ? 12'000
            : person_.naming == Naming::muslim || person_.naming == Naming::sikh || person_.naming == Naming::hindu
                ? 5'000
                : 600;
        if (!happens(rate)) return;
        std::swap(record_.forename, record_.surname);
        note("order_swapped");
    }

    void write_capitals() {
        if (!feed_.capitals) return;
        for (std::string* text :
             {&record_.forename, &record_.middle_names, &record_.surname, &record_.former_surname, &record_.street}) {
            *text = without_accents(*text);
            std::ranges::transform(*text, text->begin(), [](unsigned char letter) {
                return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : static_cast<char>(letter);
            });
        }
    }

    const Family& family_;
    const Resident& person_;
    const Feed& feed_;
    int year_;
    Chance& chance_;
    MadeUpRecord record_;
};

} // namespace

MadeUpRecord written(const Family& family, const Resident& person, FeedName feed, int year, Chance& chance) {
    return Writing(family, person, feeds[feed], year, chance).record();
}

} // namespace kith::bench
