#include "access/users.h"

#include "access/register.h"
#include "access/renewal.h"
#include "access/session.h"
#include "access/session_store.h"
#include "base/email.h"
#include "base/text.h"
#include "db/database.h"
#include "db/unused_reference.h"

namespace kith::access {

namespace {

history::Subject subject(Id<User> user) {
    return {"user", std::string(user.text())};
}

history::Subject subject(Id<Posting> posting) {
    return {"posting", std::string(posting.text())};
}

constexpr db::Sql user_reference_is_taken = R"sql(
    select 1 as taken
      from users
     where reference = :reference
)sql";

constexpr db::Sql add_user_row = R"sql(
    insert into users (id, reference, name, email, created_at)
    values (:id, :reference, :name, :email, :now)
)sql";

constexpr db::Sql add_identity = R"sql(
    insert into identities (issuer, subject, user_id)
    values ('kith', :email, :user)
)sql";

constexpr db::Sql user_by_id = R"sql(
    select id, reference, name, email, person_id, created_at, ended_at
    from users
    where id = :id
)sql";

constexpr db::Sql user_by_reference = R"sql(
    select id, reference, name, email, person_id, created_at, ended_at
    from users
    where reference = :reference
)sql";

constexpr db::Sql user_by_email = R"sql(
    select id, reference, name, email, person_id, created_at, ended_at
    from users
    where email = :email
)sql";

constexpr db::Sql users_of_agency = R"sql(
    select id, reference, name, email, person_id, created_at, ended_at
    from users u
    where exists (select 1
                  from postings p
                  where p.user_id = u.id
                  and p.agency_id = :agency)
    order by name, id
)sql";

constexpr db::Sql all_users = R"sql(
    select id, reference, name, email, person_id, created_at, ended_at
    from users
    order by name, id
)sql";

User to_user(const db::Row& row) {
    return {.id = row.id<User>("id"),
            .reference = row.reference("reference"),
            .name = row.text("name"),
            .email = row.text("email"),
            .person = row.id<people::Person>("person_id"),
            .created_at = row.instant("created_at"),
            .ended_at = row.optional_instant("ended_at")};
}

} // namespace

std::optional<User> find_user(db::Reader& reader, Id<User> user) {
    return reader.one(user_by_id, {{"id", user}}, to_user);
}

std::optional<User> find_user(db::Reader& reader, const Reference& reference) {
    return reader.one(user_by_reference, {{"reference", reference}}, to_user);
}

std::optional<User> find_user_by_email(db::Reader& reader, std::string_view email) {
    const std::string address = folded_email(email);
    return reader.one(user_by_email, {{"email", address}}, to_user);
}

std::vector<User> users_of(db::Reader& reader, std::optional<Id<agencies::Agency>> agency) {
    if (!agency) return reader.all(all_users, {}, to_user);
    return reader.all(users_of_agency, {{"agency", *agency}}, to_user);
}

Problems problems_with(db::Reader& reader, const NewUser& user) {
    const std::string email = folded_email(user.email);
    Problems problems;
    if (trimmed(user.name).empty()) problems.push_back({"name", "name.missing", "Enter the user's name"});
    if (!is_email_address(email))
        problems.push_back({"email", "email.wrong", "Enter an email address, like name@example.org"});
    else if (find_user_by_email(reader, email))
        problems.push_back({"email", "email.taken", "There is a user with this email address already"});
    return problems;
}

Result<Id<User>> add_user(db::Writer& writer, const history::Actor& actor, const NewUser& user) {
    if (auto problems = problems_with(writer, user); !problems.empty()) return problems;

    const std::string email = folded_email(user.email);
    const auto id = Id<User>::make(writer.now(), writer.random());
    writer.run(add_user_row, {{"id", id},
                              {"reference", db::unused_reference(writer, user_reference_is_taken)},
                              {"name", trimmed(user.name)},
                              {"email", email},
                              {"now", writer.now()}});
    writer.run(add_identity, {{"email", email}, {"user", id}});
    history::record(writer, actor, {.action = "user.added", .subjects = {subject(id)}});
    return id;
}

namespace {

constexpr db::Sql set_ended = R"sql(
    update users
    set ended_at = :now
    where id = :user
    and ended_at is null
)sql";

constexpr db::Sql set_person = R"sql(
    update users
    set person_id = :person
    where id = :user
)sql";

} // namespace

void end_user(db::Writer& writer, const history::Actor& actor, Id<User> user) {
    if (writer.run(set_ended, {{"user", user}, {"now", writer.now()}}) == 0) return;
    history::record(writer, actor, {.action = "user.ended", .subjects = {subject(user)}});
    for (const Posting& posting : postings_of(writer, user))
        if (writer.now() < posting.to) end_posting(writer, actor, posting.id);
    end_sessions_of(writer, actor, user);
}

void set_own_person(db::Writer& writer, const history::Actor& actor, Id<User> user, Id<people::Person> person) {
    writer.run(set_person, {{"user", user}, {"person", person}});
    bar(writer, user, {}, person);
    history::record(writer, actor,
                    {.action = "user.person-set", .subjects = {subject(user), {"person", std::string(person.text())}}});
}

namespace {

constexpr db::Sql agency_is_host = R"sql(
    select host
    from agency_terms
    where agency_id = :agency
)sql";

constexpr db::Sql posting_reference_is_taken = R"sql(
    select 1 as taken
      from postings
     where reference = :reference
)sql";

constexpr db::Sql add_posting_row = R"sql(
    insert into postings (id, reference, user_id, agency_id, role, starts_at, ends_at)
    values (:id, :reference, :user, :agency, :role, :from, :to)
)sql";

constexpr db::Sql add_locality = R"sql(
    insert into posting_localities (posting_id, locality)
    values (:posting, :locality)
    on conflict do nothing
)sql";

constexpr db::Sql localities_of_posting = R"sql(
    select locality
    from posting_localities
    where posting_id = :posting
    order by locality
)sql";

constexpr db::Sql posting_by_id = R"sql(
    select id, reference, user_id, agency_id, role, starts_at, ends_at
    from postings
    where id = :id
)sql";

constexpr db::Sql posting_by_reference = R"sql(
    select id, reference, user_id, agency_id, role, starts_at, ends_at
    from postings
    where reference = :reference
)sql";

constexpr db::Sql postings_of_user = R"sql(
    select id, reference, user_id, agency_id, role, starts_at, ends_at
    from postings
    where user_id = :user
    order by starts_at desc, id desc
)sql";

// A posting granted for later is never in force once it is ended: it shrinks to nothing at its beginning.
constexpr db::Sql cut_posting = R"sql(
    update postings
    set ends_at = case when starts_at > :now then starts_at else :now end
    where id = :posting
    and ends_at > :now
)sql";

std::vector<std::string> localities_of(db::Reader& reader, Id<Posting> posting) {
    return reader.all(localities_of_posting, {{"posting", posting}},
                      [](const db::Row& row) { return row.text("locality"); });
}

Posting to_posting(const db::Row& row) {
    const auto role = to_role(row.text("role"));
    if (!role) throw db::Fault(db::Fault::Kind::other, "a posting has a role that is none");
    return {.id = row.id<Posting>("id"),
            .reference = row.reference("reference"),
            .user = row.id<User>("user_id"),
            .agency = row.id<agencies::Agency>("agency_id"),
            .role = *role,
            .localities = {},
            .from = row.instant("starts_at"),
            .to = row.instant("ends_at")};
}

std::optional<Posting> with_localities(db::Reader& reader, std::optional<Posting> posting) {
    if (posting) posting->localities = localities_of(reader, posting->id);
    return posting;
}

bool fits_agency(Role role, bool of_host) {
    switch (role) {
    case Role::partner:
        return !of_host;
    case Role::agency_administrator:
        return true;
    default:
        return of_host;
    }
}

Problems problems_of(db::Reader& reader, const NewPosting& posting) {
    Problems problems;
    if (posting.to <= posting.from)
        problems.push_back({"to", "to.order", "The last day must be after the first"});
    else if (posting.to - posting.from > longest_posting)
        problems.push_back({"to", "to.too-late", "A posting lasts 12 months at most, and can then be renewed"});
    const auto of_host =
        reader.one(agency_is_host, {{"agency", posting.agency}}, [](const db::Row& row) { return row.flag("host"); });
    if (!of_host)
        problems.push_back({"agency", "agency.unknown", "Choose an agency"});
    else if (!fits_agency(posting.role, *of_host))
        problems.push_back({"role", "role.agency", "Nobody can have this role in this agency"});
    return problems;
}

} // namespace

Result<Id<Posting>> add_posting(db::Writer& writer, const history::Actor& actor, const NewPosting& posting) {
    if (auto problems = problems_of(writer, posting); !problems.empty()) return problems;
    const auto id = Id<Posting>::make(writer.now(), writer.random());
    writer.run(add_posting_row, {{"id", id},
                                 {"reference", db::unused_reference(writer, posting_reference_is_taken)},
                                 {"user", posting.user},
                                 {"agency", posting.agency},
                                 {"role", code(posting.role)},
                                 {"from", posting.from},
                                 {"to", posting.to}});
    for (const std::string& locality : posting.localities)
        writer.run(add_locality, {{"posting", id}, {"locality", locality}});
    history::record(writer, actor,
                    {.action = "posting.granted",
                     .subjects = {subject(posting.user), subject(id), {"agency", std::string(posting.agency.text())}}});
    return id;
}

void end_posting(db::Writer& writer, const history::Actor& actor, Id<Posting> posting) {
    const auto ended = find_posting(writer, posting);
    if (!ended || writer.run(cut_posting, {{"posting", posting}, {"now", writer.now()}}) == 0) return;
    end_sessions_in(writer, posting);
    history::record(writer, actor, {.action = "posting.ended", .subjects = {subject(ended->user), subject(posting)}});
}

std::optional<Posting> find_posting(db::Reader& reader, Id<Posting> posting) {
    return with_localities(reader, reader.one(posting_by_id, {{"id", posting}}, to_posting));
}

std::optional<Posting> find_posting(db::Reader& reader, const Reference& reference) {
    return with_localities(reader, reader.one(posting_by_reference, {{"reference", reference}}, to_posting));
}

namespace {

constexpr db::Sql worker_in_posting = R"sql(
    select u.name, t.confidential, p.agency_id
    from postings p
    join users u on u.id = p.user_id
    join agency_terms t on t.agency_id = p.agency_id
    where p.id = :posting
)sql";

} // namespace

std::string worker_known_as(db::Reader& reader, const Viewer& viewer, Id<Posting> posting) {
    return reader
        .one(worker_in_posting, {{"posting", posting}},
             [&](const db::Row& row) -> std::string {
                 const bool nameless = row.flag("confidential") && row.text("agency_id") != viewer.agency.text();
                 return nameless ? "a support service" : row.text("name");
             })
        .value_or("");
}

std::vector<Posting> postings_of(db::Reader& reader, Id<User> user) {
    auto postings = reader.all(postings_of_user, {{"user", user}}, to_posting);
    for (Posting& posting : postings)
        posting.localities = localities_of(reader, posting.id);
    return postings;
}

namespace {

constexpr db::Sql postings_in_force = R"sql(
    select p.id, p.reference, p.user_id, p.agency_id, p.role, p.starts_at, p.ends_at, t.name as agency_name
    from postings p
    join agency_terms t on t.agency_id = p.agency_id
    where p.user_id = :user
    and p.starts_at <= :now
    and p.ends_at > :now
    and t.starts_at <= :now
    and t.ends_at > :now
    order by t.name, p.role, p.id
)sql";

constexpr db::Sql viewer_of_posting = R"sql(
    select p.user_id, p.agency_id, p.role, t.host, t.name as agency_name, u.name, u.person_id
    from postings p
    join agency_terms t on t.agency_id = p.agency_id
    join users u on u.id = p.user_id
    where p.id = :posting
    and u.ended_at is null
    and p.starts_at <= :now
    and p.ends_at > :now
    and t.starts_at <= :now
    and t.ends_at > :now
)sql";

} // namespace

std::vector<Choice> postings_to_choose(db::Reader& reader, Id<User> user, Instant now) {
    auto choices = reader.all(postings_in_force, {{"user", user}, {"now", now}}, [](const db::Row& row) {
        return Choice{to_posting(row), row.text("agency_name")};
    });
    for (Choice& choice : choices)
        choice.posting.localities = localities_of(reader, choice.posting.id);
    return choices;
}

std::optional<Viewer> viewer_in(db::Reader& reader, Id<Posting> posting, Instant now, std::string request) {
    auto viewer = reader.one(viewer_of_posting, {{"posting", posting}, {"now", now}}, [&](const db::Row& row) {
        return Viewer{.user = row.id<User>("user_id"),
                      .posting = posting,
                      .agency = row.id<agencies::Agency>("agency_id"),
                      .role = to_role(row.text("role")).value(),
                      .localities = {},
                      .host_agency = row.flag("host"),
                      .person = row.id<people::Person>("person_id"),
                      .name = row.text("name"),
                      .agency_name = row.text("agency_name"),
                      .request = request};
    });
    if (viewer) viewer->localities = localities_of(reader, posting);
    return viewer;
}

} // namespace kith::access
