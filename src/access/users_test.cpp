#include "access/users.h"

#include "access/office_test.h"
#include "access/register.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

std::string problems(const auto& result) {
    if (result) return "none";
    std::string codes;
    for (const Problem& problem : result.error())
        codes += (codes.empty() ? "" : " ") + problem.code;
    return codes;
}

} // namespace

TEST_CASE("a user has a name and an address of their own") {
    in_each_office([](Office& office) {
        const auto add = [&](const std::string& name, const std::string& email) {
            return office.write([&](db::Writer& writer) {
                return add_user(writer, office.administrator, {name, email});
            });
        };
        const auto sam = add(" Sam Okoro ", "Sam.Okoro@Hub.example").value();
        CHECK(problems(add("", "nothing")) == "name.missing email.wrong");
        CHECK(problems(add("Another Sam", "sam.okoro@hub.EXAMPLE")) == "email.taken");
        for (const std::string wrong : {"", "@", "sam@", "@hub.example", "sam hub@example", "a@b@c",
                                        "<sam@hub.example>", "t\xc3\xa9o@hub.example"})
            CHECK_MESSAGE(problems(add("Sam", wrong)) == "email.wrong", wrong);
        office.database->read([&](db::Reader& reader) {
            const auto found = find_user_by_email(reader, "SAM.okoro@hub.example");
            REQUIRE(found);
            CHECK(found->id == sam);
            CHECK(found->name == "Sam Okoro");
            CHECK(find_user(reader, found->reference)->id == sam);
            CHECK(find_user(reader, sam)->email == "sam.okoro@hub.example");
            CHECK(users_of(reader, std::nullopt).size() == 1);
            CHECK(users_of(reader, office.hub).empty());
        });
    });
}

TEST_CASE("a posting lasts twelve months at most and fits its agency") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        const auto add = [&](Id<agencies::Agency> agency, Role role, std::int64_t days) {
            return office.write([&](db::Writer& writer) {
                return add_posting(writer, office.administrator,
                                   {.user = sam,
                                    .agency = agency,
                                    .role = role,
                                    .localities = {"south", "north", "north"},
                                    .from = office.now(),
                                    .to = office.now() + days * days_ms});
            });
        };
        const auto posting = add(office.hub, Role::early_help_worker, 366);
        CHECK(problems(posting) == "none");
        CHECK(problems(add(office.hub, Role::early_help_worker, 367)) == "to.too-late");
        CHECK(problems(add(office.hub, Role::early_help_worker, 0)) == "to.order");
        CHECK(problems(add(office.hub, Role::partner, 1)) == "role.agency");
        CHECK(problems(add(office.school, Role::triage, 1)) == "role.agency");
        CHECK(problems(add(office.school, Role::system_administrator, 1)) == "role.agency");
        CHECK(problems(add({}, Role::partner, 1)) == "agency.unknown");
        CHECK(problems(add(office.school, Role::agency_administrator, 1)) == "none");
        office.database->read([&](db::Reader& reader) {
            CHECK(find_posting(reader, *posting)->localities == std::vector<std::string>{"north", "south"});
            CHECK(postings_of(reader, sam).size() == 2);
            CHECK(users_of(reader, office.school).size() == 1);
            const auto viewer = viewer_in(reader, *posting, office.now(), "test");
            REQUIRE(viewer);
            CHECK(viewer->localities.size() == 2);
            CHECK_FALSE(viewer_in(reader, *posting, office.now() + 366 * days_ms, "test"));
            CHECK_FALSE(viewer_in(reader, *posting, office.now() - 1, "test"));
        });
    });
}

TEST_CASE("P9: administrators give nothing to themselves and nothing beyond their agency") {
    in_each_office([](Office& office) {
        const auto head = office.user("head");
        const auto tom = office.user("tom");
        const auto in = office.posting(head, office.school, Role::agency_administrator);
        const Viewer administrator = office.database->reading(
            [&](db::Reader& reader) { return viewer_in(reader, in, office.now(), "test").value(); });
        const auto grant = [&](Id<User> user, Id<agencies::Agency> agency, Role role) {
            return problems(office.write([&](db::Writer& writer) {
                return grant_posting(
                    writer, administrator,
                    {.user = user, .agency = agency, .role = role, .from = office.now(), .to = office.now() + days_ms});
            }));
        };
        CHECK(grant(tom, office.school, Role::partner) == "none");
        CHECK(grant(tom, office.school, Role::agency_administrator) == "none");
        CHECK(grant(head, office.school, Role::partner) == "role.not-yours");
        CHECK(grant(tom, office.hub, Role::triage) == "role.not-yours");
        CHECK(grant(tom, office.school, Role::system_administrator) == "role.not-yours");
        CHECK(grant(tom, office.school, Role::privacy_officer) == "role.not-yours");

        Viewer worker = administrator;
        worker.role = Role::team_manager;
        CHECK_FALSE(may_grant(worker, {.user = tom, .agency = office.school, .from = {}, .to = {}}));
        Viewer system = administrator;
        system.role = Role::system_administrator;
        CHECK(may_grant(system, {.user = tom, .agency = office.hub, .role = Role::triage, .from = {}, .to = {}}));
        CHECK_FALSE(
            may_grant(system, {.user = head, .agency = office.hub, .role = Role::triage, .from = {}, .to = {}}));
    });
}

TEST_CASE("nobody reads their own record") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        const auto posting = office.posting(sam, office.hub, Role::early_help_worker);
        const auto person = Id<people::Person>::make(office.now(), office.database->random());
        office.write([&](db::Writer& writer) {
            register_resource(writer,
                              {.kind = Kind::person, .id = person.text(), .owner = office.hub, .maker = posting});
        });
        const auto effect = [&] {
            return office.database->reading([&](db::Reader& reader) {
                const Viewer viewer = viewer_in(reader, posting, office.now(), "test").value();
                return decide_about(reader, viewer, Action::read_person, person.text(), office.now()).effect;
            });
        };
        CHECK(effect() == Effect::content);
        office.write([&](db::Writer& writer) { set_own_person(writer, office.administrator, sam, person); });
        CHECK(effect() == Effect::hidden);
    });
}

} // namespace kith::access
