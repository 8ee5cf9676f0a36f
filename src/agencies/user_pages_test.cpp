#include "access/users.h"
#include "agencies/agency_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

namespace kith::agencies {

namespace {

Agency agency_called(Town& town, const std::string& name) {
    return town.reading([&](db::Reader& reader) {
        for (auto& agency : matching_agencies(reader, {.words = name}).agencies)
            if (agency.name() == name) return agency;
        throw std::runtime_error("no agency is called " + name);
    });
}

Agency agency_of(Town& town, std::string_view who) {
    return town.reading([&](db::Reader& reader) { return find_agency(reader, town.viewer(who).agency).value(); });
}

std::optional<access::User> user(Town& town, std::string_view email) {
    return town.reading([&](db::Reader& reader) { return access::find_user_by_email(reader, email); });
}

std::vector<access::Posting> postings(Town& town, std::string_view email) {
    return town.reading([&](db::Reader& reader) {
        return access::postings_of(reader, access::find_user_by_email(reader, email).value().id);
    });
}

std::string path_of(const Agency& agency) {
    return "/admin/agencies/" + agency.reference.text();
}

std::string path_of(Town& town, std::string_view email) {
    return "/admin/users/" + user(town, email)->reference.text();
}

// The town's Monday is 23 November 2026.
Fields colleague(const std::string& role = "partner") {
    return {{"name", "Nia Bowen"}, {"email", "nia.bowen@demo.example"},
            {"role", role},        {"from-day", "23"},
            {"from-month", "11"},  {"from-year", "2026"},
            {"to-day", "31"},      {"to-month", "7"},
            {"to-year", "2027"}};
}

Fields with(Fields fields, const std::string& name, const std::string& value) {
    for (auto& field : fields)
        if (field.first == name) field.second = value;
    return fields;
}

const std::string ruths_school = "St Aidan's Primary School";

} // namespace

TEST_CASE("a school's administrator adds a colleague on one page, without a helpdesk") {
    on_each_town([](Town& town) {
        const auto school = agency_of(town, "ruth");
        const auto form = town.get("ruth", path_of(school) + "/users/new");
        CHECK(form.heading().find("Add a user") != std::string::npos);
        CHECK(form.field("from-day") == "23");
        CHECK(form.field("to-year") == "2027");

        const auto added = town.post("ruth", path_of(school) + "/users", colleague());
        CHECK(added.status() == 200);
        CHECK(added.says("First password for Nia Bowen"));
        CHECK(added.says("It is shown only now"));
        const auto given = postings(town, "nia.bowen@demo.example");
        REQUIRE(given.size() == 1);
        CHECK(given[0].agency == school.id);
        CHECK(given[0].role == access::Role::partner);
        CHECK(given[0].covers(town.clock().now()));
        CHECK(town.get("ruth", "/admin/users").says("Nia Bowen"));
    });
}

TEST_CASE("the first password is shown once: sending the form twice leads to the user's page") {
    on_each_town([](Town& town) {
        const auto path = path_of(agency_of(town, "ruth")) + "/users";
        CHECK(town.post_again("ruth", path, colleague(), "one-key").says("First password"));
        const auto again = town.post_again("ruth", path, colleague(), "one-key");
        CHECK(again.location() == path_of(town, "nia.bowen@demo.example"));
        CHECK_FALSE(town.get("ruth", again.location()).says("First password for"));
    });
}

TEST_CASE("what is wrong about a new user is said by the field, and what was typed stays") {
    on_each_town([](Town& town) {
        const auto path = path_of(agency_of(town, "ruth")) + "/users";
        const auto problem_when = [&](const std::string& name, const std::string& value) {
            const auto page = town.post("ruth", path, with(colleague(), name, value));
            CHECK(page.status() == 422);
            CHECK(page.field(name) == value);
            CHECK(page.problems().size() == 1);
            return page.problems().empty() ? std::string() : page.problems()[0];
        };
        CHECK(problem_when("name", "") == "Enter the user's name");
        CHECK(problem_when("email", "nia") == "Enter an email address, like name@example.org");
        CHECK(problem_when("email", "tom.bell@demo.example") == "There is a user with this email address already");
        CHECK(problem_when("from-day", "31") == "Enter a day of the calendar, like 27 3 2027");
        CHECK(problem_when("from-day", "22") == "The first day must be today or later");
        CHECK(problem_when("to-year", "2026") == "The last day must be after the first");
        CHECK(problem_when("to-year", "2028") == "A posting lasts 12 months at most, and can then be renewed");
        CHECK_FALSE(user(town, "nia.bowen@demo.example"));
        CHECK(town.post("ruth", path, with(colleague(), "role", "")).problems() ==
              std::vector<std::string>{"Choose a role"});
        CHECK(town.post("ruth", path, {}).problems().front() == "Enter the user's name");
    });
}

TEST_CASE("nobody gives what they may not: an agency's administrator gives this agency's roles alone (P9)") {
    on_each_town([](Town& town) {
        const auto school = path_of(agency_of(town, "ruth")) + "/users";
        CHECK(town.get("ruth", school + "/new").offered("role") ==
              std::vector<std::string>{"partner", "agency_administrator"});
        for (const auto* role :
             {"system_administrator", "privacy_officer", "triage", "team_manager", "early_help_worker", "nobody"}) {
            CHECK(town.post("ruth", school, colleague(role)).status() == 422);
            CHECK_FALSE(user(town, "nia.bowen@demo.example"));
        }
        const auto elsewhere = path_of(agency_called(town, "Millbrook Academy"));
        CHECK(town.get("ruth", elsewhere).status() == 404);
        CHECK(town.get("ruth", elsewhere + "/users/new").status() == 404);
        CHECK(town.post("ruth", elsewhere + "/users", colleague()).status() == 404);
        CHECK(town.post("ruth", elsewhere + "/teams", {{"name", "Ours"}}).status() == 404);
        CHECK_FALSE(user(town, "nia.bowen@demo.example"));
    });
}

TEST_CASE("the administrator of the council's own agency gives its roles, but nothing that reaches beyond it (P9)") {
    on_each_town([](Town& town) {
        const auto host = agency_of(town, "alan");
        town.writing([&](db::Writer& writer) {
            const auto ruth = access::find_user_by_email(writer, "ruth.ellis@demo.example").value();
            const auto actor = town.viewer("alan").actor();
            access::end_posting(writer, actor, access::postings_of(writer, ruth.id).front().id);
            return access::add_posting(writer, actor,
                                       {.user = ruth.id,
                                        .agency = host.id,
                                        .role = access::Role::agency_administrator,
                                        .from = writer.now(),
                                        .to = writer.now() + days_ms})
                .has_value();
        });
        const auto path = path_of(host) + "/users";
        CHECK(town.get("ruth", path + "/new").offered("role") ==
              std::vector<std::string>{"early_help_worker", "team_manager", "triage", "agency_administrator"});
        for (const auto* role : {"system_administrator", "privacy_officer"}) {
            CHECK(town.post("ruth", path, colleague(role)).problems() ==
                  std::vector<std::string>{"You cannot give this role. Ask a system administrator"});
            CHECK_FALSE(user(town, "nia.bowen@demo.example"));
        }
        const auto priya = path_of(town, "priya.nair@demo.example");
        CHECK(town.post("ruth", priya + "/postings", colleague("system_administrator")).status() == 422);
        CHECK(town.post("ruth", path_of(town, "alan.reid@demo.example") + "/password", {}).status() == 404);
        CHECK(town.post("ruth", path_of(town, "alan.reid@demo.example") + "/ending", {}).status() == 404);
        const auto alans = postings(town, "alan.reid@demo.example")[0].reference.text();
        CHECK(town.post("ruth", "/admin/postings/" + alans + "/ending", {}).status() == 404);
        CHECK(town.post("ruth", path, colleague("triage")).says("First password"));
    });
}

TEST_CASE("a posting is for localities of the council that has some, and for no other") {
    on_each_town("staffordshire", [](Town& town) {
        const auto path = path_of(agency_of(town, "alan")) + "/users";
        const auto form = town.get("alan", path + "/new");
        REQUIRE(form.offered("localities").size() == 8);
        auto fields = colleague("triage");
        fields.emplace_back("localities", "lichfield");
        fields.emplace_back("localities", "bury-east");
        const auto unknown = town.post("alan", path, fields);
        CHECK(unknown.problems() == std::vector<std::string>{"Choose from the list where it is"});
        CHECK(unknown.chosen("localities") == std::vector<std::string>{"lichfield"});
        CHECK_FALSE(user(town, "nia.bowen@demo.example"));

        fields.back().second = "stafford";
        CHECK(town.post("alan", path, fields).says("First password"));
        CHECK(postings(town, "nia.bowen@demo.example").at(0).localities ==
              std::vector<std::string>{"lichfield", "stafford"});
    });
}

TEST_CASE("nobody changes their own postings or account, not even a system administrator (P9)") {
    on_each_town([](Town& town) {
        for (const auto& [who, email] :
             {std::pair("ruth", "ruth.ellis@demo.example"), std::pair("alan", "alan.reid@demo.example")}) {
            const auto own = path_of(town, email);
            const auto before = postings(town, email).size();
            CHECK(town.get(who, own).says("This is you"));
            CHECK(town.post(who, own + "/postings", colleague("partner")).status() == 404);
            CHECK(town.post(who, own + "/postings", colleague("triage")).status() == 404);
            for (const auto* step : {"/password", "/second-factor", "/ending"})
                CHECK(town.post(who, own + step, {}).status() == 404);
            CHECK(town.post(who, "/admin/postings/" + postings(town, email)[0].reference.text() + "/ending", {})
                      .status() == 404);
            CHECK(postings(town, email).size() == before);
        }
    });
}

TEST_CASE("people of other agencies do not exist for an agency's administrator") {
    on_each_town([](Town& town) {
        CHECK(town.get("ruth", "/admin/users").says("Tom Bell"));
        CHECK_FALSE(town.get("ruth", "/admin/users").says("Priya Nair"));
        const auto other = agency_called(town, "Millbrook Academy").reference.text();
        CHECK_FALSE(town.get("ruth", "/admin/users?agency=" + other).says("Nadia Rahman"));
        CHECK_FALSE(town.post("ruth", "/admin/users/search", {{"q", "nadia"}}).says("Nadia Rahman"));

        const auto nadia = path_of(town, "nadia.rahman@demo.example");
        CHECK(town.get("ruth", nadia).status() == 404);
        CHECK(town.post("ruth", nadia + "/postings", colleague()).status() == 404);
        CHECK(town.post("ruth", nadia + "/password", {}).status() == 404);
        CHECK(town.post("ruth", nadia + "/ending", {}).status() == 404);
        const auto posting = postings(town, "nadia.rahman@demo.example")[0].reference.text();
        CHECK(town.post("ruth", "/admin/postings/" + posting + "/ending", {}).status() == 404);
        CHECK(town.get("nadia", "/home").status() == 200);
    });
}

TEST_CASE("an account that reaches further than the agency is not its administrator's to take over") {
    on_each_town([](Town& town) {
        // Tom also works as a system administrator: with a new password and telephone Ruth could become one.
        const auto tom = user(town, "tom.bell@demo.example").value();
        const auto host = agency_of(town, "alan");
        town.writing([&](db::Writer& writer) {
            return access::add_posting(writer, town.viewer("alan").actor(),
                                       {.user = tom.id,
                                        .agency = host.id,
                                        .role = access::Role::system_administrator,
                                        .from = writer.now(),
                                        .to = writer.now() + days_ms})
                .has_value();
        });
        const auto path = path_of(town, "tom.bell@demo.example");
        const auto page = town.get("ruth", path);
        CHECK(page.says("They work for another agency too"));
        CHECK_FALSE(page.says("Northbridge Families"));
        for (const auto* step : {"/password", "/second-factor", "/ending"}) {
            CHECK(town.get("ruth", path + step).status() == 404);
            CHECK(town.post("ruth", path + step, {}).status() == 404);
            CHECK(town.get("alan", path + step).status() == 200);
        }
    });
}

TEST_CASE("a posting that ends signs its user out of it at once (P25)") {
    on_each_town([](Town& town) {
        CHECK(town.get("tom", "/home").status() == 200);
        const auto posting = postings(town, "tom.bell@demo.example")[0].reference.text();
        const auto asked = town.get("ruth", "/admin/postings/" + posting + "/ending");
        CHECK(asked.says("Tom Bell stops at once"));
        CHECK(town.post("ruth", "/admin/postings/" + posting + "/ending", {}).location() ==
              path_of(town, "tom.bell@demo.example"));
        CHECK(town.get("tom", "/home").status() != 200);
        CHECK(town.get("ruth", path_of(town, "tom.bell@demo.example")).says("Ended"));
    });
}

TEST_CASE("a new first password, a lost telephone and the end of an account each sign the user out") {
    on_each_town([](Town& town) {
        const auto path = path_of(town, "tom.bell@demo.example");
        CHECK(town.get("tom", "/home").status() == 200);
        CHECK(town.post("ruth", path + "/password", {}).says("First password for Tom Bell"));
        CHECK(town.get("tom", "/home").status() != 200);

        CHECK(town.get("helen", "/home").status() == 200);
        CHECK(town.post("ruth", path_of(town, "helen.marsh@demo.example") + "/second-factor", {}).status() == 303);
        CHECK(town.get("helen", "/home").status() != 200);
        CHECK(town.get("ruth", path_of(town, "helen.marsh@demo.example")).says("To be set up at the next sign-in"));

        CHECK(town.post("ruth", path + "/ending", {}).location() == path);
        CHECK(user(town, "tom.bell@demo.example")->ended_at);
        CHECK(town.post("ruth", path + "/password", {}).status() == 404);
    });
}

TEST_CASE("a system administrator gives further postings in any agency, renewing from where the last one ends") {
    on_each_town([](Town& town) {
        const auto path = path_of(town, "tom.bell@demo.example");
        const auto form = town.get("alan", path + "/postings/new");
        CHECK(form.field("agency") == ruths_school);
        CHECK(form.chosen("role") == std::vector<std::string>{"partner"});

        auto fields = colleague();
        fields.emplace_back("agency", "millbrook");
        CHECK(town.post("alan", path + "/postings", fields).location() == path);
        CHECK(postings(town, "tom.bell@demo.example").size() == 2);

        CHECK(town.post("alan", path + "/postings", colleague()).problems() ==
              std::vector<std::string>{"Choose the agency they will work for"});
        fields.back().second = "northbridge";
        const auto several = town.post("alan", path + "/postings", fields);
        CHECK(several.problems() ==
              std::vector<std::string>{"More than one agency fits. Choose one below, or type more of the name"});
        CHECK(several.offered("agency-choice").size() == 3);
        fields.back().second = "zebra";
        CHECK(town.post("alan", path + "/postings", fields).status() == 422);
        fields.back().second = "Northbridge Families";
        CHECK(town.post("alan", path + "/postings", fields).problems() ==
              std::vector<std::string>{"Nobody can have this role in this agency"});
    });
}

TEST_CASE("an account whose other posting may still be renewed is not one agency's administrator's to take over") {
    on_each_town([](Town& town) {
        const auto tom = user(town, "tom.bell@demo.example").value();
        const auto host = agency_of(town, "alan");
        const auto other = town.writing([&](db::Writer& writer) {
            return access::add_posting(writer, town.viewer("alan").actor(),
                                       {.user = tom.id,
                                        .agency = host.id,
                                        .role = access::Role::system_administrator,
                                        .from = writer.now() - days_ms,
                                        .to = writer.now() + days_ms})
                .value();
        });
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), other);
            return Done{};
        });
        CHECK(town.post("ruth", path_of(town, "tom.bell@demo.example") + "/password", {}).status() == 404);
        CHECK(town.post("alan", path_of(town, "tom.bell@demo.example") + "/password", {}).status() == 200);
    });
}

TEST_CASE("people without the right see no settings at all") {
    on_each_town([](Town& town) {
        for (const auto* who : {"tom", "priya", "sam", "grace", "peter", ""})
            for (const auto* path : {"/admin", "/admin/users", "/admin/agencies"})
                CHECK(town.get(who, path).status() != 200);
        CHECK(town.get("ruth", "/admin").says(ruths_school));
        CHECK_FALSE(town.get("ruth", "/admin").says("Agencies and teams"));
        CHECK(town.get("ruth", "/admin/agencies").status() != 200);
        CHECK(town.get("alan", "/admin").says("Agencies and teams"));
    });
}

TEST_CASE("looking at users leaves a line in history that names each") {
    on_each_town([](Town& town) {
        CHECK(town.get("ruth", path_of(town, "tom.bell@demo.example")).status() == 200);
        const auto lines = town.reading([&](db::Reader& reader) {
            return history::lines_about(reader, "user",
                                        access::find_user_by_email(reader, "tom.bell@demo.example")->id.text(), 10);
        });
        REQUIRE_FALSE(lines.empty());
        CHECK(lines[0].line.action == "users.viewed");
    });
}

} // namespace kith::agencies
