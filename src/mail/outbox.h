#pragma once
// Letters that wait to be sent. A row is written in the transaction of what it tells, so that a decision and its
// letter are both there or neither is. A row holds an address, the code of a template and a request's reference:
// never a name, never a reason.

#include "base/id.h"
#include "base/instant.h"
#include "base/reference.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::mail {

// Why somebody is written to. The texts are in letter.cpp.
enum class Template {
    request_message, // a decision, a question or an answer: "You have a message about a request."
};

std::string_view code(Template which);

enum class Delivery { waiting, sent, failed };

struct Letter {
    Id<Letter> id = {};
    std::optional<Reference> reference = {}; // for the administrators' page
    std::string to = {};
    std::optional<Reference> about = {};
    Delivery delivery = Delivery::waiting;
    Instant made_at = {};
    Instant next_try_at = {};
    int tries = 0;
    std::optional<Instant> sent_at = {};
    std::string last_error = {}; // what the relay said, without the letter's text
};

// Puts a letter into the outbox. An empty address is no letter: nothing is written.
void post(db::Writer& writer, std::string_view to, Template which, const Reference& about);

// The wait after the n-th failed try (1, 2, …): 1 minute, 5 minutes, 15 minutes, 1 hour, then 4 hours each.
std::int64_t wait_after(int tries);
// A letter that failed this often is given up and shown to administrators: about three days of trying.
inline constexpr int most_tries = 20;

// For the sender: the letter that has been due longest, taken so that no other node sends it until `claim_ms` have
// passed (a node that died gives it back that way).
std::optional<Letter> take_due(db::Writer& writer, std::int64_t claim_ms);
// Whether a look is worth a write.
bool is_anything_due(db::Reader& reader, Instant now);
void mark_sent(db::Writer& writer, const Letter& letter);
// Tries again later; gives up at once when `for_good` (the relay said it never will), or after most_tries.
void mark_failed(db::Writer& writer, const Letter& letter, std::string_view error, bool for_good);

// For administrators: letters that failed or are being retried, newest first.
std::vector<Letter> troubled_letters(db::Reader& reader, int limit);
std::int64_t failed_letters(db::Reader& reader);

// Those nobody has tried to send yet: many, or an old one, mean that no relay is set.
struct Unsent {
    std::int64_t letters = 0;
    std::optional<Instant> oldest = {};
};

Unsent unsent_letters(db::Reader& reader);
// Tries a failed letter again from the start. False when it is not a failed letter.
bool try_again(db::Writer& writer, const Reference& letter);

} // namespace kith::mail
