#include "access/register.h"
#include "access/users.h"
#include "base/text.h"
#include "db/database.h"
#include "protection/decision_row.h"
#include "protection/protection_store.h"

namespace kith::protection {

namespace {

using access::Action;

// Who works, or worked, for a confidential agency has no name here, but for their own colleagues: the bar tells that
// such an agency knows the family.
constexpr db::Sql bars_in_force = R"sql(
    select b.id, b.connection, b.sealed_note, b.made_at, m.name as made_by, p.user_id = b.user_id as declared,
           case when exists (select 1
                             from postings x
                             join agency_terms t on t.agency_id = x.agency_id
                             where x.user_id = b.user_id
                             and t.confidential = true)
                 and not exists (select 1
                                 from postings x
                                 where x.user_id = b.user_id
                                 and x.agency_id = :agency)
                then '' else u.name end as user_name
    from bars b
    join users u on u.id = b.user_id
    join postings p on p.id = b.made_by_id
    join users m on m.id = p.user_id
    where b.resource_id = :resource
    and b.ended_at is null
    order by b.made_at, b.id
)sql";

constexpr db::Sql bar_that_stands = R"sql(
    select id
    from bars
    where resource_id = :resource
    and user_id = :user
    and ended_at is null
)sql";

constexpr db::Sql add_bar = R"sql(
    insert into bars (id, resource_id, user_id, connection, sealed_note, made_at, made_by_id)
    values (:id, :resource, :user, :connection, :note, :now, :by)
)sql";

// Whether or not whoever decides sees them, and those too who have left: a bar must leave no way round.
constexpr db::Sql everybody_it_is_about = R"sql(
    select person_id
    from resource_persons
    where resource_id = :resource
)sql";

constexpr db::Sql add_bar_person = R"sql(
    insert into bar_persons (bar_id, person_id)
    values (:bar, :person)
)sql";

constexpr db::Sql user_who_is_barred = R"sql(
    select user_id
    from bars
    where id = :bar
    and resource_id = :resource
    and ended_at is null
)sql";

constexpr db::Sql set_ended = R"sql(
    update bars
    set ended_at = :now,
        ended_by_id = :by,
        sealed_end_reason = :reason
    where id = :bar
    and ended_at is null
)sql";

// Those of whom no other bar keeps the user.
constexpr db::Sql persons_let_go = R"sql(
    select p.person_id
    from bar_persons p
    where p.bar_id = :bar
    and not exists (select 1
                    from bar_persons q
                    join bars b on b.id = q.bar_id
                    where q.person_id = p.person_id
                    and b.user_id = :user
                    and b.id <> :bar
                    and b.ended_at is null)
)sql";

constexpr db::Sql block_that_stands = R"sql(
    select id
    from blocks
    where user_id = :user
    and about_id = :person
    and lifted_at is null
)sql";

void tell_of_bar(db::Writer& writer, const access::Viewer& viewer, const Record& record, const char* action,
                 Id<access::User> user) {
    history::record(writer, viewer.actor(), {action, {subject_of(record), {"user", std::string(user.text())}}});
}

} // namespace

Result<Done> bar(db::Writer& writer, const access::Viewer& viewer, const Record& record, const NewBar& bar) {
    const bool oneself = bar.user == viewer.user;
    require(writer, viewer, oneself ? Action::bar_oneself : Action::manage_access, record);
    if (!find_connection(bar.connection)) return Problem{"connection", "missing", "Choose how they know the family"};
    if (writer.exists(bar_that_stands, {{"resource", record.id}, {"user", bar.user}})) return Done{};

    const auto id = Id<Bar>::make(writer.now(), writer.random());
    const auto note = sealed_words(writer, trimmed(bar.note), id.text());
    writer.run(add_bar, {{"id", id},
                         {"resource", record.id},
                         {"user", bar.user},
                         {"connection", bar.connection},
                         {"note", db::Blob{note}},
                         {"now", writer.now()},
                         {"by", viewer.posting}});
    const auto persons = writer.all(everybody_it_is_about, {{"resource", record.id}},
                                    [](const db::Row& row) { return row.id<people::Person>("person_id"); });
    for (const auto& person : persons) {
        writer.run(add_bar_person, {{"bar", id}, {"person", person}});
        if (!writer.exists(block_that_stands, {{"user", bar.user}, {"person", person}}))
            access::bar(writer, bar.user, {}, person);
    }
    tell_of_bar(writer, viewer, record, oneself ? "bar.declared" : "bar.made", bar.user);
    return Done{};
}

Result<Done> end_bar(db::Writer& writer, const access::Viewer& viewer, const Record& record, Id<Bar> bar,
                     std::string_view reason) {
    require(writer, viewer, Action::manage_access, record);
    const auto user = writer.one(user_who_is_barred, {{"bar", bar}, {"resource", record.id}},
                                 [](const db::Row& row) { return row.id<access::User>("user_id"); });
    if (!user) return changed_meanwhile();
    if (trimmed(reason).empty()) return Problem{"reason", "missing", "Say why they may see it again"};

    const auto persons = writer.all(persons_let_go, {{"bar", bar}, {"user", *user}},
                                    [](const db::Row& row) { return row.id<people::Person>("person_id"); });
    const auto sealed = sealed_words(writer, trimmed(reason), bar.text());
    writer.run(set_ended, {{"bar", bar}, {"now", writer.now()}, {"by", viewer.posting}, {"reason", db::Blob{sealed}}});
    for (const auto& person : persons)
        access::lift_block(writer, *user, {}, person);
    tell_of_bar(writer, viewer, record, "bar.ended", *user);
    return Done{};
}

std::vector<Bar> bars_of(db::Reader& reader, const access::Viewer& viewer, std::string_view resource) {
    return reader.all(bars_in_force, {{"resource", resource}, {"agency", viewer.agency}}, [&](const db::Row& row) {
        return Bar{.id = row.id<Bar>("id"),
                   .user_name = row.text("user_name"),
                   .connection = row.text("connection"),
                   .note = opened_words(reader, row.blob("sealed_note"), row.text("id")),
                   .made_at = row.instant("made_at"),
                   .made_by = row.text("made_by"),
                   .declared = row.flag("declared")};
    });
}

} // namespace kith::protection
