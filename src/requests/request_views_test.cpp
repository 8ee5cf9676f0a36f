#include "access/register.h"
#include "db/database.h"
#include "people/search_store.h"
#include "profiles/profile_files.h"
#include "profiles/profile_store.h"
#include "tests/asking.h"
#include "tests/files.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

// Bury, if its form asked once for the whole family where it lives and on which telephone.
void ask_once_where_they_live(Town& town) {
    auto files = std::get<profiles::Files>(profiles::files_in(repository("profiles/bury")));
    const std::string section = "code = \"needs\"\n";
    const std::string questions = "\n[[pages.sections.questions]]\n"
                                  "key = \"family_postcode\"\n"
                                  "label = \"Postcode of the family\"\n"
                                  "kind = \"postcode\"\n"
                                  "\n[[pages.sections.questions]]\n"
                                  "key = \"family_telephone\"\n"
                                  "label = \"Telephone at home\"\n"
                                  "kind = \"text\"\n"
                                  "max_length = 40\n";
    for (auto& file : files)
        if (const auto at = file.text.find(section); file.name.ends_with("/request-1.toml") && at != std::string::npos)
            file.text.insert(at + section.size(), questions);
    const auto profile = std::get<profiles::Profile>(profiles::to_profile(files));
    REQUIRE(town.writing([&](db::Writer& writer) { return profiles::put_in_force(writer, files, profile, {}); }));
}

std::string ask_about_a_home(Town& town, std::string_view who) {
    const auto draft = begin_draft(town, who);
    save_page(town, who, draft, 1, a_new_child());
    auto worry = a_worry();
    worry.insert(worry.end(), {{"family_postcode", "NB5 2AD"}, {"family_telephone", "01632 960777"}});
    save_page(town, who, draft, 2, std::move(worry));
    auto agreement = agreed();
    agreement.insert(agreement.end(), {{"agreed_on-day", "20"}, {"agreed_on-month", "11"}, {"agreed_on-year", "2026"}});
    save_page(town, who, draft, 3, std::move(agreement));
    const auto sent = press_send(town, who, draft).location();
    return sent.substr(0, sent.rfind('/'));
}

Id<people::Person> maya(Town& town) {
    return town.reading([&](db::Reader& reader) {
        return people::find_people(reader, town.viewer("grace"), "Maya Okafor-Reid", 1, town.clock().now())
            .matches.front()
            .candidate.summary.id;
    });
}

} // namespace

TEST_CASE("where a protected family lives is not told by what was asked once about all of them either") {
    on_each_town([](Town& town) {
        ask_once_where_they_live(town);
        const auto request = ask_about_a_home(town, "shazia");
        const auto found = town.get("priya", request);
        CHECK(found.says("Postcode of the family NB5 2AD"));
        CHECK(found.says("Telephone at home 01632 960777"));
        REQUIRE(town.post("priya", request + "/matches",
                          {{"about", "1"},
                           {"person", found.field("person").value()},
                           {"verdict", "same"},
                           {"version", found.field("version").value()}})
                    .status() == 303);
        town.writing([&](db::Writer& writer) {
            access::protect_location(writer, maya(town));
            return true;
        });

        for (const auto& [who, page] : {std::pair("priya", request), std::pair("priya", request + "/decision"),
                                        std::pair("priya", request + "/print"), std::pair("shazia", request)}) {
            const auto seen = town.get(who, page);
            CAPTURE(page);
            REQUIRE(seen.status() == 200);
            CHECK_FALSE(seen.says("NB5 2AD"));
            CHECK_FALSE(seen.says("01632 960777"));
            CHECK(seen.says("She has missed twelve days"));
            CHECK(seen.says("Dana Reid, her mother"));
            CHECK(seen.says("20 November 2026"));
            CHECK(seen.says("Phone Dana only, before 3pm"));
        }

        town.writing([&](db::Writer& writer) {
            access::list_for_location(writer, maya(town), town.viewer("priya").posting, writer.now() + days_ms);
            return true;
        });
        CHECK(town.get("priya", request).says("Postcode of the family NB5 2AD"));
        CHECK(town.get("priya", request).says("Telephone at home 01632 960777"));
    });
}

} // namespace kith::requests
