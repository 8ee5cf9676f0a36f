#include "requests/request_rows.h"

#include "base/number.h"
#include "base/text.h"
#include "history/record.h"

namespace kith::requests {

Request to_request(const db::Row& row) {
    return {.id = row.id<Request>("id"),
            .reference = row.reference("reference"),
            .sent_at = row.instant("sent_at"),
            .sender = row.id<access::User>("sender_user_id"),
            .sender_posting = row.id<access::Posting>("sender_posting_id"),
            .begun_by = row.id<access::Posting>("begun_by_posting_id"),
            .sender_agency = row.id<agencies::Agency>("sender_agency_id"),
            .form_version = row.text("form_version"),
            .danger = row.flag("danger"),
            .urgency = row.text("urgency"),
            .agreement = {.code = row.text("agreement"), .version = row.text("agreement_version")},
            .locality = row.text("locality"),
            .ward = access::Guarded<std::string>(row.text("ward")),
            .state = to_state(row.text("state")).value_or(State::received),
            .taken_by = row.id<access::Posting>("taken_by_posting_id"),
            .due_at = row.optional_instant("due_at"),
            .decided_at = row.optional_instant("decided_at"),
            .family = row.id<families::Family>("family_id"),
            .episode = row.id<episodes::Episode>("episode_id"),
            .version = row.integer("version")};
}

namespace {

// A child may be chosen again from a request in which nobody said who it is: then what was said before that holds, but
// for somebody of whom it was said on the way that they are not the same.
constexpr db::Sql person_of_row = R"sql(
    with recursive chosen_from (id, earlier_id, person_id) as (
        select id, earlier_id, person_id
          from request_persons
         where id = :row
         union
        select p.id, p.earlier_id, p.person_id
          from chosen_from c
          join request_persons p on p.id = c.earlier_id
         where c.person_id is null
    )
    select f.person_id
      from chosen_from f
     where f.person_id is not null
       and not exists (select 1
                         from chosen_from c
                         join request_matches m on m.request_person_id = c.id
                        where m.person_id = f.person_id
                          and m.verdict = 'not_same'
                          and not exists (select 1
                                            from request_matches l
                                           where l.request_person_id = m.request_person_id
                                             and l.person_id = m.person_id
                                             and (l.said_at > m.said_at or (l.said_at = m.said_at and l.id > m.id))))
)sql";

constexpr db::Sql set_person_of_row = R"sql(
    update request_persons
       set person_id = :person
     where id = :row
)sql";

std::string place_of(std::string_view person) {
    return "request_persons|" + std::string(person);
}

} // namespace

std::string place_of_answer(Id<Request> request, std::int64_t position) {
    return fmt::format("request_answers|{}|{}", request.text(), position);
}

std::string sealed(const NamedPerson& named, Id<RequestPerson> row, const Vault& vault, Random& random) {
    const auto& where = named.whereabouts;
    const auto& telephone = where.landline.empty() ? named.person.telephone : where.landline;
    return vault.seal({where.address, where.postcode, where.school_urn, where.school_name, telephone},
                      place_of(row.text()), random);
}

NamedPerson to_named_person(const Vault& vault, const db::Row& row) {
    const auto id = row.id<RequestPerson>("id");
    const auto where = vault.open(row.blob("sealed"), place_of(id.text()));
    const bool landline = people::tells_location({.value = where.at(4)});
    NamedPerson named{.person = {.id = id,
                                 .position = static_cast<int>(row.integer("position")),
                                 .kind = row.text("kind") == "adult" ? PersonKind::adult : PersonKind::child,
                                 .earlier = row.id<RequestPerson>("earlier_id"),
                                 .given_names = row.text("given_names"),
                                 .family_name = row.text("family_name"),
                                 .birth = kept_birth(row.text("born")),
                                 .sex = row.text("sex"),
                                 .relationship = row.text("relationship"),
                                 .telephone = landline ? "" : where.at(4),
                                 .person = row.id<people::Person>("person_id")},
                      .whereabouts = {.address = where.at(0),
                                      .postcode = where.at(1),
                                      .school_urn = where.at(2),
                                      .school_name = where.at(3),
                                      .landline = landline ? where.at(4) : ""}};
    named.person.whereabouts = access::Guarded<Whereabouts>(named.whereabouts);
    return named;
}

RequestPerson to_request_person(const Vault& vault, const db::Row& row) {
    return to_named_person(vault, row).person;
}

std::string description(const RequestPerson& person, const Vault& vault) {
    const auto given = folded(person.given_names);
    const auto family = folded(person.family_name);
    const auto& born = person.birth.born();
    if (given.empty() || family.empty() || !born || !born->is_exact()) return "";
    return vault.mark("described\n" + given + "\n" + family + "\n" + kept(person.birth));
}

std::string kept(const people::Birth& birth) {
    if (birth.is_unborn()) return "due " + birth.expected_on()->iso();
    if (!birth.born()) return "";

    const auto& day = *birth.born();
    return fmt::format("{:04}-{:02}-{:02} {}", day.year(), day.month(), day.day(), day.accuracy());
}

people::Birth kept_birth(std::string_view text) {
    if (text.starts_with("due ")) {
        const auto day = Day::parse(text.substr(4));
        return day ? people::Birth::expected(*day) : people::Birth();
    }
    if (text.size() != 14) return {};

    const auto number = [&](std::size_t from, std::size_t length) {
        return whole_number(text.substr(from, length)).value_or(0);
    };
    const auto day = people::PartDay::from_parts(number(0, 4), number(5, 2), number(8, 2), text.substr(11));
    return day ? people::Birth::on(*day) : people::Birth();
}

std::optional<Id<people::Person>> whom_the_earlier_was(db::Reader& reader, Id<RequestPerson> earlier) {
    return reader.one(person_of_row, {{"row", earlier}},
                      [](const db::Row& row) { return row.id<people::Person>("person_id"); });
}

void set_person(db::Writer& writer, Id<RequestPerson> about, const Id<people::Person>& person) {
    writer.run(set_person_of_row, {{"row", about}, {"person", person}});
}

void tell(db::Writer& writer, const history::Actor& actor, std::string_view action, Id<Request> request) {
    history::record(writer, actor,
                    {.action = std::string(action), .subjects = {{"request", std::string(request.text())}}});
}

} // namespace kith::requests
