#include "places/import_commands.h"

#include "base/crypto.h"
#include "db/database.h"
#include "history/record.h"
#include "places/import_store.h"
#include "places/postcode_store.h"
#include "places/ward_store.h"
#include "tests/databases.h"
#include "tests/files.h"

#include <csignal>
#include <doctest/doctest.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::places {

namespace {

struct Heard {
    std::ostringstream out;
    std::ostringstream problems;
    Console console{.out = out, .problems = problems};

    bool says(std::string_view sentence) const {
        return out.str().find(sentence) != std::string::npos || problems.str().find(sentence) != std::string::npos;
    }
};

int import_text(db::Database& database, decltype(import_postcodes)* import, std::string_view text, Heard& heard) {
    const TemporaryFile file(text);
    return import(database, file.path(), heard.console);
}

int import_ward_text(db::Database& database, std::string_view text, Heard& heard) {
    const TemporaryFile file(text);
    return import_wards(database, file.path(), heard.console);
}

void import_fixtures(db::Database& database) {
    Heard heard;
    REQUIRE(import_wards(database, fixture("wards.csv"), heard.console) == 0);
    REQUIRE(import_wards(database, fixture("wards.geojson"), heard.console) == 0);
    REQUIRE(import_postcodes(database, fixture("postcodes.csv"), heard.console) == 0);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::optional<Place> place(db::Database& database, std::string_view postcode) {
    return database.reading([&](db::Reader& reader) { return find_place(reader, postcode); });
}

std::optional<std::string> ward_at(db::Database& database, double longitude, double latitude) {
    return database.reading([&](db::Reader& reader) -> std::optional<std::string> {
        const auto ward = find_ward_at(reader, Point::from_degrees(longitude, latitude).value());
        return ward ? std::optional(ward->code) : std::nullopt;
    });
}

std::vector<Ward> wards(db::Database& database) {
    return database.reading([](db::Reader& reader) { return all_wards(reader); });
}

std::int64_t postcodes(db::Database& database) {
    return database.reading([](db::Reader& reader) { return number_of_postcodes(reader); });
}

long peak_memory_kb() {
    struct rusage usage {};

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

constexpr db::Sql postcodes_of_a_council = R"sql(
    select count(*) as postcodes
      from postcodes p
      join wards w on w.code = p.ward
     where w.upper_tier = :council
)sql";

TEST_CASE("how far an import is goes to whoever watches, and into no file") {
    on_each_database([](db::Database& database) {
        Heard watched;
        watched.console.terminal = true;
        REQUIRE(import_wards(database, fixture("wards.csv"), watched.console) == 0);
        CHECK(watched.problems.str().find("100% read") != std::string::npos);
        CHECK(watched.out.str().find("% read") == std::string::npos);
        Heard alone;
        REQUIRE(import_wards(database, fixture("wards.csv"), alone.console) == 0);
        CHECK_FALSE(alone.says("% read"));
    });
}

TEST_CASE("where wards of two boundary reviews overlap, the newer one holds the point") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        const auto middle = Point::from_degrees(-2.5, 53.5).value();
        const auto corner = [&](std::int32_t east, std::int32_t north) {
            return Point{middle.longitude + east, middle.latitude + north};
        };
        const Boundary square{{{{corner(-9, -9), corner(9, -9), corner(9, 9), corner(-9, 9)}}}};
        database.write([&](db::Writer& writer) {
            for (const auto& [code, year] :
                 {std::pair("E05000001", std::optional(2019)), std::pair("E05000002", std::optional(2024)),
                  std::pair("E05000003", std::optional<int>())}) {
                save_ward(writer, {.code = code,
                                   .name = code,
                                   .district = "E08000000",
                                   .district_name = "Holt",
                                   .upper_tier = "E08000000"});
                save_boundary(writer, code, square, year);
            }
        });
        CHECK(ward_at(database, -2.5, 53.5) == "E05000002");
    });
}

TEST_CASE("a postcode tells its ward, district and neighbourhoods, however it is typed") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);

        const auto found = place(database, " za1 1ab ");
        REQUIRE(found);
        CHECK(found->postcode == "ZA1 1AB");
        CHECK(found->ward.code == "E05099002");
        CHECK(found->ward.name == "Birch, Holt & Mere");
        CHECK(found->ward.district_name == "Aldermoor");
        CHECK(found->ward.boundary_year == 2025);
        CHECK(found->lsoa21 == "E01099002");
        CHECK(found->msoa21 == "E02099001");
        CHECK(found->point == Point::from_degrees(-2.11, 53.51));
        CHECK(found->is_inside("E08099001"));

        CHECK_FALSE(place(database, "ZA1 1AC"));
        CHECK_FALSE(place(database, "not a postcode"));
    });
}

TEST_CASE("people live across the border: a postcode of another council is known too, and told apart") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);

        const auto across = place(database, "ZA10 2AA");
        REQUIRE(across);
        CHECK_FALSE(across->is_inside("E08099001"));
        CHECK(across->is_inside("E07099001")); // the district
        CHECK(across->is_inside("E10099001")); // and its county
        CHECK(across->lsoa11 == "E01099005");
        CHECK_FALSE(across->ward.boundary_year);
    });
}

TEST_CASE("a point tells its ward by the boundary, also in a hole and in a second part") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);

        CHECK(ward_at(database, -2.29, 53.51) == "E05099001");
        CHECK(ward_at(database, -2.25, 53.55) == "E05099003"); // in the hole of E05099001
        CHECK(ward_at(database, -2.2399, 53.55) == "E05099001");
        CHECK(ward_at(database, -2.02, 53.51) == "E05099002"); // its second part
        CHECK_FALSE(ward_at(database, -1.64, 52.81));
    });
}

TEST_CASE("the wards of a council are those of its district or county, two of one name told apart by code") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        database.read([](db::Reader& reader) {
            CHECK(wards_of(reader, "E08099001").size() == 3);
            REQUIRE(wards_of(reader, "E10099001").size() == 1);
            CHECK(words(wards_of(reader, "E10099001")[0]) == "Alder Vale, Dunhallow");
            CHECK(words(find_ward(reader, "E05099001").value()) == "Alder Vale, Aldermoor");
        });
    });
}

TEST_CASE("the same file twice changes nothing, and a changed row changes one") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        const auto before = wards(database);

        Heard again;
        CHECK(import_wards(database, fixture("wards.csv"), again.console) == 0);
        CHECK(again.says("Imported wards: 4 rows, 0 added, 0 changed, 4 unchanged"));
        CHECK(import_wards(database, fixture("wards.geojson"), again.console) == 0);
        CHECK(again.says("Imported boundaries: 3 rows, 0 added, 0 changed, 3 unchanged"));
        CHECK(import_postcodes(database, fixture("postcodes.csv"), again.console) == 0);
        CHECK(again.says("Imported postcodes: 4 rows, 0 added, 0 changed, 4 unchanged"));
        CHECK(wards(database) == before);

        Heard changed;
        const auto moved = replaced(text_of(fixture("postcodes.csv")), "E01099002,E01099002", "E01099002,E01099009");
        CHECK(import_text(database, import_postcodes, moved, changed) == 0);
        CHECK(changed.says("0 added, 1 changed, 3 unchanged"));
        CHECK(place(database, "ZA1 1AB")->lsoa11 == "E01099009");
    });
}

TEST_CASE("what a file leaves out stays") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        Heard heard;
        CHECK(import_text(database, import_postcodes,
                          "postcode,lat,lon,lad_code,utla_code,ward_code,lsoa21_code,lsoa11_code,msoa21_code\n"
                          "ZA1 9ZZ,53.51,-2.29,E08099001,E08099001,E05099001,E01099001,E01099001,E02099001\n",
                          heard) == 0);
        CHECK(heard.says("Imported postcodes: 1 row, 1 added"));
        CHECK(postcodes(database) == 5);
    });
}

TEST_CASE("one refused row refuses the whole file, and every mistake is named with its line") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        Heard heard;
        CHECK(import_text(database, import_postcodes,
                          "postcode,lat,lon,lad_code,utla_code,ward_code,lsoa21_code,lsoa11_code,msoa21_code\n"
                          "ZA1 9ZZ,53.51,-2.29,E08099001,E08099001,E05099001,E01099001,E01099001,E02099001\n"
                          "QA1 1AA,53.51,-2.29,E08099001,E08099001,E05099001,E01099001,E01099001,E02099001\n"
                          "ZA1 9ZY,53.51,-2.29,E08099001,E08099001,E05099999,E01099001,E01099001,E02099001\n"
                          "ZA1 9ZX,53.51,-2.29,E08000009,E08099001,E05099001,E01099001,E01099001,E02099001\n"
                          "ZA1 9ZW,53.51,-2.29,E08099001,E10099001,E05099001,E01099001,E01099001,E02099001\n"
                          "ZA1 9ZU,53.51,-2.29,E08099001,E08099001,E05099001,E99099001,E01099001,E02099001\n"
                          "ZA1 9ZT,-2.29,53.51,E08099001,E08099001,E05099001,E01099001,E01099001,E02099001\n"
                          "ZA1 9ZS,53.51,-2.29,E08099001,E08099001,E05099001,E01099001,E01099001\n"
                          "ZA19ZZ,53.51,-2.29,E08099001,E08099001,E05099001,E01099001,E01099001,E02099001\n",
                          heard) == 1);
        CHECK(heard.says("was refused, and nothing was changed"));
        CHECK(heard.says("line 3: “QA1 1AA” is not a UK postcode."));
        CHECK(heard.says("line 4: The ward code “E05099999” is not known. Import the list of wards first."));
        CHECK(heard.says("line 5: The district code “E08000009” is not that of ward E05099001 (E08099001)."));
        CHECK(heard.says("line 6: The council code “E10099001” is not that of ward E05099001 (E08099001)."));
        CHECK(heard.says("line 7: “E99099001” is no LSOA code (lsoa21_code)."));
        CHECK(heard.says("line 8: Longitude “53.51” and latitude “-2.29” are not a place in England or Wales."));
        CHECK(heard.says("line 9: The line has 8 fields, but the first line names 9."));
        CHECK(heard.says("line 10: The postcode stands on line 2 already."));
        CHECK(postcodes(database) == 4);
        CHECK_FALSE(place(database, "ZA1 9ZZ"));
    });
}

TEST_CASE("a column that is missing or doubled is named") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        Heard missing;
        CHECK(import_text(database, import_postcodes, "postcode,lat,lon,lad_code,utla_code\nZA1 1AA,1,2,3,4\n",
                          missing) == 1);
        CHECK(missing.says("line 1: The column “ward_code” is missing."));
        CHECK(missing.says("line 1: The column “msoa21_code” is missing."));

        Heard doubled;
        CHECK(import_ward_text(database, "ward_code,ward_name,ward_name,lad_code,lad_name,utla_code\n", doubled) == 1);
        CHECK(doubled.says("line 1: The column “ward_name” stands there twice."));

        Heard empty;
        CHECK(import_ward_text(database, "", empty) == 1);
        CHECK(empty.says("The file is empty."));

        Heard gone;
        CHECK(import_wards(database, "/nowhere/wards.csv", gone.console) == 1);
        CHECK(gone.says("/nowhere/wards.csv is not there"));
        CHECK(import_wards(database, "/", gone.console) == 1);
        CHECK(gone.says("/ is not a file"));
    });
}

TEST_CASE("columns are found by name, whatever their order, with a byte order mark and CRLF") {
    on_each_database([](db::Database& database) {
        Heard heard;
        CHECK(import_ward_text(database,
                               "\xEF\xBB\xBFutla_code,lad_name,ward_name,lad_code,extra,ward_code\r\n"
                               "E08099001,Aldermoor,\"Birch, Holt & Mere\",E08099001,x,E05099002\r\n",
                               heard) == 0);
        CHECK(wards(database).at(0).name == "Birch, Holt & Mere");
    });
}

TEST_CASE("wrong ward and council codes are refused") {
    on_each_database([](db::Database& database) {
        Heard heard;
        CHECK(import_ward_text(database,
                               "ward_code,ward_name,lad_code,lad_name,utla_code\n"
                               "E05,Elm,E08099001,Aldermoor,E08099001\n"
                               "E05099001,,E08099001,Aldermoor,E08099001\n"
                               "E05099002,Elm,E10099001,Aldermoor,E08099001\n"
                               "E05099003,Elm,E08099001,Aldermoor,E08099002\n"
                               "E05099004,Elm,E07099001,Dunhallow,E07099001\n"
                               "E05099005,Elm,E08099001,Oldermoor,E08099001\n"
                               "E05099005,Elm,E08099001,Aldermoor,E08099001\n",
                               heard) == 1);
        CHECK(heard.says("line 2: “E05” is no ward code"));
        CHECK(heard.says("line 3: The ward has no name."));
        CHECK(heard.says("line 4: “E10099001” is no code of a district or borough."));
        CHECK(heard.says("line 5: The council “E08099002” cannot be the one that runs children's services in "
                         "E08099001."));
        CHECK(heard.says("line 6: The council “E07099001” cannot be the one"));
        CHECK(heard.says("line 7: E08099001 is called “Oldermoor” here and “Aldermoor” further up."));
        CHECK(heard.says("line 8: The ward E05099005 stands on line 7 already."));
        CHECK(wards(database).empty());
    });
}

TEST_CASE("only the first hundred mistakes are listed") {
    on_each_database([](db::Database& database) {
        std::string text = "ward_code,ward_name,lad_code,lad_name,utla_code\n";
        for (int i = 0; i < 500; i++)
            text += "wrong,Elm,E08099001,Aldermoor,E08099001\n";
        Heard heard;
        CHECK(import_ward_text(database, text, heard) == 1);
        CHECK(heard.says("line 101: "));
        CHECK_FALSE(heard.says("line 102: "));
        CHECK(heard.says("These are the first 100 mistakes. There may be more."));
    });
}

TEST_CASE("a mistaken field is shown short and without control characters") {
    CHECK(in_quotes("E05") == "“E05”");
    CHECK(in_quotes("a\x1b[31m\r\n") == "“a [31m  ”");
    CHECK(in_quotes(std::string(70, 'x')) == "“" + std::string(60, 'x') + "…”");
    CHECK(in_quotes(std::string(59, 'x') + "é" + std::string(9, 'x')) == "“" + std::string(59, 'x') + "…”");
}

TEST_CASE("boundaries that are no boundaries are refused, each with its place in the file") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        const auto good = text_of(fixture("wards.geojson"));
        const auto refused = [&](const std::string& text, std::string_view sentence) {
            Heard heard;
            CHECK(import_ward_text(database, text, heard) == 1);
            CHECK_MESSAGE(heard.says(sentence), heard.problems.str());
        };
        refused(replaced(good, "E05099003", "E05099999"),
                "Boundary 3: the ward E05099999 is not known. Import the list of wards first.");
        refused(replaced(good, "E05099003", "E05099001"), "Boundary 3: the ward E05099001 stands in the file already.");
        refused(replaced(good, "E05099003", "nowhere"), "Boundary 3: “nowhere” is no ward code.");
        refused(replaced(good, "WD25CD", "WARDCD"), "Boundary 1: it has no property with the ward's code");
        refused(replaced(good, "MultiPolygon", "Point"),
                "Boundary 2: its geometry is neither Polygon nor MultiPolygon.");
        refused(replaced(good, "-2.30, 53.50", "381768, 405926"), "Boundary 1: it has a position outside England");
        refused(replaced(good, "[ -2.30, 53.50 ]", "[ -2.30 ]"), "Boundary 1: a position is not two numbers.");
        refused(replaced(good, "\"geometry\"", "\"geometrie\""), "Boundary 1: it has no “geometry”.");
        refused(good.substr(0, good.size() / 2), "The file ends in the middle: it is not whole.");
        refused(replaced(good, "\"features\": [", "\"features\": [,"), "line 4: The file is not well-formed JSON");
        refused("{\"type\": \"Topology\"}", "The file has no list of “features”");
        refused("[" + std::string(200, '['), "line 1: The file is not well-formed JSON");
        CHECK(ward_at(database, -2.25, 53.55) == "E05099003");
    });
}

TEST_CASE("what derives from boundaries is told when they change, in the same transaction") {
    on_each_database([](db::Database& database) {
        Heard heard;
        REQUIRE(import_wards(database, fixture("wards.csv"), heard.console) == 0);
        const auto broken = [](db::Writer&) { throw db::Fault(db::Fault::Kind::other, "refused behind"); };
        CHECK_THROWS_AS(import_wards(database, fixture("wards.geojson"), heard.console, broken), db::Fault);
        CHECK_FALSE(ward_at(database, -2.29, 53.51));

        bool told = false;
        CHECK(import_wards(database, fixture("wards.geojson"), heard.console, [&](db::Writer&) { told = true; }) == 0);
        CHECK(told);
    });
}

TEST_CASE("an import leaves a line in history and one in the list of imports; a refused one leaves neither") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        Heard refused;
        CHECK(import_text(database, import_postcodes, "postcode\n", refused) == 1);

        database.read([](db::Reader& reader) {
            const auto imports = past_imports(reader, 10);
            REQUIRE(imports.size() == 3);
            // Those of one millisecond come in any order.
            const auto of = [&](std::string_view what) {
                return *std::find_if(imports.begin(), imports.end(),
                                     [&](const auto& each) { return each.what == what; });
            };
            REQUIRE(std::all_of(imports.begin(), imports.end(), [](const auto& each) {
                return each.what == "postcodes" || each.what == "boundaries" || each.what == "wards";
            }));
            CHECK(of("postcodes").file_name == "postcodes.csv");
            CHECK(of("postcodes").counts.added == 4);
            CHECK(of("boundaries").file_name == "wards.geojson");
            CHECK(of("wards").sha256 == hex(sha256(text_of(fixture("wards.csv")))));
        });
        CHECK(history::verify(database).kind == history::Verdict::Kind::sound);
        CHECK(history::verify(database).lines == 3);
    });
}

TEST_CASE("a power cut in the middle of an import leaves what was there before") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        {
            const auto database = db::open(fresh.url());
            import_fixtures(*database);
        }
        const TemporaryFile file("postcode\nZA9 9AA\nZA9 9AB\n");
        const auto child = fork();
        if (child == 0) {
            const auto database = db::open(fresh.url());
            Heard heard;
            run_import(*database, "postcodes", file.path(), heard.console, [](db::Writer& writer, Import&) {
                for (const auto* postcode : {"ZA9 9AA", "ZA9 9AB"})
                    save_postcode(writer, {.postcode = postcode,
                                           .ward = "E05099001",
                                           .lsoa21 = "E01099001",
                                           .lsoa11 = "E01099001",
                                           .msoa21 = "E02099001",
                                           .point = {}});
                raise(SIGKILL);
            });
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));

        const auto database = db::open(fresh.url());
        CHECK(postcodes(*database) == 4);
        CHECK_FALSE(place(*database, "ZA9 9AA"));
    });
}

TEST_CASE("a hostile file of 200 MB takes no more memory than an honest one") {
    on_each_database([](db::Database& database) {
        import_fixtures(database);
        const auto header = text_of(fixture("postcodes.csv"));
        for (const auto* start : {"", "\""}) {
            const TemporaryFile file(header + start);
            std::filesystem::resize_file(file.path(), 200 * 1024 * 1024); // zero bytes, which take no room on disk
            const auto before = peak_memory_kb();
            Heard heard;
            CHECK(import_postcodes(database, file.path(), heard.console) == 1);
            CHECK(peak_memory_kb() - before < 32 * 1024);
        }
        std::string many = "{\"features\": [";
        for (int i = 0; i < 2'000'000; i++)
            many += "1,";
        const TemporaryFile numbers(many + "1]}", ".geojson");
        const auto before_numbers = peak_memory_kb();
        Heard numerous;
        CHECK(import_wards(database, numbers.path(), numerous.console) == 1);
        CHECK(numerous.says("holds more than 1000000 values"));
        CHECK(peak_memory_kb() - before_numbers < 120 * 1024);

        const TemporaryFile json("{\"features\": [ ", ".geojson");
        std::filesystem::resize_file(json.path(), 200 * 1024 * 1024);
        Heard heard;
        CHECK(import_wards(database, json.path(), heard.console) == 1);
        CHECK(heard.says("line 1: The file is not well-formed JSON"));
        CHECK(postcodes(database) == 4);
    });
}

TEST_CASE("every ward, boundary and postcode of four real councils imports") {
    const auto wards_file = real_data("geography/wards_2025_four_areas.csv");
    const auto postcodes_file = real_data("geography/postcodes_four_areas.csv");
    if (!wards_file || !postcodes_file) return;
    on_each_database([&](db::Database& database) {
        Heard heard;
        REQUIRE(import_wards(database, *wards_file, heard.console) == 0);
        CHECK(heard.says("Imported wards: 215 rows, 215 added, 0 changed, 0 unchanged"));
        for (const auto& [council, number] : {std::pair("E08000002", 17), std::pair("E08000003", 32),
                                              std::pair("E08000011", 15), std::pair("E10000028", 151)}) {
            Heard boundaries;
            const auto file = real_data(std::string("geography/wards/") + council + ".geojson");
            REQUIRE(file);
            CHECK(import_wards(database, *file, boundaries.console) == 0);
            CHECK(boundaries.says(fmt::format("Imported boundaries: {0} rows, {0} added", number)));
            database.read([&](db::Reader& reader) {
                CHECK(wards_of(reader, council).size() == static_cast<std::size_t>(number));
            });
        }
        REQUIRE(import_postcodes(database, *postcodes_file, heard.console) == 0);
        CHECK(heard.says("Imported postcodes: 46032 rows, 46032 added, 0 changed, 0 unchanged"));
        CHECK(import_postcodes(database, *postcodes_file, heard.console) == 0);
        CHECK(heard.says("Imported postcodes: 46032 rows, 0 added, 0 changed, 46032 unchanged"));
        CHECK(place(database, "BL9 0EJ"));
        database.read([](db::Reader& reader) {
            const auto of_bury = reader.one(postcodes_of_a_council, {{"council", "E08000002"}},
                                            [](const db::Row& row) { return row.integer("postcodes"); });
            CHECK(of_bury == 4992);
        });
    });
}

} // namespace kith::places
