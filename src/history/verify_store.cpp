#include "db/database.h"
#include "history/chain.h"
#include "history/verify.h"

namespace kith::history {

namespace {

constexpr std::int64_t batch_size = 2000;

// What the chain should come to, as it stood when the check began.
struct LaneEnd {
    std::int64_t seq = 0;
    std::string hash;
    std::int64_t last_line = 0;
};

constexpr db::Sql head_of_lane = R"sql(
    select h.seq, h.hash, coalesce(max(l.seq), 0) as last_line
    from history_heads h
    left join history_lines l on l.lane = h.lane
    where h.lane = :lane
    group by h.seq, h.hash
)sql";

constexpr db::Sql links_from = R"sql(
    select seq, at, actor_user, actor_posting, actor_agency, request, action, outcome, subjects, particulars_hash,
           previous_hash, hash
    from history_lines
    where lane = :lane
    and seq > :after
    and seq <= :until
    order by seq
)sql";

constexpr db::Sql subjects_from = R"sql(
    select l.seq, s.kind, s.subject_id
    from history_lines l
    join history_subjects s on s.list = l.subjects
    where l.lane = :lane
    and l.seq > :after
    and l.seq <= :until
    order by l.seq, s.position
)sql";

constexpr db::Sql particulars_from = R"sql(
    select seq, salt, particulars
    from history_particulars
    where lane = :lane
    and seq > :after
    and seq <= :until
)sql";

struct Stored {
    Link link;
    std::string list; // by which it names its subjects
    std::string hash;
};

struct Batch {
    std::vector<Stored> lines;
    std::map<std::int64_t, std::vector<Subject>> subjects;
    std::map<std::int64_t, std::string> particulars_hashes; // computed from what is there
};

Stored to_stored(const db::Row& row) {
    return {.link = {.lane = the_lane,
                     .seq = row.integer("seq"),
                     .at = row.instant("at"),
                     .actor = {row.text("actor_user"), row.text("actor_posting"), row.text("actor_agency"),
                               row.text("request")},
                     .action = row.text("action"),
                     .outcome = row.text("outcome"),
                     .subjects = {},
                     .particulars_hash = row.text("particulars_hash"),
                     .previous_hash = row.text("previous_hash")},
            .list = row.text("subjects"),
            .hash = row.text("hash")};
}

// Some lines have a list of their own, called by their number (record_store.cpp, migration 0020).
bool names_its_subjects(const Stored& stored) {
    const auto& subjects = stored.link.subjects;
    return stored.list == list_of(subjects) || (!subjects.empty() && stored.list == std::to_string(stored.link.seq));
}

Batch batch_after(db::Reader& reader, std::int64_t after) {
    const std::array<db::Parameter, 3> range{{{"lane", the_lane}, {"after", after}, {"until", after + batch_size}}};
    Batch batch;
    reader.for_each(links_from, range, [&](const db::Row& row) { batch.lines.push_back(to_stored(row)); });
    reader.for_each(subjects_from, range, [&](const db::Row& row) {
        batch.subjects[row.integer("seq")].push_back({row.text("kind"), row.text("subject_id")});
    });
    reader.for_each(particulars_from, range, [&](const db::Row& row) {
        batch.particulars_hashes[row.integer("seq")] = particulars_hash(row.blob("salt"), row.text("particulars"));
    });
    return batch;
}

// Goes along the chain line by line and stops at the first thing that is wrong.
class Check {
public:
    explicit Check(LaneEnd head) : head_(std::move(head)) {}

    // What is wrong with this line; "" when nothing is.
    std::string fault_of(Stored stored, const Batch& batch) {
        const std::int64_t seq = stored.link.seq;
        if (const auto subjects = batch.subjects.find(seq); subjects != batch.subjects.end())
            stored.link.subjects = subjects->second;
        if (seq != seq_ + 1) return at(seq_ + 1, "the line is missing");
        if (hash_of(stored.link) != stored.hash) return at(seq, "the line is not what was written");
        if (!names_its_subjects(stored)) return at(seq, "the line names other subjects than its own");
        if (stored.link.previous_hash != hash_) return at(seq, "the line does not follow the one before it");
        if (stored.link.at < at_) return at(seq, "the line is earlier than the one before it");
        if (const auto fault = fault_of_particulars(stored.link, batch); !fault.empty()) return fault;

        if (stored.link.action == "history.erased")
            for (const Subject& subject : stored.link.subjects)
                erased_.insert(subject.id);
        seq_ = seq;
        hash_ = stored.hash;
        at_ = stored.link.at;
        return {};
    }

    std::string fault_of_end() const {
        if (seq_ < head_.seq) return at(seq_ + 1, fmt::format("the line is missing: the head says {}", head_.seq));
        if (hash_ != head_.hash) return at(seq_, "the head is not what was written");
        for (const std::int64_t seq : without_particulars_)
            if (!erased_.contains(std::to_string(seq)))
                return at(seq, "the particulars are gone and nothing tells that they were erased");
        return {};
    }

    // Lines that were added without the head, seen before anything is read.
    std::string fault_of_head() const {
        if (head_.last_line > head_.seq) return at(head_.seq + 1, "the line is beyond the head");
        return {};
    }

    std::int64_t seq() const { return seq_; }

    std::int64_t all() const { return head_.seq; }

    bool at_end() const { return seq_ >= head_.seq; }

private:
    static std::string at(std::int64_t seq, std::string_view what) {
        return fmt::format("lane {}, line {}: {}", the_lane, seq, what);
    }

    std::string fault_of_particulars(const Link& link, const Batch& batch) {
        const auto there = batch.particulars_hashes.find(link.seq);
        if (there == batch.particulars_hashes.end()) {
            if (!link.particulars_hash.empty()) without_particulars_.push_back(link.seq);
            return {};
        }
        if (there->second != link.particulars_hash) return at(link.seq, "the particulars are not what was written");
        return {};
    }

    LaneEnd head_;
    std::int64_t seq_ = 0;
    std::string hash_;
    Instant at_;
    std::vector<std::int64_t> without_particulars_;
    std::set<std::string> erased_;
};

LaneEnd head_now(db::Reader& reader) {
    auto head = reader.one(head_of_lane, {{"lane", the_lane}}, [](const db::Row& row) {
        return LaneEnd{row.integer("seq"), row.text("hash"), row.integer("last_line")};
    });
    if (!head) throw db::Fault(db::Fault::Kind::other, "the history has no head");
    return *head;
}

Verdict broken(const Check& check, std::string place) {
    return {.kind = Verdict::Kind::broken, .lines = check.seq(), .place = std::move(place)};
}

using Ask = std::function<void(const std::function<void(db::Reader&)>&)>;

Verdict verified(const Ask& ask, const Progress& progress) {
    LaneEnd head;
    ask([&](db::Reader& reader) { head = head_now(reader); });
    Check check(std::move(head));
    if (auto fault = check.fault_of_head(); !fault.empty()) return broken(check, std::move(fault));
    while (!check.at_end()) {
        Batch batch;
        ask([&](db::Reader& reader) { batch = batch_after(reader, check.seq()); });
        if (batch.lines.empty()) break;
        for (const Stored& stored : batch.lines) {
            if (check.at_end()) break;
            if (auto fault = check.fault_of(stored, batch); !fault.empty()) return broken(check, std::move(fault));
        }
        if (progress) progress(check.seq(), check.all());
    }
    if (auto fault = check.fault_of_end(); !fault.empty()) return broken(check, std::move(fault));
    return {.kind = Verdict::Kind::sound, .lines = check.seq()};
}

} // namespace

Verdict verify(db::Database& database, const Progress& progress) {
    try {
        return verified([&](const auto& question) { database.read(question); }, progress);
    } catch (const db::Fault& fault) {
        return {.kind = Verdict::Kind::unreadable, .place = fault.what()};
    }
}

Verdict verify(db::Database& database) {
    return verify(database, {});
}

Verdict verify(db::Reader& reader) {
    return verified([&](const auto& question) { question(reader); }, {});
}

} // namespace kith::history
