#include "episodes/episode_store.h"

#include "access/register.h"
#include "db/database.h"
#include "db/of_many.h"
#include "db/unused_reference.h"
#include "families/family.h"

namespace kith::episodes {

namespace {

const Problem changed_meanwhile{"", "changed_meanwhile",
                                "Somebody has changed this meanwhile. Look at it again before you save"};

Episode to_episode(const db::Row& row) {
    return {.id = row.id<Episode>("id"),
            .reference = row.reference("reference"),
            .family = row.id<families::Family>("family_id"),
            .follows = row.id<Episode>("follows_id"),
            .opened_at = row.instant("opened_at"),
            .closed_at = row.optional_instant("closed_at"),
            .state = to_state(row.text("state")).value_or(State::allocated),
            .level = row.text("level"),
            .agreed = row.flag("agreed"),
            .agency = row.id<agencies::Agency>("agency_id"),
            .team = row.id<agencies::Team>("team_id"),
            .offer = row.text("offer"),
            .lead = row.id<access::Posting>("lead_posting_id"),
            .beside = row.flag("beside"),
            .version = row.integer("version")};
}

SeenEpisode to_seen(const db::Row& row) {
    const bool leads = row.flag("leads_now");
    return {.episode = to_episode(row),
            .family = row.reference("family_reference"),
            .family_name = row.text("family_name"),
            .lead_name = leads ? row.text("lead_name") : std::string(),
            .lead_email = leads ? row.text("lead_email") : std::string(),
            .led_before = leads ? std::string() : row.text("lead_name"),
            .left_at = leads ? std::nullopt : row.optional_instant("left_at"),
            .agency_name = row.text("agency_name"),
            .team_name = row.text("team_name"),
            .telephone = row.text("telephone"),
            .is_confidential = row.flag("is_confidential"),
            .is_answered_for = row.flag("is_answered_for"),
            .led_since = row.optional_instant("led_since"),
            .agreed_at = row.optional_instant("agreed_at")};
}

constexpr db::Sql telephone_of_the_front_door = R"sql(
    select telephone
      from agencies
     where host = true
)sql";

void hide_the_agency(db::Reader& reader, SeenEpisode& seen) {
    seen.agency_name = support_service;
    for (auto* each : {&seen.team_name, &seen.lead_name, &seen.lead_email, &seen.led_before})
        each->clear();
    seen.telephone =
        reader.one(telephone_of_the_front_door, {}, [](const db::Row& row) { return row.text("telephone"); })
            .value_or("");
}

// What an index-level viewer may not know never leaves the store.
SeenEpisode as_allowed(db::Reader& reader, SeenEpisode seen, const access::Decision& decision) {
    seen.decision = decision;
    if (seen.shows_content()) return seen;

    if (seen.is_confidential) hide_the_agency(reader, seen);

    seen.family_name.clear();
    seen.episode.level.clear();
    seen.episode.offer.clear();
    seen.episode.agreed = false;
    seen.agreed_at.reset();
    seen.episode.state = seen.episode.is_open() ? State::allocated : State::closed;
    return seen;
}

// With who leads (nobody, when their posting is out of date), who did before, which agency and team help and whom to
// ring, and since when: `led_since` while somebody leads, `agreed_at` once the family has agreed.
constexpr db::Sql episodes_with_ids = R"sql(
    select e.id, e.reference, e.family_id, e.follows_id, e.opened_at, e.closed_at, e.state, e.level, e.agreed,
           e.agency_id, e.team_id, e.offer, e.lead_posting_id, e.beside, e.version,
           f.reference as family_reference,
           (select n.name
              from family_names n
             where n.family_id = e.family_id
             order by n.number desc
             limit 1) as family_name,
           u.name as lead_name, u.email as lead_email,
           exists (select 1
                     from standing l
                    where l.posting_id = p.id
                      and l.starts_at <= :now
                      and l.ends_at > :now) as leads_now,
           case when p.ends_at <= :now then p.ends_at end as left_at,
           a.name as agency_name,
           t.name as team_name,
           case when t.telephone <> '' then t.telephone else a.telephone end as telephone,
           a.confidential as is_confidential,
           exists (select 1
                     from involvements i
                     join standing y on y.posting_id = i.posting_id
                    where i.case_id = e.id
                      and i.agency_id = e.agency_id
                      and i.ends_at > :now
                      and y.starts_at <= :now
                      and y.ends_at > :now) as is_answered_for,
           (select d.from_at
              from episode_leads d
             where d.episode_id = e.id
               and d.to_at is null) as led_since,
           case when e.agreed then coalesce((select min(g.recorded_at)
                                               from episode_agreements g
                                              where g.episode_id = e.id), e.opened_at) end as agreed_at
      from episodes e
      join families f on f.id = e.family_id
      join agencies a on a.id = e.agency_id
      left join teams t on t.id = e.team_id
      left join postings p on p.id = e.lead_posting_id
      left join users u on u.id = p.user_id
     where e.id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                    :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
)sql";

constexpr db::Sql id_of_reference = R"sql(
    select id
      from episodes
     where reference = :reference
)sql";

constexpr db::Sql ids_of_the_familys_episodes = R"sql(
    select e.id
      from episodes e
     where e.family_id = :family
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now)
     order by e.opened_at desc, e.id desc
)sql";

Id<Episode> to_id(const db::Row& row) {
    return row.id<Episode>("id");
}

} // namespace

std::optional<SeenEpisode> find_episode(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                        Instant now) {
    const auto id = reader.one(id_of_reference, {{"reference", reference}}, to_id);
    return id ? find_episode(reader, viewer, *id, now) : std::nullopt;
}

std::optional<SeenEpisode> find_episode(db::Reader& reader, const access::Viewer& viewer, Id<Episode> id, Instant now) {
    auto seen = find_episodes(reader, viewer, {id}, now);
    return seen.empty() ? std::nullopt : std::optional(std::move(seen.front()));
}

std::vector<SeenEpisode> find_episodes(db::Reader& reader, const access::Viewer& viewer,
                                       const std::vector<Id<Episode>>& ids, Instant now) {
    std::vector<std::string_view> texts;
    for (const auto& id : ids)
        texts.push_back(id.text());
    std::map<Id<Episode>, SeenEpisode> found;
    db::for_each_of(reader, episodes_with_ids, texts, {{"now", now}},
                    [&](const db::Row& row) { found.emplace(row.id<Episode>("id"), to_seen(row)); });
    const auto rights = access::rights_to_each(reader, viewer, texts, now);
    std::vector<SeenEpisode> all;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto decision = rights[i].to(access::Action::read_episode);
        const auto at = found.find(ids[i]);
        if (at == found.end() || decision.effect == access::Effect::hidden) continue;
        all.push_back(as_allowed(reader, at->second, decision));
    }
    return all;
}

std::vector<SeenEpisode> episodes_of(db::Reader& reader, const access::Viewer& viewer, Id<families::Family> family,
                                     Instant now) {
    const auto ids =
        reader.all(ids_of_the_familys_episodes, {{"family", family}, {"posting", viewer.posting}, {"now", now}}, to_id);
    return find_episodes(reader, viewer, ids, now);
}

namespace {

constexpr db::Sql who_works_there_and_leads = R"sql(
    select p.id, u.name, u.email
      from postings p
      join users u on u.id = p.user_id
     where p.agency_id = :agency
       and p.role in ('partner', 'early_help_worker', 'team_manager')
       and p.starts_at <= :now
       and p.ends_at > :now
       and u.ended_at is null
     order by u.name, p.id
)sql";

} // namespace

std::vector<PossibleLead> people_who_can_lead(db::Reader& reader, Id<agencies::Agency> agency, Instant now) {
    auto all = reader.all(who_works_there_and_leads, {{"agency", agency}, {"now", now}}, [](const db::Row& row) {
        return PossibleLead{
            .posting = row.id<access::Posting>("id"), .name = row.text("name"), .email = row.text("email")};
    });
    std::set<std::string> seen; // one line for somebody with two postings
    std::erase_if(all, [&](const PossibleLead& each) { return !seen.insert(each.email).second; });
    return all;
}

namespace {

constexpr db::Sql who_has_the_role_there = R"sql(
    select p.id
      from postings p
      join users u on u.id = p.user_id
     where p.agency_id = :agency
       and p.role = :role
       and p.starts_at <= :now
       and p.ends_at > :now
       and u.ended_at is null
       and (not exists (select 1 from posting_localities l where l.posting_id = p.id)
            or exists (select 1
                         from posting_localities l
                        where l.posting_id = p.id
                          and l.locality = :locality))
     order by p.id
)sql";

} // namespace

std::vector<Id<access::Posting>> people_who_oversee(db::Reader& reader, Id<agencies::Agency> agency,
                                                    std::string_view locality, Instant now) {
    for (const auto role : {access::Role::team_manager, access::Role::early_help_worker}) {
        auto all = reader.all(who_has_the_role_there,
                              {{"agency", agency}, {"role", access::code(role)}, {"locality", locality}, {"now", now}},
                              [](const db::Row& row) { return row.id<access::Posting>("id"); });
        if (!all.empty()) return all;
    }
    return {};
}

namespace {

constexpr db::Sql the_familys_latest_episode = R"sql(
    select id
      from episodes
     where family_id = :family
     order by opened_at desc, id desc
     limit 1
)sql";

constexpr db::Sql reference_is_taken = R"sql(
    select 1 as taken
      from episodes
     where reference = :reference
)sql";

constexpr db::Sql add_episode = R"sql(
    insert into episodes (id, reference, family_id, follows_id, opened_at, state, level, agreed, agency_id, team_id,
                          offer, lead_posting_id, beside)
    values (:id, :reference, :family, :follows, :now, :state, :level, :agreed, :agency, :team, :offer, :lead, :beside)
)sql";

constexpr db::Sql add_state = R"sql(
    insert into episode_states (id, episode_id, state, since, posting_id, reason)
    values (:id, :episode, :state, :now, :posting, :reason)
)sql";

constexpr db::Sql add_lead = R"sql(
    insert into episode_leads (id, episode_id, posting_id, from_at)
    values (:id, :episode, :posting, :now)
)sql";

constexpr db::Sql end_lead = R"sql(
    update episode_leads
       set to_at = :now
     where episode_id = :episode
       and to_at is null
)sql";

constexpr db::Sql set_lead = R"sql(
    update episodes
       set lead_posting_id = :lead,
           version = version + 1
     where id = :id
       and version = :version
)sql";

constexpr db::Sql posting_is_of_the_agency_now = R"sql(
    select id
      from postings
     where id = :posting
       and agency_id = :agency
       and starts_at <= :now
       and ends_at > :now
)sql";

constexpr db::Sql set_state = R"sql(
    update episodes
       set state = :state,
           agreed = :agreed,
           closed_at = :closed,
           version = version + 1
     where id = :id
       and version = :version
)sql";

constexpr db::Sql leads_already = R"sql(
    select id
      from episodes
     where id = :id
       and version = :version
       and lead_posting_id = :lead
)sql";

constexpr db::Sql the_lead_sees_the_help = R"sql(
    select 1 as seen
      from may_see s
     where s.resource_id = :episode
       and s.posting_id = :lead
       and s.starts_at <= :now
       and s.ends_at > :now
       and s.clearance >= 1
)sql";

// Nothing else: the front door, which may record it, does not know the state.
constexpr db::Sql set_agreed = R"sql(
    update episodes
       set agreed = true,
           version = version + 1
     where id = :id
       and version = :version
       and closed_at is null
)sql";

constexpr db::Sql add_agreement = R"sql(
    insert into episode_agreements (id, episode_id, agreed_by, how, agreed_on, leaves_out, wording, recorded_at,
                                    recorded_by_posting_id)
    values (:id, :episode, :by, :how, :on, :leaves_out, :wording, :now, :posting)
)sql";

constexpr db::Sql add_ending = R"sql(
    insert into episode_endings (episode_id, ended_on, reason, label, words, tells_manager, recorded_at,
                                 recorded_by_posting_id)
    values (:episode, :on, :reason, :label, :words, :tells_manager, :now, :posting)
)sql";

constexpr db::Sql the_family_has_agreed = R"sql(
    select id
      from episodes
     where id = :episode
       and agreed = true
)sql";

constexpr db::Sql latest_agreement = R"sql(
    select agreed_by, how, agreed_on, leaves_out, wording
      from episode_agreements
     where episode_id = :episode
     order by recorded_at desc, id desc
     limit 1
)sql";

constexpr db::Sql ending_of_episode = R"sql(
    select ended_on, reason, label, words, tells_manager
      from episode_endings
     where episode_id = :episode
)sql";

constexpr db::Sql who_of_the_agency_is_involved = R"sql(
    select posting_id
      from involvements
     where case_id = :episode
       and agency_id = :agency
       and ends_at > :now
)sql";

std::vector<Id<access::Posting>> people_involved(db::Writer& writer, const Episode& episode) {
    return writer.all(who_of_the_agency_is_involved,
                      {{"episode", episode.id}, {"agency", episode.agency}, {"now", writer.now()}},
                      [](const db::Row& row) { return row.id<access::Posting>("posting_id"); });
}

void record_state(db::Writer& writer, const access::Viewer& viewer, const Episode& episode, std::string_view reason) {
    writer.run(add_state, {{"id", Id<State>::make(writer.now(), writer.random())},
                           {"episode", episode.id},
                           {"state", code(episode.state)},
                           {"now", writer.now()},
                           {"posting", viewer.posting},
                           {"reason", reason}});
}

void record_lead(db::Writer& writer, Id<Episode> episode, Id<access::Posting> lead) {
    writer.run(end_lead, {{"episode", episode}, {"now", writer.now()}});
    writer.run(add_lead, {{"id", Id<Episode>::make(writer.now(), writer.random())},
                          {"episode", episode},
                          {"posting", lead},
                          {"now", writer.now()}});
}

// False when somebody was faster.
bool change(db::Writer& writer, const Episode& episode) {
    return writer.run(set_state, {{"id", episode.id},
                                  {"version", episode.version},
                                  {"state", code(episode.state)},
                                  {"agreed", episode.agreed},
                                  {"closed", episode.closed_at}}) == 1;
}

void tell(db::Writer& writer, const access::Viewer& viewer, std::string_view action, const Episode& episode) {
    history::record(writer, viewer.actor(),
                    {.action = std::string(action), .subjects = {{"episode", std::string(episode.id.text())}}});
}

void tell_access(db::Writer& writer, const Episode& episode, const NewEpisode& opened) {
    const auto id = episode.id.text();
    access::register_resource(
        writer, {.kind = access::Kind::episode, .id = id, .owner = episode.agency, .locality = opened.locality});
    access::add_to_case(writer, episode.family.text(), id);
    for (const auto& person : opened.people)
        help_too(writer, episode.id, person);
    if (!episode.lead.empty()) access::begin_involvement(writer, id, episode.lead, episode.agency, access::Part::leads);
    for (const auto& each : opened.contacts)
        if (episode.lead.empty()) access::begin_involvement(writer, id, each, episode.agency);
}

} // namespace

void help_too(db::Writer& writer, Id<Episode> episode, Id<people::Person> person) {
    access::add_to_case(writer, person.text(), episode.text());
    access::add_about(writer, episode.text(), person);
}

Episode open_episode(db::Writer& writer, const access::Viewer& viewer, const NewEpisode& opened) {
    const auto earlier = writer.one(the_familys_latest_episode, {{"family", opened.family}}, to_id);
    Episode episode{.id = Id<Episode>::make(writer.now(), writer.random()),
                    .reference = db::unused_reference(writer, reference_is_taken),
                    .family = opened.family,
                    .follows = earlier.value_or(Id<Episode>()),
                    .opened_at = writer.now(),
                    .state = first_state(opened.agreed),
                    .level = opened.level,
                    .agreed = opened.agreed,
                    .agency = opened.agency,
                    .team = opened.team,
                    .offer = opened.offer,
                    .lead = opened.lead,
                    .beside = opened.beside};
    writer.run(add_episode, {{"id", episode.id},
                             {"reference", episode.reference},
                             {"family", episode.family},
                             {"follows", episode.follows},
                             {"now", writer.now()},
                             {"state", code(episode.state)},
                             {"level", episode.level},
                             {"agreed", episode.agreed},
                             {"agency", episode.agency},
                             {"team", episode.team},
                             {"offer", episode.offer},
                             {"lead", episode.lead},
                             {"beside", episode.beside}});
    record_state(writer, viewer, episode, "");
    if (!episode.lead.empty()) record_lead(writer, episode.id, episode.lead);
    tell_access(writer, episode, opened);
    history::record(
        writer, viewer.actor(),
        {.action = "episode.opened",
         .subjects = {{"episode", std::string(episode.id.text())}, {"family", std::string(episode.family.text())}}});
    return episode;
}

Result<Done> name_lead(db::Writer& writer, const access::Viewer& viewer, const Episode& seen,
                       Id<access::Posting> lead) {
    if (!writer.exists(posting_is_of_the_agency_now,
                       {{"posting", lead}, {"agency", seen.agency}, {"now", writer.now()}}))
        return Problem{"lead", "not_of_agency", "Choose somebody who works for the agency that helps"};
    if (writer.exists(leads_already, {{"id", seen.id}, {"version", seen.version}, {"lead", lead}})) return Done{};
    if (writer.run(set_lead, {{"id", seen.id}, {"version", seen.version}, {"lead", lead}}) == 0)
        return changed_meanwhile;

    record_lead(writer, seen.id, lead);
    for (const auto& each : people_involved(writer, seen))
        access::end_involvement(writer, seen.id.text(), each, seen.agency);
    access::begin_involvement(writer, seen.id.text(), lead, seen.agency, access::Part::leads);
    if (!writer.exists(the_lead_sees_the_help, {{"episode", seen.id}, {"lead", lead}, {"now", writer.now()}}))
        return Problem{"lead", "would_not_see",
                       "They would not see this help. Choose somebody else, or name them for this family first"};
    history::record(writer, viewer.actor(),
                    {.action = "episode.lead_named",
                     .subjects = {{"episode", std::string(seen.id.text())}, {"posting", std::string(lead.text())}}});
    return Done{};
}

Result<Done> save_state(db::Writer& writer, const access::Viewer& viewer, const Episode& moved) {
    if (!change(writer, moved)) return changed_meanwhile;
    record_state(writer, viewer, moved, "");
    tell(writer, viewer, "episode.moved", moved);
    return Done{};
}

Result<Done> record_agreement(db::Writer& writer, const access::Viewer& viewer, const Episode& agreed,
                              const GivenAgreement& agreement) {
    if (writer.run(set_agreed, {{"id", agreed.id}, {"version", agreed.version}}) == 0) return changed_meanwhile;
    writer.run(add_agreement, {{"id", Id<GivenAgreement>::make(writer.now(), writer.random())},
                               {"episode", agreed.id},
                               {"by", agreement.by},
                               {"how", agreement.how},
                               {"on", agreement.on},
                               {"leaves_out", agreement.leaves_out},
                               {"wording", agreement.version},
                               {"now", writer.now()},
                               {"posting", viewer.posting}});
    tell(writer, viewer, "episode.agreed", agreed);
    return Done{};
}

bool has_agreed(db::Reader& reader, Id<Episode> episode) {
    return reader.exists(the_family_has_agreed, {{"episode", episode}});
}

std::optional<GivenAgreement> find_agreement(db::Reader& reader, Id<Episode> episode) {
    return reader.one(latest_agreement, {{"episode", episode}}, [](const db::Row& row) {
        return GivenAgreement{.by = row.text("agreed_by"),
                              .how = row.text("how"),
                              .on = row.day("agreed_on"),
                              .leaves_out = row.text("leaves_out"),
                              .version = row.text("wording")};
    });
}

Result<Done> record_ending(db::Writer& writer, const access::Viewer& viewer, const Episode& closed,
                           const Ending& ending) {
    if (!change(writer, closed)) return changed_meanwhile;
    record_state(writer, viewer, closed, ending.label);
    writer.run(end_lead, {{"episode", closed.id}, {"now", writer.now()}});
    writer.run(add_ending, {{"episode", closed.id},
                            {"on", ending.on},
                            {"reason", ending.reason},
                            {"label", ending.label},
                            {"words", ending.words},
                            {"tells_manager", ending.tells_manager},
                            {"now", writer.now()},
                            {"posting", viewer.posting}});
    access::end_case(writer, closed.id.text(), writer.now() + seen_after_ending);
    tell(writer, viewer, "episode.ended", closed);
    return Done{};
}

std::optional<Ending> find_ending(db::Reader& reader, Id<Episode> episode) {
    return reader.one(ending_of_episode, {{"episode", episode}}, [](const db::Row& row) {
        return Ending{.on = row.day("ended_on"),
                      .reason = row.text("reason"),
                      .label = row.text("label"),
                      .words = row.text("words"),
                      .tells_manager = row.flag("tells_manager")};
    });
}

} // namespace kith::episodes
