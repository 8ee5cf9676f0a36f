#include "http/submission_store.h"

#include "base/crypto.h"

namespace kith::http {

namespace {

constexpr std::int64_t two_days = 2LL * 24 * 60 * 60 * 1000;

// The key is a secret of its owner's page: only its hash is kept.
std::string kept_key(const Submission& submission) {
    return hex(sha256(submission.key));
}

constexpr db::Sql claim_submission = R"sql(
    insert into submissions (key, user_id, route, fingerprint, address, made_at)
    values (:key, :user, :route, :fingerprint, '', :now)
        on conflict (key) do nothing
)sql";

constexpr db::Sql submission_made_before = R"sql(
    select user_id, route, fingerprint, address
      from submissions
     where key = :key
)sql";

constexpr db::Sql set_address = R"sql(
    update submissions
       set address = :address
     where key = :key
)sql";

constexpr db::Sql drop_submissions_before = R"sql(
    delete from submissions
     where made_at < :before
)sql";

} // namespace

std::optional<EarlierSubmission> find_earlier(db::Reader& reader, const Submission& submission) {
    return reader.one(submission_made_before, {{"key", kept_key(submission)}}, [&](const db::Row& row) {
        return EarlierSubmission{.same = row.text("user_id") == submission.user &&
                                         row.text("route") == submission.route &&
                                         row.text("fingerprint") == submission.fingerprint,
                                 .address = row.text("address")};
    });
}

std::optional<EarlierSubmission> claim(db::Writer& writer, const Submission& submission) {
    const auto claimed = writer.run(claim_submission, {{"key", kept_key(submission)},
                                                       {"user", submission.user},
                                                       {"route", submission.route},
                                                       {"fingerprint", submission.fingerprint},
                                                       {"now", writer.now()}});
    if (claimed == 1) return std::nullopt;
    return find_earlier(writer, submission);
}

void remember_address(db::Writer& writer, const Submission& submission, std::string_view address) {
    writer.run(set_address, {{"key", kept_key(submission)}, {"address", address}});
}

std::int64_t drop_old_submissions(db::Writer& writer) {
    return writer.run(drop_submissions_before, {{"before", writer.now() - two_days}});
}

} // namespace kith::http
