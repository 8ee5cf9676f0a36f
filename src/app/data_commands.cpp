#include "access/sign_in.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "agencies/import_commands.h"
#include "agencies/school_store.h"
#include "app/open.h"
#include "app/operations.h"
#include "places/import_commands.h"
#include "profiles/profile_commands.h"

#include <iostream>
#include <unistd.h>

namespace kith::app {

namespace {

using access::Role;

constexpr std::array every_role = {Role::partner,        Role::early_help_worker,    Role::team_manager,
                                   Role::triage,         Role::agency_administrator, Role::system_administrator,
                                   Role::privacy_officer};

const history::Actor command_line{"", "", "", "command line"};

places::Console console() {
    return {std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
}

int check_profile(const Arguments& arguments) {
    return profiles::check(arguments.operand(0), std::cout);
}

int load_profile(const Arguments& arguments) {
    const auto database = open_to_write(config_of(arguments), "");
    const bool replaces = arguments.given("--replace-council");
    return profiles::load(*database, arguments.operand(0), std::cout,
                          replaces ? profiles::OtherCouncil::replaced : profiles::OtherCouncil::refused);
}

int import_postcodes(const Arguments& arguments) {
    return places::import_postcodes(*open_to_write(config_of(arguments), ""), arguments.operand(0), console());
}

int import_wards(const Arguments& arguments) {
    return places::import_wards(*open_to_write(config_of(arguments), ""), arguments.operand(0), console(),
                                [](db::Writer& writer) { agencies::place_schools(writer); });
}

int import_schools(const Arguments& arguments) {
    return agencies::import_schools(*open_to_write(config_of(arguments), ""), arguments.operand(0), console());
}

// Problems of a form, as sentences on the command line.
[[noreturn]] void refuse(const Problems& problems) {
    std::string said;
    for (const auto& problem : problems)
        said += (said.empty() ? "" : " ") + problem.text;
    throw std::runtime_error(said);
}

template <typename T>
T accepted(Result<T> result) {
    if (!result) refuse(result.error());
    return std::move(result).value();
}

// The agency of that name; the council's own Early Help agency is made when it is the first.
Id<agencies::Agency> agency_named(db::Writer& writer, const std::string& name, bool may_make) {
    const auto matches = agencies::matching_agencies(writer, {.words = name});
    for (const auto& agency : matches.agencies)
        if (agency.name() == name) return agency.id;
    if (!may_make || agencies::find_host_agency(writer))
        throw std::runtime_error(fmt::format("There is no agency called \"{}\".", name));
    return accepted(agencies::add_agency(
                        writer, command_line,
                        {.name = name, .kind = "council", .host = true, .agreement_from = writer.now().day()}))
        .id;
}

std::string role_codes() {
    std::string codes;
    for (const auto role : every_role)
        codes += fmt::format("{}{}", codes.empty() ? "" : ", ", access::code(role));
    return codes;
}

Role role_named(const std::string& code) {
    if (const auto role = access::to_role(code)) return *role;
    throw std::runtime_error(fmt::format("There is no role \"{}\". The roles are {}.", code, role_codes()));
}

int add_user(const Arguments& arguments) {
    const auto database = open_to_write(config_of(arguments), "/admin/users");
    const auto role = role_named(arguments.value("--role", "system_administrator"));
    const auto password = access::first_password(database->random());
    const auto hash = access::hashed(password);
    database->write([&](db::Writer& writer) {
        const auto agency = agency_named(writer, arguments.value("--agency"), role == Role::system_administrator);
        const auto user =
            accepted(access::add_user(writer, command_line, {arguments.value("--name"), arguments.value("--email")}));
        access::set_password(writer, command_line, user, hash);
        accepted(access::add_posting(
            writer, command_line,
            {.user = user, .agency = agency, .role = role, .from = writer.now(), .to = writer.now() + 365 * days_ms}));
    });
    fmt::print("{} can sign in once with the password {} and is then asked for another.\n", arguments.value("--email"),
               password);
    return 0;
}

} // namespace

std::vector<Command> data_commands() {
    return {
        {{"profile check", {"DIR"}, with_no_database(), "Says every mistake in a council's profile, by file and line."},
         check_profile},
        {{"profile load",
          {"DIR"},
          with_database({{"--replace-council", "", "also where the profile of another council is in force"}}),
          "Puts a council's profile in force, whole or not at all."},
         load_profile},
        {{"import wards", {"FILE"}, with_database(), "Imports ward names (CSV) or boundaries (GeoJSON)."},
         import_wards},
        {{"import postcodes", {"FILE"}, with_database(), "Imports postcodes with their wards (CSV)."},
         import_postcodes},
        {{"import schools", {"FILE"}, with_database(), "Imports the register of schools (CSV)."}, import_schools},
        {{"user add",
          {},
          with_database({{"--name", "NAME", "the person's name", true},
                         {"--email", "ADDRESS", "to sign in with", true},
                         {"--agency", "NAME", "an agency's name; the first one is made as the council's own", true},
                         {"--role", "ROLE", "system_administrator when left out; one of " + role_codes()}}),
          "Adds somebody who can sign in, and prints a first password."},
         add_user},
    };
}

} // namespace kith::app
