#include "db/database.h"
#include "history/chain.h"
#include "history/record.h"

namespace kith::history {

namespace {

struct Head {
    std::int64_t seq = 0;
    Instant at;
    std::string hash;
};

// On PostgreSQL this row is what concurrent writers queue for, so that there is one chain.
constexpr db::Sql take_next_place = R"sql(
    update history_heads
    set seq = seq + 1
    where lane = :lane
    returning seq, at, hash
)sql";

constexpr db::Sql move_head = R"sql(
    update history_heads
    set at = :at,
        hash = :hash
    where lane = :lane
)sql";

constexpr db::Sql add_line = R"sql(
    insert into history_lines (lane, seq, at, actor_user, actor_posting, actor_agency, request, action, outcome,
                               subjects, particulars_hash, previous_hash, hash)
    values (:lane, :seq, :at, :user, :posting, :agency, :request, :action, :outcome,
            :subjects, :particulars_hash, :previous, :hash)
)sql";

constexpr db::Sql add_subject = R"sql(
    insert into history_subjects (list, position, kind, subject_id)
    values (:list, :position, :kind, :id)
    on conflict do nothing
)sql";

constexpr db::Sql add_particulars = R"sql(
    insert into history_particulars (lane, seq, salt, particulars)
    values (:lane, :seq, :salt, :particulars)
)sql";

Head next_place(db::Writer& writer) {
    auto head = writer.one(take_next_place, {{"lane", the_lane}}, [](const db::Row& row) {
        return Head{row.integer("seq"), row.instant("at"), row.text("hash")};
    });
    if (!head) throw db::Fault(db::Fault::Kind::other, "the history has no head");
    return *head;
}

std::string new_salt(db::Writer& writer) {
    std::string salt(16, '\0');
    writer.random().fill({reinterpret_cast<unsigned char*>(salt.data()), salt.size()});
    return salt;
}

constexpr db::Sql subjects_of_list = R"sql(
    select kind, subject_id
    from history_subjects
    where list = :list
    order by position
)sql";

Subject to_subject(const db::Row& row) {
    return {row.text("kind"), row.text("subject_id")};
}

// Gives whether the list was new. One that is there has its first subject; whether it is whole is not known.
bool add_list(db::Writer& writer, std::string_view list, const std::vector<Subject>& subjects) {
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const auto added = writer.run(
            add_subject, {{"list", list}, {"position", i}, {"kind", subjects[i].kind}, {"id", subjects[i].id}});
        if (i == 0 && added == 0) return false;
    }
    return true;
}

// The list under which the subjects are kept. Where another stands under its name, which only comes by tampering, the
// line has one of its own: what is wrong is then found where it is, and this line says what it should.
std::string kept_list(db::Writer& writer, const Link& link) {
    auto list = list_of(link.subjects);
    if (list.empty() || add_list(writer, list, link.subjects)) return list;
    if (writer.all(subjects_of_list, {{"list", list}}, to_subject) == link.subjects) return list;
    list = std::to_string(link.seq);
    add_list(writer, list, link.subjects);
    return list;
}

void add_link(db::Writer& writer, const Link& link) {
    const std::string hash = hash_of(link), list = kept_list(writer, link);
    writer.run(add_line, {{"lane", link.lane},
                          {"seq", link.seq},
                          {"at", link.at},
                          {"user", link.actor.user},
                          {"posting", link.actor.posting},
                          {"agency", link.actor.agency},
                          {"request", link.actor.request},
                          {"action", link.action},
                          {"outcome", link.outcome},
                          {"subjects", list},
                          {"particulars_hash", link.particulars_hash},
                          {"previous", link.previous_hash},
                          {"hash", hash}});
    writer.run(move_head, {{"lane", link.lane}, {"at", link.at}, {"hash", hash}});
}

} // namespace

void record(db::Writer& writer, const Actor& actor, const Line& line) {
    const Head head = next_place(writer);
    const std::string salt = line.particulars.empty() ? std::string() : new_salt(writer);
    add_link(writer,
             {.lane = the_lane,
              .seq = head.seq,
              .at = std::max(writer.now(), head.at),
              .actor = actor,
              .action = line.action,
              .outcome = line.outcome,
              .subjects = line.subjects,
              .particulars_hash = line.particulars.empty() ? std::string() : particulars_hash(salt, line.particulars),
              .previous_hash = head.hash});
    if (!line.particulars.empty())
        writer.run(
            add_particulars,
            {{"lane", the_lane}, {"seq", head.seq}, {"salt", db::Blob{salt}}, {"particulars", line.particulars}});
}

namespace {

constexpr db::Sql remove_particulars = R"sql(
    delete from history_particulars
    where lane = :lane
    and seq = :seq
)sql";

constexpr db::Sql lines_about_subject = R"sql(
    select l.seq, l.at, l.actor_user, l.actor_posting, l.actor_agency, l.request, l.action, l.outcome,
           p.particulars
    from history_lines l
    left join history_particulars p on p.lane = l.lane and p.seq = l.seq
    where l.lane = :lane
    and l.seq in (select distinct about.seq
                  from history_subjects s
                  cross join history_lines about
                  where s.kind = :kind
                  and s.subject_id = :id
                  and about.subjects = s.list
                  order by about.seq desc
                  limit :limit)
    order by l.seq desc
)sql";

constexpr db::Sql subjects_of_line = R"sql(
    select s.kind, s.subject_id
    from history_lines l
    join history_subjects s on s.list = l.subjects
    where l.lane = :lane
    and l.seq = :seq
    order by s.position
)sql";

Told to_told(const db::Row& row) {
    return {.seq = row.integer("seq"),
            .at = row.instant("at"),
            .actor = {row.text("actor_user"), row.text("actor_posting"), row.text("actor_agency"), row.text("request")},
            .line = {.action = row.text("action"),
                     .subjects = {},
                     .outcome = row.text("outcome"),
                     .particulars = row.text("particulars")}};
}

} // namespace

bool erase_particulars(db::Writer& writer, const Actor& actor, std::int64_t seq) {
    if (writer.run(remove_particulars, {{"lane", the_lane}, {"seq", seq}}) == 0) return false;
    record(writer, actor, {.action = "history.erased", .subjects = {{"history", std::to_string(seq)}}});
    return true;
}

std::vector<Subject> subjects_of(db::Reader& reader, std::int64_t seq) {
    return reader.all(subjects_of_line, {{"lane", the_lane}, {"seq", seq}}, to_subject);
}

std::vector<Told> lines_about(db::Reader& reader, std::string_view kind, std::string_view id, int limit) {
    auto lines =
        reader.all(lines_about_subject, {{"lane", the_lane}, {"kind", kind}, {"id", id}, {"limit", limit}}, to_told);
    for (Told& told : lines)
        told.line.subjects = subjects_of(reader, told.seq);
    return lines;
}

namespace {

constexpr db::Sql moment_of_the_head = R"sql(
    select at
    from history_heads
    where lane = :lane
)sql";

} // namespace

Instant newest_moment(db::Reader& reader) {
    return reader.one(moment_of_the_head, {{"lane", the_lane}}, [](const db::Row& row) { return row.instant("at"); })
        .value_or(Instant{});
}

} // namespace kith::history
