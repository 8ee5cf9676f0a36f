// From a worry to a decision, on real places and real schools where they are at hand, and on made-up ones always: the
// SENCO of a school asks for support for two children, the front door decides, and the school hears what happened.

#include "agencies/agency_store.h"
#include "agencies/import_commands.h"
#include "agencies/school_store.h"
#include "places/import_commands.h"
#include "tests/asking.h"
#include "tests/files.h"

#include <doctest/doctest.h>
#include <sstream>

using namespace kith;

namespace {

struct Here {
    std::filesystem::path wards, boundaries, postcodes, schools;
    std::string school_urn;
    std::string postcode;
    std::string ward; // of the postcode
};

void import_all(Town& town, const Here& here) {
    std::ostringstream out;
    const places::Console console{out, out};
    REQUIRE(places::import_wards(town.database(), here.wards, console) == 0);
    REQUIRE(places::import_wards(town.database(), here.boundaries, console) == 0);
    REQUIRE(places::import_postcodes(town.database(), here.postcodes, console) == 0);
    REQUIRE(agencies::import_schools(town.database(), here.schools, console) == 0);
}

// Somebody starts work as the school's SENCO, once the council has recorded the school's agreement.
agencies::School employ_senco(Town& town, const std::string& urn) {
    const auto school = town.reading([&](db::Reader& reader) { return agencies::find_school(reader, urn).value(); });
    town.database().write([&](db::Writer& writer) {
        auto agency = agencies::find_agency(writer, school.agency).value();
        agency.details.agreement_from = writer.now().day();
        agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).value();
    });
    town.add_worker("senco", "Kay Whitlow", school.agency, access::Role::partner);
    return school;
}

Fields two_children(const agencies::School& school, const std::string& postcode) {
    auto fields = a_new_child("Lena", "Harper");
    const auto second = a_new_child("Finn", "Harper");
    for (auto& [name, value] : fields) {
        if (name == "child_postcode") value = postcode;
        if (name == "child_school") value = school.name;
    }
    fields.emplace_back("child_school-code", school.urn);
    for (auto [name, value] : second) {
        const auto dash = name.find('-');
        const auto numbered = dash == std::string::npos ? name + "-2" : name.substr(0, dash) + "-2" + name.substr(dash);
        if (name == "child_postcode") value = postcode;
        if (name == "child_school") value = school.name;
        fields.emplace_back(numbered, value);
    }
    fields.emplace_back("child_school-2-code", school.urn);
    fields.emplace_back("children", "2");
    return fields;
}

void from_worry_to_decision(Town& town, const Here& here) {
    import_all(town, here);
    const auto school = employ_senco(town, here.school_urn);

    const auto request = ask(town, "senco", two_children(school, here.postcode));
    const auto sent = town.get("senco", request + "/sent");
    CHECK(sent.status() == 200);
    CHECK(sent.says("What happens next"));

    const auto queue = town.get("priya", "/requests");
    REQUIRE(queue.link("Harper") == request);
    const auto seen = town.get("priya", request);
    CHECK(seen.says("She has missed twelve days since September"));
    CHECK(seen.says(here.ward));
    CHECK(seen.says(school.name));

    const auto asked = town.get("priya", request + "/decision");
    CHECK(asked.chosen("decision").empty()); // nothing is chosen for the worker
    const auto decided = decide(
        town, "priya", request,
        {{"level-1", "2"}, {"level-2", "1"}, {"decision", "NFA"}, {"reason", "The school's own plan is enough"}});
    CAPTURE(decided.words());
    CHECK(decided.status() == 303);

    const auto told = town.get("senco", request);
    CHECK(told.says("The school's own plan is enough"));
    CHECK(town.get("senco", "/home").says("Harper"));
    CHECK(town.get("nadia", request).status() == 404); // another school knows nothing of it
}

} // namespace

TEST_CASE("a made-up school's SENCO asks, the front door decides, and the school hears") {
    on_each_town([](Town& town) {
        from_worry_to_decision(town, {.wards = fixture("wards.csv"),
                                      .boundaries = fixture("wards.geojson"),
                                      .postcodes = fixture("postcodes.csv"),
                                      .schools = fixture("schools.csv"),
                                      .school_urn = "990001",
                                      .postcode = "ZA1 1AA",
                                      .ward = "Alder Vale"});
    });
}

TEST_CASE("the SENCO of a real Bury school asks, the front door sees the true ward and decides") {
    const auto schools = real_data("schools/schools_four_areas.csv");
    const auto postcodes = real_data("geography/postcodes_four_areas.csv");
    const auto wards = real_data("geography/wards_2025_four_areas.csv");
    const auto boundaries = real_data("geography/wards/E08000002.geojson");
    if (!schools || !postcodes || !wards || !boundaries) return;
    on_each_town([&](Town& town) {
        from_worry_to_decision(town, {.wards = *wards,
                                      .boundaries = *boundaries,
                                      .postcodes = *postcodes,
                                      .schools = *schools,
                                      .school_urn = "105295",
                                      .postcode = "BL9 0EJ",
                                      .ward = "Bury East"});
    });
}
