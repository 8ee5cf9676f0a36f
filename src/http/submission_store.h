#pragma once
// Which forms were sent already: pressing Save twice does it once (security R8).

#include "db/database.h"

namespace kith::http {

// One press of Save. The fingerprint is of the answers, so that the same form with other answers is noticed.
struct Submission {
    std::string_view key; // from the form's hidden field
    std::string_view user;
    std::string_view route;
    std::string_view fingerprint;
};

struct EarlierSubmission {
    bool same = false;   // the same user, route and answers
    std::string address; // where it led
};

// The one with this key, if it was sent.
std::optional<EarlierSubmission> find_earlier(db::Reader& reader, const Submission& submission);

// Claims the key inside this transaction; gives the earlier submission when there was one, and then claims nothing.
std::optional<EarlierSubmission> claim(db::Writer& writer, const Submission& submission);

// Where it led; in the same transaction.
void remember_address(db::Writer& writer, const Submission& submission, std::string_view address);

// How many were dropped. A key is kept for two days: longer than a session, so no open page outlives it.
std::int64_t drop_old_submissions(db::Writer& writer);

} // namespace kith::http
