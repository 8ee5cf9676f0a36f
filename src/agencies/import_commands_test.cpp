#include "agencies/import_commands.h"

#include "agencies/school_store.h"
#include "db/database.h"
#include "history/record.h"
#include "places/import_commands.h"
#include "tests/databases.h"
#include "tests/files.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace kith::agencies {

namespace {

struct Heard {
    std::ostringstream out;
    std::ostringstream problems;
    places::Console console{.out = out, .problems = problems};

    bool says(std::string_view sentence) const {
        return out.str().find(sentence) != std::string::npos || problems.str().find(sentence) != std::string::npos;
    }
};

void import_wards(db::Database& database) {
    Heard heard;
    REQUIRE(places::import_wards(database, fixture("wards.csv"), heard.console) == 0);
    REQUIRE(places::import_wards(database, fixture("wards.geojson"), heard.console) == 0);
}

int import_text(db::Database& database, std::string_view text, Heard& heard) {
    const TemporaryFile file(text);
    return import_schools(database, file.path(), heard.console);
}

std::optional<School> school(db::Database& database, std::string_view urn) {
    return database.reading([&](db::Reader& reader) { return find_school(reader, urn); });
}

std::vector<std::string> urns(db::Database& database, std::string_view words, std::size_t limit = 20) {
    return database.reading([&](db::Reader& reader) {
        std::vector<std::string> urns;
        for (const auto& found : matching_schools(reader, words, limit).schools)
            urns.push_back(found.urn);
        return urns;
    });
}

std::string ward_of(db::Database& database, std::string_view urn) {
    const auto found = school(database, urn);
    return found && found->ward ? found->ward->code : "";
}

// Schools of the council with this education number that fit.
std::size_t schools_in(
    db::Database& database, std::string_view council,
    const std::function<bool(const School&)>& fit = [](const School&) { return true; }) {
    return database.reading([&](db::Reader& reader) {
        const auto all = matching_schools(reader, "1", 2000).schools; // every URN begins with a 1
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const School& found) {
            return found.council_number == council && fit(found);
        }));
    });
}

std::size_t schools_standing_in(db::Database& database, std::string_view council, std::string_view gss) {
    return schools_in(database, council,
                      [&](const School& found) { return found.ward && places::is_inside(*found.ward, gss); });
}

std::size_t schools_not_in_the_nearest_ward(db::Database& database, const std::filesystem::path& file) {
    std::ifstream opened(file);
    Heard heard;
    places::Import rows(opened, heard.console, 0);
    const places::Columns columns(rows, {"urn", "nearest_ward_code"});
    std::size_t elsewhere = 0;
    while (rows.next_row(columns)) {
        const auto ward = ward_of(database, columns["urn"]);
        if (!ward.empty() && ward != columns["nearest_ward_code"]) elsewhere++;
    }
    return elsewhere;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("schools of one name are told apart by their number and their ward") {
    on_each_database([](db::Database& database) {
        import_wards(database);
        Heard heard;
        REQUIRE(import_schools(database, fixture("schools.csv"), heard.console) == 0);
        CHECK(heard.says("Imported schools: 5 rows, 5 added, 0 changed, 0 unchanged"));

        const auto first = school(database, "990001");
        const auto second = school(database, "990002");
        REQUIRE(first);
        REQUIRE(second);
        CHECK(first->name == second->name);
        CHECK(first->where() == "Alder Vale, Aldermoor");
        CHECK(second->where() == "Birch, Holt & Mere, Aldermoor");
        CHECK(first->phase == "Primary");
        CHECK(first->pupils == 210);
        CHECK_FALSE(school(database, "990003")->pupils);
        database.read([&](db::Reader& reader) {
            CHECK(find_school(reader, first->agency)->urn == "990001");
            CHECK(find_agency(reader, first->agency)->details.kind == school_kind);
        });
    });
}

TEST_CASE("a school's ward is where it stands, not the file's nearest ward") {
    on_each_database([](db::Database& database) {
        import_wards(database);
        Heard heard;
        REQUIRE(import_schools(database, fixture("schools.csv"), heard.console) == 0);
        // The file says E05099003, the ward in the hole; the school stands just outside.
        CHECK(ward_of(database, "990003") == "E05099001");
        CHECK(ward_of(database, "990004") == "E05099002");
    });
}

TEST_CASE("a school in no known ward is kept and reported, and gets its ward when boundaries come") {
    on_each_database([](db::Database& database) {
        Heard before;
        REQUIRE(places::import_wards(database, fixture("wards.csv"), before.console) == 0);
        REQUIRE(import_schools(database, fixture("schools.csv"), before.console) == 0);
        CHECK(before.says("5 schools lie in no ward whose boundary was imported"));
        CHECK(ward_of(database, "990001") == "");
        CHECK(school(database, "990005")->where() == "Dunhallow");

        REQUIRE(places::import_wards(database, fixture("wards.geojson"), before.console, place_schools) == 0);
        CHECK(ward_of(database, "990001") == "E05099001");

        Heard again;
        REQUIRE(import_schools(database, fixture("schools.csv"), again.console) == 0);
        CHECK(again.says("0 added, 0 changed, 5 unchanged"));
        CHECK(again.says("1 school lies in no ward whose boundary was imported"));
        CHECK(again.says("990005 Outlying Farm School"));
    });
}

TEST_CASE("importing a changed register keeps what only Kith knows") {
    on_each_database([](db::Database& database) {
        import_wards(database);
        Heard heard;
        REQUIRE(import_schools(database, fixture("schools.csv"), heard.console) == 0);
        const history::Actor nobody{.user = {}, .posting = {}, .agency = {}, .request = "test"};
        database.write([&](db::Writer& writer) {
            auto agency = find_agency(writer, find_school(writer, "990003")->agency).value();
            agency.details.telephone = "01632 960 010";
            agency.details.agreement_from = Day::from_parts(2026, 4, 1);
            REQUIRE(change_agency(writer, nobody, agency.id, agency.version, agency.details));
        });

        const auto renamed = replaced(text_of(fixture("schools.csv")), "Cotter's Cross High", "Cotter's Cross Academy");
        CHECK(import_text(database, renamed, heard) == 0);
        CHECK(heard.says("0 added, 1 changed, 4 unchanged"));
        database.read([](db::Reader& reader) {
            const auto agency = find_agency(reader, find_school(reader, "990003")->agency).value();
            CHECK(agency.name() == "Cotter's Cross Academy School");
            CHECK(agency.details.telephone == "01632 960 010");
            CHECK(agency.has_agreement(*Day::from_parts(2026, 5, 1)));
        });
    });
}

TEST_CASE("a refused school refuses the file, each mistake by its line") {
    on_each_database([](db::Database& database) {
        import_wards(database);
        const std::string header = "urn,la_code,la_name,establishment_number,establishment_name,establishment_type,"
                                   "education_phase,number_of_pupils,lsoa_code,longitude,latitude,open_date\n";
        Heard heard;
        CHECK(import_text(database,
                          header + "990001,999,Aldermoor,2001,Good,x,Primary,1,E01099001,-2.29,53.51,\n"
                                   "99,999,Aldermoor,2001,Bad,x,Primary,1,E01099001,-2.29,53.51,\n"
                                   "990002,999,Aldermoor,2001,,x,Primary,1,E01099001,-2.29,53.51,\n"
                                   "990003,9,Aldermoor,2001,Bad,x,Primary,1,E01099001,-2.29,53.51,\n"
                                   "990004,999,Oldermoor,2001,Bad,x,Primary,1,E01099001,-2.29,53.51,\n"
                                   "990005,999,Aldermoor,1,Bad,x,Primary,1,E01099001,-2.29,53.51,\n"
                                   "990006,999,Aldermoor,2001,Bad,x,Primary,many,E01099001,-2.29,53.51,\n"
                                   "990007,999,Aldermoor,2001,Bad,x,Primary,1,nowhere,-2.29,53.51,\n"
                                   "990008,999,Aldermoor,2001,Bad,x,Primary,1,E01099001,53.51,-2.29,\n"
                                   "990001,999,Aldermoor,2001,Again,x,Primary,1,E01099001,-2.29,53.51,\n",
                          heard) == 1);
        CHECK(heard.says("line 3: “99” is no URN: six digits."));
        CHECK(heard.says("line 4: The school has no name."));
        CHECK(heard.says("line 5: “9” is no council number: three digits."));
        CHECK(heard.says("line 6: The council 999 is called “Oldermoor” here and “Aldermoor” further up."));
        CHECK(heard.says("line 7: “1” is no establishment number: four digits."));
        CHECK(heard.says("line 8: “many” is no number of pupils."));
        CHECK(heard.says("line 9: “nowhere” is no LSOA code."));
        CHECK(heard.says("line 10: Longitude “53.51” and latitude “-2.29” are not a place in England or Wales."));
        CHECK(heard.says("line 11: The school 990001 stands on line 2 already."));
        CHECK_FALSE(school(database, "990001"));

        Heard column;
        CHECK(import_text(database, "urn,la_code\n", column) == 1);
        CHECK(column.says("line 1: The column “establishment_name” is missing."));

        // Columns that Kith does not use may hold what they like: the register's dates come in a form of their own.
        Heard dated;
        CHECK(import_text(database,
                          header + "990001,999,Aldermoor,2001,Good,x,Primary,1,E01099001,,,2025-Jun-02 00:00:00\n",
                          dated) == 0);
        CHECK(ward_of(database, "990001") == "");
    });
}

TEST_CASE("a school is found by parts of its name in any order, its ward, its council or its number") {
    on_each_database([](db::Database& database) {
        import_wards(database);
        Heard heard;
        REQUIRE(import_schools(database, fixture("schools.csv"), heard.console) == 0);

        CHECK(urns(database, "prim brid") == std::vector<std::string>{"990001", "990002"});
        CHECK(urns(database, "st brides mere") == std::vector<std::string>{"990002"});
        CHECK(urns(database, "saint bride") == std::vector<std::string>{"990001", "990002"});
        CHECK(urns(database, "church of england") == std::vector<std::string>{"990004"});
        CHECK(urns(database, "ST. BRIDE'S") == std::vector<std::string>{"990001", "990002"});
        CHECK(urns(database, "990005") == std::vector<std::string>{"990005"});
        CHECK(urns(database, "dunhallow") == std::vector<std::string>{"990005"});
        CHECK(urns(database, "otter") == std::vector<std::string>{"990003"});
        CHECK(urns(database, "zebra").empty());
        CHECK(urns(database, "").empty());
        CHECK(urns(database, "school", 2).size() == 2);
        database.read([](db::Reader& reader) { CHECK(matching_schools(reader, "school", 2).total == 5); });
    });
}

TEST_CASE("every school of four real councils imports, and each stands in a ward of its council") {
    const auto wards_file = real_data("geography/wards_2025_four_areas.csv");
    const auto schools_file = real_data("schools/schools_four_areas.csv");
    if (!wards_file || !schools_file) return;
    on_each_database([&](db::Database& database) {
        Heard heard;
        REQUIRE(places::import_wards(database, *wards_file, heard.console) == 0);
        for (const auto* council : {"E08000002", "E08000003", "E08000011", "E10000028"})
            REQUIRE(places::import_wards(database, *real_data(std::string("geography/wards/") + council + ".geojson"),
                                         heard.console) == 0);
        REQUIRE(import_schools(database, *schools_file, heard.console) == 0);
        CHECK(heard.says("Imported schools: 826 rows, 826 added, 0 changed, 0 unchanged"));
        CHECK(import_schools(database, *schools_file, heard.console) == 0);
        CHECK(heard.says("Imported schools: 826 rows, 0 added, 0 changed, 826 unchanged"));
        CHECK(schools_in(database, "351") == 93);
        // Seven stand across a border, one of each northern council's among them: in no ward that was imported.
        CHECK(schools_standing_in(database, "351", "E08000002") == 92);
        CHECK(schools_standing_in(database, "352", "E08000003") == 217);
        CHECK(schools_standing_in(database, "340", "E08000011") == 62);
        CHECK(schools_standing_in(database, "860", "E10000028") == 448);
        CHECK(heard.says("7 schools lie in no ward"));
        CHECK(schools_not_in_the_nearest_ward(database, *schools_file) == 14);
    });
}

} // namespace kith::agencies
