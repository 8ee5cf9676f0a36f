#include "app/demo_town.h"

#include "access/second_factor.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "agencies/school_store.h"
#include "agencies/team_store.h"
#include "families/family_store.h"
#include "places/postcode_store.h"
#include "profiles/profile_store.h"

namespace kith::app {

namespace {

using access::Role;

constexpr std::string_view host_name = "Northbridge Families";
constexpr std::string_view school_name = "St Aidan's Primary School";
constexpr std::string_view health_name = "Northbridge Health Visiting";
constexpr std::string_view charity_name = "Northbridge Family Friends";
constexpr std::string_view other_school_name = "Millbrook Academy";

constexpr std::array town_workers = {
    Worker{"priya", "Priya Nair", "priya.nair@demo.example", host_name, Role::triage},
    Worker{"omar", "Omar Haddad", "omar.haddad@demo.example", host_name, Role::triage},
    Worker{"sam", "Sam Okoro", "sam.okoro@demo.example", host_name, Role::early_help_worker},
    Worker{"grace", "Grace Adeyemi", "grace.adeyemi@demo.example", host_name, Role::team_manager},
    Worker{"tom", "Tom Bell", "tom.bell@demo.example", school_name, Role::partner},
    Worker{"helen", "Helen Marsh", "helen.marsh@demo.example", school_name, Role::partner},
    Worker{"nadia", "Nadia Rahman", "nadia.rahman@demo.example", other_school_name, Role::partner},
    Worker{"shazia", "Shazia Malik", "shazia.malik@demo.example", health_name, Role::partner},
    Worker{"joan", "Joan Price", "joan.price@demo.example", charity_name, Role::partner},
    Worker{"ruth", "Ruth Ellis", "ruth.ellis@demo.example", school_name, Role::agency_administrator},
    Worker{"alan", "Alan Reid", "alan.reid@demo.example", host_name, Role::system_administrator},
    Worker{"peter", "Peter Lowe", "peter.lowe@demo.example", host_name, Role::privacy_officer},
};

struct TownAgency {
    std::string_view name;
    std::string_view kind;
    std::string_view telephone;
};

constexpr std::array town_agencies = {
    TownAgency{host_name, "council", "01632 960001"},
    TownAgency{health_name, "nhs-trust", "01632 960004"},
    TownAgency{charity_name, "voluntary", "01632 960005"},
};

// Schools of the town, each in the ward of one of its postcodes. Numbers as no school has them; a name that is there
// twice, as real ones are.
struct TownSchool {
    std::string_view urn;
    std::string_view name;
    std::string_view phase;
    std::size_t place;
    std::string_view telephone = {}; // of a school with an agreement
};

constexpr std::array town_schools = {
    TownSchool{"990101", school_name, "Primary", 0, "01632 960002"},
    TownSchool{"990102", other_school_name, "Secondary", 2, "01632 960003"},
    TownSchool{"990103", "Holy Trinity CofE Primary School", "Primary", 1},
    TownSchool{"990104", "Holy Trinity CofE Primary School", "Primary", 3},
    TownSchool{"990105", "Canal Street Nursery School", "Nursery", 2},
    TownSchool{"990106", "Orchard View School", "Special", 3},
    TownSchool{"990107", "Riverside High School", "Secondary", 4},
    TownSchool{"990108", "Weavers Green Primary School", "Primary", 4},
};

struct TownPerson {
    std::string_view given;
    std::string_view family;
    int year, month, day;
    people::Sex sex;
};

struct TownTie {
    std::string_view person; // given name
    std::string_view code;   // what they are to
    std::string_view other;
};

struct TownFamily {
    std::string_view name;
    std::string_view lines;
    std::string_view postcode;
    std::string_view telephone; // of the first adult
    std::vector<TownPerson> people;
    std::vector<TownTie> ties;
};

const std::vector<TownFamily>& town_families() {
    using enum people::Sex;
    static const std::vector<TownFamily> families = {
        {"Okafor-Reid",
         "12 Mill Lane",
         "NB4 1AA",
         "01632 960101",
         {{"Dana", "Reid", 1992, 5, 3, female},
          {"Marcus", "Okafor", 1990, 1, 21, male},
          {"Ngozi", "Okafor", 1965, 7, 9, female},
          {"Maya", "Okafor-Reid", 2017, 3, 14, female},
          {"Tobi", "Okafor-Reid", 2020, 6, 2, male},
          {"Ezra", "Okafor-Reid", 2026, 4, 11, male}},
         {{"Dana", "MTH", "Maya"},
          {"Dana", "MTH", "Tobi"},
          {"Dana", "MTH", "Ezra"},
          {"Marcus", "FTH", "Maya"},
          {"Marcus", "FTH", "Tobi"},
          {"Marcus", "FTH", "Ezra"},
          {"Ngozi", "MTH", "Marcus"}}},
        {"Begum",
         "3 Weavers Court",
         "NB4 1AB",
         "01632 960102",
         {{"Salma", "Begum", 1988, 11, 30, female}, {"Yusuf", "Begum", 2014, 9, 8, male}},
         {{"Salma", "MTH", "Yusuf"}}},
        {"Novak",
         "41 Canal Street",
         "NB5 2AD",
         "01632 960103",
         {{"Petr", "Novák", 1984, 2, 17, male},
          {"Jana", "Nováková", 1986, 8, 25, female},
          {"Eliška", "Nováková", 2012, 12, 1, female}},
         {{"Petr", "FTH", "Eliška"}, {"Jana", "MTH", "Eliška"}}},
        {"Shah",
         "7 Orchard Close",
         "NB6 3EF",
         "01632 960104",
         {{"Meera", "Shah", 1991, 4, 4, female}, {"Arjun", "Shah", 2022, 10, 19, male}},
         {{"Meera", "MTH", "Arjun"}}},
    };
    return families;
}

constexpr std::array town_postcodes = {"NB4 1AA", "NB4 1AB", "NB5 2AD", "NB6 3EF", "NB7 4GH"};

// In the sea, one beside the other: no real place is told to be the town's.
places::Point point_of(std::size_t place) {
    return *places::Point::from_degrees(-5.0 + 0.1 * static_cast<double>(place), 53.6);
}

places::Boundary square_around(places::Point middle) {
    constexpr std::int32_t half = 400'000; // 0.04 degrees
    const auto corner = [&](std::int32_t east, std::int32_t north) {
        return places::Point{middle.longitude + east * half, middle.latitude + north * half};
    };
    return {{{{corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)}}}};
}

// Postcodes of the town, each in the middle of one of the first wards of the council's profile.
void lay_out_places(db::Writer& writer, const profiles::Profile& profile) {
    for (std::size_t i = 0; i < town_postcodes.size() && !profile.wards.empty(); ++i) {
        const auto& ward = profile.wards[i % profile.wards.size()];
        const auto district = ward.district.empty() ? profile.council.gss : ward.district;
        places::save_ward(writer, {ward.gss, ward.name, district, profile.council.area, profile.council.gss});
        places::save_boundary(writer, ward.gss, square_around(point_of(i)), std::nullopt);
        places::save_postcode(writer, {.postcode = town_postcodes[i],
                                       .ward = ward.gss,
                                       .lsoa21 = "E01000001",
                                       .lsoa11 = "E01000001",
                                       .msoa21 = "E02000001",
                                       .point = point_of(i)});
    }
}

using Agencies = std::map<std::string_view, Id<agencies::Agency>>;

void add_school(db::Writer& writer, const profiles::Profile& profile, const TownSchool& school, Agencies& added) {
    agencies::save_school(writer, builder,
                          {.urn = std::string(school.urn),
                           .name = std::string(school.name),
                           .phase = std::string(school.phase),
                           .type = "Community school",
                           .council_number = profile.council.education.value.value_or(""),
                           .council_name = profile.council.area,
                           .number_in_council = {},
                           .pupils = {},
                           .point = point_of(school.place),
                           .lsoa = "E01000001"});
    if (school.telephone.empty()) return;
    auto agency = agencies::find_agency(writer, agencies::find_school(writer, school.urn)->agency).value();
    agency.details.telephone = std::string(school.telephone);
    agency.details.agreement_from = writer.now().day() - 30;
    agencies::change_agency(writer, builder, agency.id, agency.version, agency.details).value();
    added[school.name] = agency.id;
}

Agencies add_agencies(db::Writer& writer, const profiles::Profile& profile) {
    Agencies added;
    for (const auto& agency : town_agencies) {
        const agencies::AgencyDetails details{.name = std::string(agency.name),
                                              .kind = std::string(agency.kind),
                                              .host = agency.name == host_name,
                                              .telephone = std::string(agency.telephone),
                                              .agreement_from = writer.now().day() - 30};
        added[agency.name] = agencies::add_agency(writer, builder, details).value().id;
    }
    for (const auto& school : town_schools)
        add_school(writer, profile, school, added);
    agencies::add_team(writer, builder, added.at(host_name), {.name = "First contact team"}).value();
    agencies::add_team(writer, builder, added.at(host_name), {.name = "Family team"}).value();
    return added;
}

Id<access::Posting> add_worker(db::Writer& writer, const Cipher& cipher, const Worker& worker,
                               Id<agencies::Agency> agency, const std::optional<access::HashedPassword>& password) {
    const auto user = access::add_user(writer, builder, {std::string(worker.name), std::string(worker.email)}).value();
    if (password) access::set_password(writer, builder, user, *password, true);
    access::install_second_factor(writer, cipher, user, town_seed(worker.email));
    return access::add_posting(writer, builder,
                               {.user = user,
                                .agency = agency,
                                .role = worker.role,
                                .from = writer.now() - days_ms,
                                .to = writer.now() + 360 * days_ms})
        .value();
}

people::NewPerson described(const TownPerson& person, const TownFamily& family, bool first) {
    const auto born = people::PartDay::from_parts(person.year, person.month, person.day, "AAA");
    people::NewPerson described{
        .name = {std::string(person.given), std::string(person.family)},
        .birth = people::Birth::on(*born),
        .details = {.sex = person.sex},
        .address = people::Address{.lines = std::string(family.lines), .postcode = std::string(family.postcode)},
        .source = "the family"};
    if (first) {
        described.contacts.push_back({people::ContactKind::telephone, std::string(family.telephone)});
        described.safe_contact = {.how = "Phone before 3pm", .avoid = "Do not leave messages"};
    }
    return described;
}

void add_family(db::Writer& writer, const access::Viewer& viewer, const TownFamily& family) {
    std::map<std::string_view, Id<people::Person>> people;
    std::vector<Id<people::Person>> members;
    for (const auto& person : family.people) {
        const auto added = people::add_person(writer, viewer, described(person, family, members.empty()));
        people[person.given] = added.id;
        members.push_back(added.id);
    }
    families::add_family(writer, viewer, family.name, members, "the family");
    for (const auto& tie : family.ties) {
        families::Relationship relationship;
        relationship.person = people.at(tie.person);
        relationship.other = people.at(tie.other);
        relationship.code = tie.code;
        relationship.looks_after = tie.code == "MTH";
        relationship.source = "the family";
        families::record_relationship(writer, viewer, relationship).value();
    }
}

} // namespace

std::span<const Worker> workers() {
    return town_workers;
}

std::string number_of_school(std::string_view name) {
    for (const auto& school : town_schools)
        if (school.name == name) return std::string(school.urn);
    return "";
}

std::string town_seed(std::string_view email) {
    const auto digest = hmac_sha256("Northbridge", email);
    return {digest.begin(), digest.begin() + 20};
}

void build_town(db::Database& database, const Cipher& cipher, Passwords passwords) {
    std::optional<access::HashedPassword> password;
    if (passwords == Passwords::set) password = access::hashed(town_password);
    database.write([&](db::Writer& writer) {
        const auto profile = profiles::current(writer);
        lay_out_places(writer, *profile);
        const auto agencies = add_agencies(writer, *profile);
        std::map<std::string_view, Id<access::Posting>> postings;
        for (const auto& worker : town_workers)
            postings[worker.key] = add_worker(writer, cipher, worker, agencies.at(worker.agency), password);
        const auto sam = access::viewer_in(writer, postings.at("sam"), writer.now(), "demo town");
        for (const auto& family : town_families())
            add_family(writer, sam.value(), family);
    });
}

bool has_town(db::Database& database) {
    return database.reading(
        [](db::Reader& reader) { return access::find_user_by_email(reader, town_workers.front().email).has_value(); });
}

} // namespace kith::app
