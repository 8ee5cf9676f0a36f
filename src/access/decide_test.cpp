// The rule, as a practitioner would tell it. Its properties on random worlds are in properties_test.cpp.

#include "access/decide.h"

#include "base/clock.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

const Instant now{1'790'000'000'000};

template <typename T>
Id<T> id(int number) {
    return Id<T>::trusted(fmt::format("00000000-0000-7000-8000-{:012}", number));
}

std::string text(int number) {
    return std::string(id<User>(number).text());
}

constexpr int council = 1;
constexpr int school = 2;
constexpr int sams_posting = 11;
constexpr int graces_posting = 12;
constexpr int toms_posting = 13;
constexpr int priyas_posting = 14;
constexpr int episode = 21;
constexpr int maya = 31;
constexpr int tobi = 32;

Viewer somebody(Role role, int agency, int posting) {
    return {.user = id<User>(posting + 100),
            .posting = id<Posting>(posting),
            .agency = id<agencies::Agency>(agency),
            .role = role,
            .localities = {"north"},
            .host_agency = agency == council};
}

const Viewer sam = somebody(Role::early_help_worker, council, sams_posting);
const Viewer grace = somebody(Role::team_manager, council, graces_posting);
const Viewer priya = somebody(Role::triage, council, priyas_posting);
const Viewer tom = somebody(Role::partner, school, toms_posting);

Facts in_force() {
    return {.posting = {now - hours_ms, now + hours_ms},
            .agency = {now - hours_ms, std::nullopt},
            .second_factor_met = true,
            .involvements = {},
            .scopes = {},
            .withheld = {},
            .blocks = {},
            .named_in = {},
            .location_list = {}};
}

ResourceFacts mayas_record() {
    return {.kind = Kind::person,
            .id = text(maya),
            .owner_agency = text(council),
            .locality = "north",
            .cases = {text(episode)},
            .persons = {text(maya), text(tobi)}};
}

ResourceFacts toms_request() {
    return {.kind = Kind::request,
            .id = text(41),
            .owner_agency = text(school),
            .locality = "north",
            .maker = text(toms_posting),
            .waiting_until = now + hours_ms,
            .persons = {text(maya)}};
}

Involvement involved(int posting, int agency) {
    return {text(episode), posting == 0 ? std::string() : text(posting), text(agency), {now - hours_ms, std::nullopt}};
}

} // namespace

TEST_CASE("an Early Help worker knows that a family of the locality is known, and no more") {
    const Decision decision = decide(in_force(), sam, Action::read_person, mayas_record(), now);
    CHECK(decision.effect == Effect::index);
    CHECK(decision.relationship == "index");
    CHECK_FALSE(decision.location);

    ResourceFacts elsewhere = mayas_record();
    elsewhere.locality = "south";
    CHECK(decide(in_force(), sam, Action::read_person, elsewhere, now).effect == Effect::hidden);
    elsewhere.locality = "";
    CHECK(decide(in_force(), sam, Action::read_person, elsewhere, now).effect == Effect::hidden);
    Viewer council_wide = sam;
    council_wide.localities.clear();
    CHECK(decide(in_force(), council_wide, Action::read_person, elsewhere, now).effect == Effect::index);

    ResourceFacts contact_only = mayas_record();
    contact_only.discoverable = false;
    CHECK(decide(in_force(), sam, Action::read_person, contact_only, now).effect == Effect::hidden);
}

TEST_CASE("who works with the family reads its record, and stops when the work ends") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council)};
    const Decision decision = decide(facts, sam, Action::write_person, mayas_record(), now);
    CHECK(decision.effect == Effect::content);
    CHECK(decision.relationship == "involved");
    CHECK(decision.location);

    facts.involvements[0].window.to = now;
    CHECK(decide(facts, sam, Action::read_person, mayas_record(), now).effect == Effect::index);
    CHECK(decide(facts, sam, Action::write_person, mayas_record(), now).effect == Effect::hidden);
}

TEST_CASE("a team manager reads what the team's workers are involved in, a colleague does not") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council)};
    CHECK(decide(facts, grace, Action::read_person, mayas_record(), now).relationship == "manages");
    CHECK(decide(facts, priya, Action::read_person, mayas_record(), now).effect == Effect::index);
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).effect == Effect::hidden);
}

TEST_CASE("when the whole agency is involved, each of its workers is, as far as what is ordinary") {
    Facts facts = in_force();
    facts.involvements = {involved(0, school)};
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).relationship == "involved");
    CHECK(decide(facts, sam, Action::read_person, mayas_record(), now).effect == Effect::index);

    ResourceFacts record = mayas_record();
    record.level = Level::sensitive;
    CHECK(decide(facts, tom, Action::read_person, record, now).reason == "sensitive");
    facts.involvements = {involved(toms_posting, school)}; // Tom leads
    CHECK(decide(facts, tom, Action::read_person, record, now).effect == Effect::content);
}

TEST_CASE("a school that helps reads what is ordinary; what a clinic wrote takes a scope for that kind") {
    Facts facts = in_force();
    facts.involvements = {involved(toms_posting, school)};
    ResourceFacts clinics = mayas_record();
    clinics.owner_agency = text(9);
    CHECK(decide(facts, tom, Action::read_person, clinics, now).effect == Effect::content);
    clinics.category = "health";
    clinics.level = Level::sensitive;
    CHECK(decide(facts, tom, Action::read_person, clinics, now).reason == "not shared");
    facts.scopes = {{text(episode), text(school), {"health"}, {now - hours_ms, std::nullopt}}};
    CHECK(decide(facts, tom, Action::read_person, clinics, now).relationship == "involved");
    facts.scopes[0].window.to = now;
    CHECK(decide(facts, tom, Action::read_person, clinics, now).reason == "not shared");

    // The council's own agency holds the case together: it needs no scope. Nor does who wrote it.
    facts.involvements = {involved(sams_posting, council)};
    CHECK(decide(facts, sam, Action::read_person, clinics, now).effect == Effect::content);
    const Viewer nurse = somebody(Role::partner, 9, 15);
    facts.involvements = {involved(15, 9)};
    CHECK(decide(facts, nurse, Action::read_person, clinics, now).effect == Effect::content);
}

TEST_CASE("who leads the help corrects the record, whatever their agency; their colleagues elsewhere only read it") {
    Facts facts = in_force();
    facts.involvements = {involved(toms_posting, school)};
    facts.involvements[0].leads = true;
    CHECK(decide(facts, tom, Action::write_person, mayas_record(), now).relationship == "involved");
    CHECK(decide(facts, tom, Action::protect, mayas_record(), now).reason == "capability");

    facts.involvements[0].leads = false; // is rung about it, or named for it
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).effect == Effect::content);
    CHECK(decide(facts, tom, Action::write_person, mayas_record(), now).effect == Effect::hidden);
    facts.involvements = {involved(0, school)};
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).effect == Effect::content);
    CHECK(decide(facts, tom, Action::write_person, mayas_record(), now).effect == Effect::hidden);
    facts.involvements = {involved(0, council)};
    CHECK(decide(facts, sam, Action::write_person, mayas_record(), now).effect == Effect::content);
    CHECK_FALSE(tom.may(Action::add_person));
    CHECK_FALSE(tom.may(Action::compare_people));
}

TEST_CASE("a decision not to tell an agency beats its scope and its part in the help") {
    Facts facts = in_force();
    facts.involvements = {involved(toms_posting, school)};
    facts.scopes = {{text(episode), text(school), {"ordinary"}, {now - hours_ms, std::nullopt}}};
    facts.withheld = {{text(episode), text(school), "ordinary"}};
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).reason == "not shared");
    facts.withheld[0].category = "health";
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).effect == Effect::content);
    facts.withheld = {{text(episode), text(9), "ordinary"}};
    CHECK(decide(facts, tom, Action::read_person, mayas_record(), now).effect == Effect::content);
}

TEST_CASE("what an agency keeps private is hidden from the council's own workers too") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council), involved(15, 9)};
    ResourceFacts refuges = mayas_record();
    refuges.owner_agency = text(9);
    refuges.agency_private = true;
    CHECK(decide(facts, sam, Action::read_person, refuges, now).reason == "private");
    CHECK(decide(facts, grace, Action::read_person, refuges, now).effect == Effect::hidden);
    const Viewer refuge_worker = somebody(Role::partner, 9, 15);
    CHECK(decide(facts, refuge_worker, Action::read_person, refuges, now).effect == Effect::content);
}

TEST_CASE("what is restricted is for those named for the case, who must have a part in it besides") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council)};
    ResourceFacts record = mayas_record();
    record.level = Level::restricted;
    CHECK(decide(facts, sam, Action::read_person, record, now).reason == "restricted");
    facts.named_in = {text(episode)};
    CHECK(decide(facts, sam, Action::read_person, record, now).effect == Effect::content);
    facts.involvements.clear();
    CHECK(decide(facts, sam, Action::read_person, record, now).effect == Effect::hidden); // not even the index
    facts.involvements = {involved(0, council)};
    CHECK(decide(facts, sam, Action::read_person, record, now).effect == Effect::hidden);
}

TEST_CASE("the front door reads the referral, and no more of it than what is ordinary") {
    ResourceFacts request = toms_request();
    request.level = Level::sensitive;
    CHECK(decide(in_force(), priya, Action::triage_request, request, now).reason == "sensitive");
    CHECK(decide(in_force(), priya, Action::read_request, request, now).effect == Effect::index);
}

TEST_CASE("a school sees its own request and nothing of the family") {
    CHECK(decide(in_force(), tom, Action::read_request, toms_request(), now).relationship == "own");
    CHECK(decide(in_force(), tom, Action::ask_for_support, toms_request(), now).effect == Effect::content);
    CHECK(decide(in_force(), tom, Action::triage_request, toms_request(), now).effect == Effect::hidden);
    CHECK(decide(in_force(), tom, Action::read_person, mayas_record(), now).effect == Effect::hidden);

    const Viewer another_school = somebody(Role::partner, 3, 15);
    CHECK(decide(in_force(), another_school, Action::read_request, toms_request(), now).effect == Effect::hidden);
    const Viewer colleague = somebody(Role::partner, school, 16);
    CHECK(decide(in_force(), colleague, Action::read_request, toms_request(), now).relationship == "own");
}

TEST_CASE("the front door reads a request while it is in its hands") {
    ResourceFacts request = toms_request();
    CHECK(decide(in_force(), priya, Action::triage_request, request, now).relationship == "triage");
    CHECK(decide(in_force(), sam, Action::read_request, request, now).effect == Effect::hidden);

    request.waiting_until = now;
    CHECK(decide(in_force(), priya, Action::triage_request, request, now).effect == Effect::hidden);
    CHECK(decide(in_force(), priya, Action::read_request, request, now).effect == Effect::index);
    request.waiting_until = now + hours_ms;
    request.locality = "south";
    CHECK(decide(in_force(), priya, Action::triage_request, request, now).effect == Effect::hidden);
}

TEST_CASE("a request from nowhere in particular is every front door's, so that no danger goes unseen") {
    ResourceFacts request = toms_request();
    request.locality.clear();
    CHECK(decide(in_force(), priya, Action::triage_request, request, now).relationship == "triage");
    CHECK(decide(in_force(), sam, Action::read_request, request, now).effect == Effect::hidden);
}

TEST_CASE("agreed sharing lets an agency read that category, not write, and not what is sensitive") {
    Facts facts = in_force();
    facts.scopes = {{text(episode), text(school), {"ordinary"}, {now - hours_ms, std::nullopt}}};
    ResourceFacts family = mayas_record();
    family.kind = Kind::family;
    CHECK(decide(facts, tom, Action::read_family, family, now).relationship == "shared");
    family.category = "health";
    CHECK(decide(facts, tom, Action::read_family, family, now).effect == Effect::hidden);
    family.category = "ordinary";
    family.level = Level::sensitive;
    CHECK(decide(facts, tom, Action::read_family, family, now).effect == Effect::hidden);
    family.level = Level::ordinary;
    facts.scopes[0].window.to = now;
    CHECK(decide(facts, tom, Action::read_family, family, now).effect == Effect::hidden);
}

TEST_CASE("who is barred from one of the family learns of none, whatever else is granted") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council)};
    facts.blocks = {{std::string(sam.user.text()), {}, text(tobi)}};
    CHECK(decide(facts, sam, Action::read_person, mayas_record(), now).reason == "blocked");

    facts.blocks = {{{}, text(50), text(tobi)}};
    CHECK(decide(facts, sam, Action::read_person, mayas_record(), now).effect == Effect::content);
    Viewer ex_partner = sam;
    ex_partner.person = id<people::Person>(50);
    CHECK(decide(facts, ex_partner, Action::read_person, mayas_record(), now).reason == "blocked");
}

TEST_CASE("sealed and restricted records are hidden from everybody") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council)};
    ResourceFacts record = mayas_record();
    record.sealed = true;
    CHECK(decide(facts, sam, Action::read_person, record, now).reason == "sealed");
    record.sealed = false;
    record.level = Level::restricted;
    CHECK(decide(facts, sam, Action::read_person, record, now).reason == "restricted");
    record.level = Level::sensitive;
    CHECK(decide(facts, sam, Action::read_person, record, now).effect == Effect::content);
}

TEST_CASE("a protected address is for the location list alone") {
    Facts facts = in_force();
    facts.involvements = {involved(sams_posting, council)};
    ResourceFacts record = mayas_record();
    record.protected_persons = {text(tobi)};
    CHECK(decide(facts, sam, Action::read_person, record, now).effect == Effect::content);
    CHECK_FALSE(decide(facts, sam, Action::read_person, record, now).location);
    facts.location_list = {text(tobi)};
    CHECK(decide(facts, sam, Action::read_person, record, now).location);
    record.protected_persons.push_back(text(maya));
    CHECK_FALSE(decide(facts, sam, Action::read_person, record, now).location);
}

TEST_CASE("who has just made a record sees it before there is a case") {
    ResourceFacts record = mayas_record();
    record.maker = text(sams_posting);
    CHECK(decide(in_force(), sam, Action::write_person, record, now).relationship == "own");
}

TEST_CASE("administrators and the privacy officer see no family") {
    for (const Role role : {Role::agency_administrator, Role::system_administrator, Role::privacy_officer}) {
        const Viewer viewer = somebody(role, council, sams_posting);
        Facts facts = in_force();
        facts.involvements = {involved(sams_posting, council)};
        CHECK(decide(facts, viewer, Action::read_person, mayas_record(), now).reason == "capability");
        CHECK(decide(facts, viewer, Action::find, mayas_record(), now).reason == "capability");
    }
}

TEST_CASE("nobody acts before, after or without a posting, an agreement and a second factor") {
    const auto reason = [](const Facts& facts, const Viewer& viewer = priya) {
        return decide(facts, viewer, Action::read_person, mayas_record(), now).reason;
    };
    CHECK(reason(in_force()) == "");
    CHECK(reason(Facts{}) == "posting");
    Facts facts = in_force();
    facts.posting.to = now;
    CHECK(reason(facts) == "posting");
    facts = in_force();
    facts.posting.from = now + 1;
    CHECK(reason(facts) == "posting");
    facts = in_force();
    facts.agency.to = now;
    CHECK(reason(facts) == "posting");
    facts = in_force();
    facts.second_factor_met = false;
    CHECK(reason(facts) == "second factor");
    Viewer nowhere = priya;
    nowhere.posting = {};
    CHECK(reason(in_force(), nowhere) == "posting");
    CHECK(reason(in_force(), Viewer{}) == "posting");
}

TEST_CASE("roles are spelled one way and known again") {
    for (const Role role : {Role::partner, Role::early_help_worker, Role::team_manager, Role::triage,
                            Role::agency_administrator, Role::system_administrator, Role::privacy_officer})
        CHECK(to_role(code(role)) == role);
    CHECK_FALSE(to_role("gatekeeper"));
    CHECK(word(Role::early_help_worker) == "Family worker");
}

} // namespace kith::access
