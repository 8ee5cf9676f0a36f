#include "agencies/team_store.h"

#include "base/text.h"
#include "db/database.h"
#include "db/unused_reference.h"
#include "history/record.h"

namespace kith::agencies {

namespace {

Team to_team(const db::Row& row) {
    return {.id = row.id<Team>("id"),
            .reference = row.reference("reference"),
            .agency = row.id<Agency>("agency_id"),
            .details = {.name = row.text("name"), .telephone = row.text("telephone")},
            .ended_at = row.optional_instant("ended_at"),
            .version = row.integer("version")};
}

constexpr db::Sql team_of_id = R"sql(
    select id, reference, agency_id, name, telephone, ended_at, version
      from teams
     where id = :id
)sql";

constexpr db::Sql team_of_reference = R"sql(
    select id, reference, agency_id, name, telephone, ended_at, version
      from teams
     where reference = :reference
)sql";

constexpr db::Sql teams_of_agency = R"sql(
    select id, reference, agency_id, name, telephone, ended_at, version
      from teams
     where agency_id = :agency
     order by case when ended_at is null then 0 else 1 end, name, id
)sql";

constexpr db::Sql teams_of_the_council = R"sql(
    select t.id, t.reference, t.agency_id, t.name, t.telephone, t.ended_at, t.version
      from teams t
      join agencies a on a.id = t.agency_id
     where t.ended_at is null
       and a.ended_at is null
       and a.host
     order by t.name, t.id
)sql";

constexpr db::Sql localities_of_team = R"sql(
    select locality
      from team_localities
     where team_id = :team
     order by locality
)sql";

constexpr db::Sql team_reference_is_taken = R"sql(
    select 1 as taken
      from teams
     where reference = :reference
)sql";

constexpr db::Sql insert_team = R"sql(
    insert into teams (id, reference, agency_id, name, telephone, created_at, version)
    values (:id, :reference, :agency, :name, :telephone, :now, 1)
)sql";

constexpr db::Sql update_team = R"sql(
    update teams
       set name = :name, telephone = :telephone, version = version + 1
     where id = :id
       and version = :version
       and ended_at is null
)sql";

constexpr db::Sql end_of_team = R"sql(
    update teams
       set ended_at = :now, version = version + 1
     where id = :id
       and version = :version
       and ended_at is null
)sql";

constexpr db::Sql forget_localities = R"sql(
    delete from team_localities
     where team_id = :team
)sql";

constexpr db::Sql add_locality = R"sql(
    insert into team_localities (team_id, locality)
    values (:team, :locality)
    on conflict do nothing
)sql";

Team with_localities(db::Reader& reader, Team team) {
    team.details.localities =
        reader.all(localities_of_team, {{"team", team.id}}, [](const db::Row& row) { return row.text("locality"); });
    return team;
}

std::optional<Team> with_localities(db::Reader& reader, std::optional<Team> team) {
    if (team) team = with_localities(reader, std::move(*team));
    return team;
}

void put_localities(db::Writer& writer, Id<Team> team, const std::vector<std::string>& localities) {
    writer.run(forget_localities, {{"team", team}});
    for (const auto& locality : localities)
        writer.run(add_locality, {{"team", team}, {"locality", locality}});
}

void tell(db::Writer& writer, const history::Actor& actor, const Team& team, std::string action) {
    history::record(writer, actor,
                    {.action = std::move(action),
                     .subjects = {{"team", std::string(team.id.text())}, {"agency", std::string(team.agency.text())}},
                     .particulars = fmt::format("{}; telephone {}; localities {}", team.details.name,
                                                team.details.telephone, listed(team.details.localities))});
}

const Problem same_name{"name", "same_name", "There is a team of this name already"};

// Where work is given, names alone tell teams apart. That of a team that has ended may be given again.
bool is_taken(db::Reader& reader, Id<Agency> agency, std::string_view name, Id<Team> but = {}) {
    const auto teams = reader.all(teams_of_agency, {{"agency", agency}}, to_team);
    return std::any_of(teams.begin(), teams.end(), [&](const Team& each) {
        return !each.ended_at && each.id != but && folded(each.name()) == folded(name);
    });
}

} // namespace

std::optional<Team> find_team(db::Reader& reader, Id<Team> id) {
    return with_localities(reader, reader.one(team_of_id, {{"id", id}}, to_team));
}

std::optional<Team> find_team(db::Reader& reader, const Reference& reference) {
    return with_localities(reader, reader.one(team_of_reference, {{"reference", reference}}, to_team));
}

std::vector<Team> teams_of(db::Reader& reader, Id<Agency> agency) {
    auto teams = reader.all(teams_of_agency, {{"agency", agency}}, to_team);
    for (auto& team : teams)
        team = with_localities(reader, std::move(team));
    return teams;
}

std::vector<Team> council_teams(db::Reader& reader) {
    auto teams = reader.all(teams_of_the_council, {}, to_team);
    for (auto& team : teams)
        team = with_localities(reader, std::move(team));
    return teams;
}

Result<Team> add_team(db::Writer& writer, const history::Actor& actor, Id<Agency> agency, const TeamDetails& details) {
    if (is_taken(writer, agency, details.name)) return same_name;
    const Team team{.id = Id<Team>::make(writer.now(), writer.random()),
                    .reference = db::unused_reference(writer, team_reference_is_taken),
                    .agency = agency,
                    .details = details,
                    .ended_at = {},
                    .version = 1};
    writer.run(insert_team, {{"id", team.id},
                             {"reference", team.reference},
                             {"agency", agency},
                             {"name", details.name},
                             {"telephone", details.telephone},
                             {"now", writer.now()}});
    put_localities(writer, team.id, details.localities);
    tell(writer, actor, team, "team.added");
    return team;
}

Result<Team> change_team(db::Writer& writer, const history::Actor& actor, Id<Team> id, std::int64_t version,
                         const TeamDetails& details) {
    const auto before = find_team(writer, id);
    if (before && !before->ended_at && before->version == version && is_taken(writer, before->agency, details.name, id))
        return same_name;
    if (writer.run(update_team,
                   {{"id", id}, {"version", version}, {"name", details.name}, {"telephone", details.telephone}}) == 0)
        return changed_meanwhile;
    put_localities(writer, id, details.localities);
    const auto team = find_team(writer, id).value();
    tell(writer, actor, team, "team.changed");
    return team;
}

Result<Team> end_team(db::Writer& writer, const history::Actor& actor, Id<Team> id, std::int64_t version) {
    if (writer.run(end_of_team, {{"id", id}, {"version", version}, {"now", writer.now()}}) == 0)
        return changed_meanwhile;
    const auto team = find_team(writer, id).value();
    tell(writer, actor, team, "team.ended");
    return team;
}

} // namespace kith::agencies
