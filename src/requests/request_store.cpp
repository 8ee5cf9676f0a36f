#include "requests/request_store.h"

#include "access/register.h"
#include "base/text.h"
#include "episodes/step_up_store.h"
#include "places/postcode_store.h"
#include "requests/letters.h"
#include "requests/request_rows.h"

namespace kith::requests {

namespace {

// With who sent it.
constexpr db::Sql request_with_reference = R"sql(
    select r.id, r.reference, r.sent_at, r.sender_user_id, r.sender_posting_id, r.begun_by_posting_id,
           r.sender_agency_id, r.form_version, r.danger, r.urgency, r.agreement, r.agreement_version, r.locality,
           r.ward, r.state, r.taken_by_posting_id, r.due_at, r.decided_at, r.family_id, r.episode_id, r.version,
           p.id as posting_id, p.user_id, u.name, u.email, p.agency_id, a.name as agency_name, a.telephone,
           a.confidential
      from requests r
      left join postings p on p.id = r.sender_posting_id
      left join users u on u.id = p.user_id
      left join agencies a on a.id = p.agency_id
     where r.reference = :reference
)sql";

constexpr db::Sql request_with_id = R"sql(
    select id, reference, sent_at, sender_user_id, sender_posting_id, begun_by_posting_id, sender_agency_id, form_version, danger,
           urgency, agreement, agreement_version, locality, ward, state, taken_by_posting_id, due_at, decided_at, family_id,
           episode_id, version
      from requests
     where id = :id
)sql";

constexpr db::Sql people_of_the_request = R"sql(
    select id, position, kind, earlier_id, given_names, family_name, born, sex, sealed, relationship,
           person_id
      from request_persons
     where request_id = :request
     order by position
)sql";

constexpr db::Sql answers_of_the_request = R"sql(
    select position, person, question, label, code, sealed
      from request_answers
     where request_id = :request
     order by position
)sql";

constexpr db::Sql questions_of_the_request = R"sql(
    select id, asked_at, asked_by_posting_id, question, told, answered_at, answered_by_posting_id, answer
      from request_questions
     where request_id = :request
     order by asked_at, id
)sql";

constexpr db::Sql step_ups_of_the_request = R"sql(
    select u.id, u.episode_id, u.asked_at, u.asked_by_posting_id, u.reason, a.outcome, a.accepted_by,
           a.accepted_reference, a.returned_reason, a.answered_at
      from request_decisions d
      join step_ups u on u.id = d.step_up_id
      left join step_up_answers a on a.step_up_id = u.id
     where d.request_id = :request
     order by u.asked_at, u.id
)sql";

constexpr db::Sql additions_to_the_request = R"sql(
    select added_at, posting_id, words
      from request_additions
     where request_id = :request
     order by added_at, id
)sql";

Addition to_addition(const db::Row& row) {
    return {.at = row.instant("added_at"), .by = row.id<access::Posting>("posting_id"), .words = row.text("words")};
}

Answered to_answered(const Vault& vault, Id<Request> request, const db::Row& row) {
    return {.person = static_cast<int>(row.integer("person")),
            .question = row.text("question"),
            .label = row.text("label"),
            .code = row.text("code"),
            .answer = vault.open(row.blob("sealed"), place_of_answer(request, row.integer("position"))).at(0)};
}

Question to_question(const db::Row& row) {
    return {.id = row.id<Question>("id"),
            .asked_at = row.instant("asked_at"),
            .asked_by = row.id<access::Posting>("asked_by_posting_id"),
            .question = row.text("question"),
            .told = row.text("told"),
            .answered_at = row.optional_instant("answered_at"),
            .answered_by = row.id<access::Posting>("answered_by_posting_id"),
            .answer = row.text("answer")};
}

void read_content(db::Reader& reader, Request& request) {
    const std::vector<db::Parameter> of_this{{"request", request.id}};
    const auto& vault = reader.vault();
    reader.ask({{people_of_the_request, of_this,
                 [&](const db::Row& row) { request.people.push_back(to_request_person(vault, row)); }},
                {answers_of_the_request, of_this,
                 [&](const db::Row& row) { request.answers.push_back(to_answered(vault, request.id, row)); }},
                {questions_of_the_request, of_this,
                 [&](const db::Row& row) { request.questions.push_back(to_question(row)); }},
                {additions_to_the_request, of_this,
                 [&](const db::Row& row) { request.additions.push_back(to_addition(row)); }},
                {step_ups_of_the_request, of_this,
                 [&](const db::Row& row) { request.step_ups.push_back(episodes::to_step_up(row)); }}});
}

} // namespace

std::optional<SeenRequest> find_request(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                        Instant now) {
    Worker sender;
    auto request = reader.one(request_with_reference, {{"reference", reference}}, [&](const db::Row& row) {
        auto found = to_request(row);
        sender = to_worker(row);
        return found;
    });
    if (!request) return std::nullopt;

    const auto rights = access::rights_to(reader, viewer, request->id.text(), now);
    const auto decision = rights.to(access::Action::read_request);
    if (decision.effect == access::Effect::hidden) return std::nullopt;
    if (decision.effect == access::Effect::content) read_content(reader, *request);
    Worker begun_by;
    if (decision.effect == access::Effect::content && !request->begun_by.empty())
        begun_by = worker(reader, request->begun_by);
    return SeenRequest{rights, decision, *std::move(request), known_to(viewer, rights, std::move(sender)),
                       known_to(viewer, rights, std::move(begun_by))};
}

namespace {

// About a family or about a period of help: the other is empty, and nothing is about it.
constexpr db::Sql requests_about_either = R"sql(
    with about (id) as (
        select id
          from requests
         where family_id = :family
         union
        select j.request_id
          from episodes e
          join request_joins j on j.episode_id = e.id
         where e.family_id = :family
         union
        select id
          from requests
         where episode_id = :episode
         union
        select request_id
          from request_joins
         where episode_id = :episode
    )
    select r.id, r.reference, r.sent_at, p.id as posting_id, p.user_id, u.name, u.email, p.agency_id,
           g.name as agency_name, g.telephone, g.confidential
      from about a
     cross join requests r
      left join postings p on p.id = r.sender_posting_id
      left join users u on u.id = p.user_id
      left join agencies g on g.id = p.agency_id
     where r.id = a.id
     order by r.sent_at desc, r.reference
)sql";

RequestLine to_line(const db::Row& row) {
    return {.id = row.id<Request>("id"),
            .reference = row.reference("reference"),
            .sent_at = row.instant("sent_at"),
            .sender = to_worker(row)};
}

std::vector<RequestLine> readable(db::Reader& reader, const access::Viewer& viewer, Id<families::Family> family,
                                  Id<episodes::Episode> episode, Instant now) {
    const auto lines = reader.all(requests_about_either, {{"family", family}, {"episode", episode}}, to_line);
    std::vector<std::string_view> ids;
    for (const auto& line : lines)
        ids.push_back(line.id.text());
    const auto rights = access::rights_to_each(reader, viewer, ids, now);
    std::vector<RequestLine> all;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (rights[i].to(access::Action::read_request).effect != access::Effect::content) continue;
        all.push_back(lines[i]);
        all.back().sender = known_to(viewer, rights[i], all.back().sender);
    }
    return all;
}

} // namespace

std::vector<RequestLine> requests_about(db::Reader& reader, const access::Viewer& viewer, Id<families::Family> family,
                                        Instant now) {
    return readable(reader, viewer, family, {}, now);
}

std::vector<RequestLine> requests_about(db::Reader& reader, const access::Viewer& viewer, Id<episodes::Episode> episode,
                                        Instant now) {
    return readable(reader, viewer, {}, episode, now);
}

std::optional<Request> whole_request(db::Reader& reader, Id<Request> id) {
    auto request = reader.one(request_with_id, {{"id", id}}, to_request);
    if (request) read_content(reader, *request);
    return request;
}

std::vector<NamedPerson> named_in(db::Reader& reader, Id<Request> request) {
    return reader.all(people_of_the_request, {{"request", request}},
                      [&](const db::Row& row) { return to_named_person(reader.vault(), row); });
}

namespace {

// Null where the council has not set how long a decision may take.
const profiles::ClockRule* clock_rule(const profiles::Profile& profile, Instant sent_at) {
    const auto* rule = profile.find_clock("triage", sent_at.day());
    return rule && rule->quantity.is_set() ? rule : nullptr;
}

// While the referrer was asked, or social care.
std::vector<profiles::Pause> pauses(const std::vector<Question>& questions,
                                    const std::vector<episodes::StepUp>& step_ups) {
    std::vector<profiles::Pause> all;
    for (const auto& each : step_ups)
        all.push_back({each.asked_at, each.answered_at});
    for (const auto& each : questions)
        all.push_back({each.asked_at, each.answered_at});
    std::stable_sort(all.begin(), all.end(), [](const auto& l, const auto& r) { return l.from < r.from; });
    return all;
}

std::vector<profiles::Pause> pauses(const Request& request) {
    return pauses(request.questions, request.step_ups);
}

profiles::Standing standing_of(const profiles::Profile& profile, Instant sent_at,
                               const std::vector<profiles::Pause>& pauses, Instant now) {
    const auto* rule = clock_rule(profile, sent_at);
    if (!rule) return {};
    return profiles::standing(*rule, profile.calendar, profile.hours, sent_at, pauses, now);
}

} // namespace

std::optional<Instant> due_at(const profiles::Profile& profile, const Request& request, Instant now) {
    const auto* rule = clock_rule(profile, request.sent_at);
    if (!rule || request.open_question()) return std::nullopt;
    return profiles::due(*rule, profile.calendar, profile.hours, request.sent_at, pauses(request), now);
}

profiles::Standing clock_of(const profiles::Profile& profile, const Request& request, Instant now) {
    return standing_of(profile, request.sent_at, pauses(request), now);
}

profiles::Standing clock_of(db::Reader& reader, const profiles::Profile& profile, Id<Request> request, Instant sent_at,
                            Instant now) {
    std::vector<Question> questions;
    std::vector<episodes::StepUp> step_ups;
    const std::vector<db::Parameter> of_this{{"request", request}};
    reader.ask({{questions_of_the_request, of_this, [&](const db::Row& row) { questions.push_back(to_question(row)); }},
                {step_ups_of_the_request, of_this,
                 [&](const db::Row& row) { step_ups.push_back(episodes::to_step_up(row)); }}});
    return standing_of(profile, sent_at, pauses(questions, step_ups), now);
}

namespace {

constexpr db::Sql add_request = R"sql(
    insert into requests (id, reference, sent_at, sender_user_id, sender_posting_id, begun_by_posting_id,
                          sender_agency_id, form_version, danger, urgency, agreement, agreement_version, locality, ward, names, state, due_at)
    values (:id, :reference, :sent, :user, :posting, :begun_by, :agency, :form, :danger, :urgency, :agreement, :wording, :locality,
            :ward, :names, 'received', :due)
)sql";

constexpr db::Sql add_need = R"sql(
    insert into request_needs (request_id, need)
    values (:request, :need)
    on conflict do nothing
)sql";

constexpr db::Sql add_person = R"sql(
    insert into request_persons (id, request_id, position, kind, earlier_id, given_names, family_name, born, born_from,
                                 born_until, sex, sealed, relationship, described)
    values (:id, :request, :position, :kind, :earlier, :given, :family, :born, :born_from, :born_until, :sex, :sealed,
            :relationship, :described)
)sql";

constexpr db::Sql add_word = R"sql(
    insert into request_words (word, request_person_id, agency_id)
    values (:word, :person, :agency)
    on conflict do nothing
)sql";

constexpr db::Sql add_answer = R"sql(
    insert into request_answers (request_id, position, person, question, label, code, sealed)
    values (:request, :position, :person, :question, :label, :code, :sealed)
)sql";

// For known_child_store.h and named_store.h.
void keep_words(db::Writer& writer, Id<agencies::Agency> agency, const RequestPerson& person, Id<RequestPerson> id) {
    for (const auto& word : folded_words(person.given_names + " " + person.family_name))
        writer.run(add_word, {{"word", word}, {"person", id}, {"agency", agency}});
}

Id<RequestPerson> keep_person(db::Writer& writer, Id<Request> request, const NamedPerson& named) {
    const auto& person = named.person;
    const auto id = Id<RequestPerson>::make(writer.now(), writer.random());
    const auto& birth = person.birth;
    const auto from = birth.is_unborn() ? birth.expected_on()
                      : birth.born()    ? std::optional(birth.born()->earliest())
                                        : std::nullopt;
    const auto until = birth.is_unborn() ? birth.expected_on()
                       : birth.born()    ? std::optional(birth.born()->latest())
                                         : std::nullopt;
    const auto born = kept(birth);
    const auto where = sealed(named, id, writer.vault(), writer.random());
    writer.run(add_person, {{"id", id},
                            {"request", request},
                            {"position", person.position},
                            {"kind", person.kind == PersonKind::child ? "child" : "adult"},
                            {"earlier", person.earlier},
                            {"given", person.given_names},
                            {"family", person.family_name},
                            {"born", born},
                            {"born_from", from},
                            {"born_until", until},
                            {"sex", person.sex},
                            {"sealed", db::Blob{where}},
                            {"relationship", person.relationship},
                            {"described", description(person, writer.vault())}});
    return id;
}

void keep_answers(db::Writer& writer, const Request& request) {
    int position = 0;
    for (const auto& each : request.answers) {
        const auto sealed =
            writer.vault().seal({each.answer}, place_of_answer(request.id, ++position), writer.random());
        writer.run(add_answer, {{"request", request.id},
                                {"position", position},
                                {"person", each.person},
                                {"question", each.question},
                                {"label", each.label},
                                {"code", each.code},
                                {"sealed", db::Blob{sealed}}});
    }
}

// Nobody is matched by this; but a block on that person, or a protected address, reaches this request from the start.
void reach_whom_it_was_before(db::Writer& writer, Id<Request> request, Id<RequestPerson> earlier) {
    if (earlier.empty()) return;
    const auto person = whom_the_earlier_was(writer, earlier);
    if (person) access::add_about(writer, request.text(), *person);
}

// The first child's home: where the family is.
std::string home_postcode(const std::vector<NamedPerson>& people) {
    for (const auto& each : people)
        if (!each.whereabouts.postcode.empty()) return each.whereabouts.postcode;
    return "";
}

} // namespace

Request send_request(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile,
                     const Draft& draft, const Composed& composed) {
    const auto today = writer.now().day();
    Request request{.id = Id<Request>::make(writer.now(), writer.random()),
                    .reference = draft.reference,
                    .sent_at = writer.now(),
                    .sender = viewer.user,
                    .sender_posting = viewer.posting,
                    .begun_by = draft.author == viewer.user ? Id<access::Posting>() : draft.author_posting,
                    .sender_agency = viewer.agency,
                    .form_version = draft.form_version,
                    .danger = composed.danger,
                    .urgency = composed.urgency,
                    .agreement = composed.agreement,
                    .answers = composed.answers};
    for (const auto& each : composed.people)
        request.people.push_back(each.person);
    if (!request.agreement.code.empty()) request.agreement.version = profile.agreement(today).version;
    const auto place = places::find_place(writer, home_postcode(composed.people));
    const auto ward = place ? place->ward.code : std::string();
    request.ward = access::Guarded<std::string>(ward);
    request.locality = profile.locality_of(ward);
    request.due_at = due_at(profile, request, writer.now());

    const auto names = request.display_name();
    writer.run(add_request, {{"id", request.id},
                             {"reference", request.reference},
                             {"sent", request.sent_at},
                             {"user", request.sender},
                             {"posting", request.sender_posting},
                             {"begun_by", request.begun_by},
                             {"agency", request.sender_agency},
                             {"form", request.form_version},
                             {"danger", request.danger},
                             {"urgency", request.urgency},
                             {"agreement", request.agreement.code},
                             {"wording", request.agreement.version},
                             {"locality", request.locality},
                             {"ward", ward},
                             {"names", names},
                             {"due", request.due_at}});
    for (const auto& need : composed.needs)
        writer.run(add_need, {{"request", request.id}, {"need", need}});
    for (std::size_t i = 0; i < composed.people.size(); ++i) {
        request.people[i].id = keep_person(writer, request.id, composed.people[i]);
        keep_words(writer, request.sender_agency, request.people[i], request.people[i].id);
    }
    keep_answers(writer, request);

    access::register_resource(writer, {.kind = access::Kind::request,
                                       .id = request.id.text(),
                                       .owner = request.sender_agency,
                                       .locality = request.locality,
                                       .maker = viewer.posting});
    access::in_front_door_until(writer, request.id.text(), access::far_future);
    for (const auto& each : request.people)
        reach_whom_it_was_before(writer, request.id, each.earlier);
    tell(writer, viewer.actor(), "request.sent", request.id);
    return request;
}

namespace {

constexpr db::Sql set_taken = R"sql(
    update requests
       set taken_by_posting_id = :posting,
           version = version + 1
     where id = :id
       and version = :version
       and state <> 'decided'
)sql";

constexpr db::Sql set_free = R"sql(
    update requests
       set taken_by_posting_id = null,
           version = version + 1
     where id = :id
       and version = :version
       and state <> 'decided'
)sql";

constexpr db::Sql add_taker = R"sql(
    insert into request_takers (request_id, number, posting_id, released, at)
    values (:request, (select coalesce(max(number), 0) + 1 from request_takers where request_id = :request), :posting,
            :released, :now)
)sql";

constexpr db::Sql set_state = R"sql(
    update requests
       set state = :state,
           due_at = :due,
           version = version + 1
     where id = :id
       and version = :version
)sql";

constexpr db::Sql add_question = R"sql(
    insert into request_questions (id, request_id, asked_at, asked_by_posting_id, question, told)
    values (:id, :request, :now, :posting, :question, :told)
)sql";

constexpr db::Sql add_addition = R"sql(
    insert into request_additions (id, request_id, added_at, posting_id, words)
    values (:id, :request, :now, :posting, :words)
)sql";

constexpr db::Sql set_answer = R"sql(
    update request_questions
       set answered_at = :now,
           answered_by_posting_id = :posting,
           answer = :answer
     where id = :id
       and answered_at is null
)sql";

bool keep_state(db::Writer& writer, const Request& request) {
    return writer.run(set_state, {{"id", request.id},
                                  {"version", request.version},
                                  {"state", code(request.state)},
                                  {"due", request.due_at}}) == 1;
}

void record_taker(db::Writer& writer, const access::Viewer& viewer, Id<Request> request, bool released) {
    writer.run(add_taker,
               {{"request", request}, {"posting", viewer.posting}, {"released", released}, {"now", writer.now()}});
}

} // namespace

Result<Done> take_request(db::Writer& writer, const access::Viewer& viewer, const Request& seen) {
    if (writer.run(set_taken, {{"id", seen.id}, {"version", seen.version}, {"posting", viewer.posting}}) == 0)
        return changed_meanwhile;

    record_taker(writer, viewer, seen.id, false);
    tell(writer, viewer.actor(), "request.taken", seen.id);
    return Done{};
}

Result<Done> release_request(db::Writer& writer, const access::Viewer& viewer, const Request& seen) {
    if (writer.run(set_free, {{"id", seen.id}, {"version", seen.version}}) == 0) return changed_meanwhile;

    record_taker(writer, viewer, seen.id, true);
    tell(writer, viewer.actor(), "request.released", seen.id);
    return Done{};
}

Result<Done> save_question(db::Writer& writer, const access::Viewer& viewer, const Request& asked) {
    if (!keep_state(writer, asked)) return changed_meanwhile;

    writer.run(add_question, {{"id", Id<Question>::make(writer.now(), writer.random())},
                              {"request", asked.id},
                              {"now", writer.now()},
                              {"posting", viewer.posting},
                              {"question", asked.questions.back().question},
                              {"told", asked.questions.back().told}});
    tell(writer, viewer.actor(), "request.question_asked", asked.id);
    write_to(writer, asked.sender_posting, asked);
    return Done{};
}

Result<Done> save_answer(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile,
                         const Request& answered) {
    auto request = answered;
    request.due_at = due_at(profile, request, writer.now());
    if (!keep_state(writer, request)) return changed_meanwhile;

    const auto& question = request.questions.back();
    writer.run(set_answer,
               {{"id", question.id}, {"now", writer.now()}, {"posting", viewer.posting}, {"answer", question.answer}});
    tell(writer, viewer.actor(), "request.question_answered", request.id);
    write_to(writer, question.asked_by, request);
    return Done{};
}

Result<Done> save_addition(db::Writer& writer, const access::Viewer& viewer, const Request& added) {
    if (!keep_state(writer, added)) return changed_meanwhile;

    writer.run(add_addition, {{"id", Id<Addition>::make(writer.now(), writer.random())},
                              {"request", added.id},
                              {"now", writer.now()},
                              {"posting", viewer.posting},
                              {"words", added.additions.back().words}});
    tell(writer, viewer.actor(), "request.added_to", added.id);
    write_to(writer, added.taken_by, added);
    return Done{};
}

} // namespace kith::requests
