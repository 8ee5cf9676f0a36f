#pragma once
// Lists of requests: the front door's queue, and an agency's own. They hold what the viewer may see, and nothing else
// is counted.

#include "access/viewer.h"
#include "profiles/profile.h"
#include "requests/request.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

enum class QueueTab { waiting, question, step_up, decided };

std::string_view code(QueueTab tab); // "waiting"
std::optional<QueueTab> to_queue_tab(std::string_view code);

enum class AgeBand { under_5, from_5_to_10, from_11_to_15, from_16 };

struct QueueFilter {
    QueueTab tab = QueueTab::waiting;
    std::optional<Reference> from = {}; // agency
    std::string need = {};
    std::string area = {}; // a locality's code or a ward's
    std::optional<AgeBand> age = {};
    bool urgent = false; // in danger, or today
    bool late = false;
    bool mine = false; // taken by the viewer
    int page = 1;
};

inline constexpr int queue_lines_on_a_page = 25;

struct QueueLine {
    Id<Request> id = {};
    Reference reference;
    Instant sent_at = {};
    std::string names = {};
    std::string from = {};                // the agency
    std::optional<std::string> ward = {}; // nothing without leave to see it; empty: not known
    State state = State::received;
    bool danger = false;
    std::string urgency = {};
    std::optional<Instant> due_at = {};
    std::optional<Instant> decided_at = {};
    std::optional<Instant> stepped_up_at = {}; // while social care has not answered
    std::optional<Instant> sent_back_at = {};  // by social care, until it is decided again
    std::optional<Instant> accepted_at = {};   // by social care
    std::optional<Instant> replied_at = {};    // to a question, until somebody acts on it
    std::string decision = {};                 // its label
    std::string taken_by = {};                 // name; empty: nobody
    bool mine = false;
    std::int64_t version = 1;
};

struct Queue {
    std::vector<QueueLine> lines = {}; // danger first, then the oldest first; decided: the latest first
    std::int64_t total = 0;
    int page = 1;             // which it is: the first, when the one asked for is past the end
    std::int64_t waiting = 0; // numbers for the tabs, without filters
    std::int64_t question = 0;
    std::int64_t step_up = 0; // until social care accepts
    std::int64_t late = 0;
    std::int64_t decided = 0; // in the last five days, while the front door may look back
};

Queue queue(db::Reader& reader, const access::Viewer& viewer, const QueueFilter& filter, Instant now);

// Agencies that have something in the queue, to filter by.
struct QueueAgency {
    Reference reference;
    std::string name = {};
};

std::vector<QueueAgency> agencies_in_queue(db::Reader& reader, const access::Viewer& viewer, Instant now);

// What the viewer's agency has sent, the latest first.
struct OwnRequests {
    std::vector<QueueLine> lines = {};
    std::int64_t total = 0;
    int page = 1;
};

OwnRequests own_requests(db::Reader& reader, const access::Viewer& viewer, int page, Instant now);

} // namespace kith::requests
