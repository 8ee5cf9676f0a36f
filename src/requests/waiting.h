#pragma once
// What waits for somebody, for the Home page of each role. Each list holds only what the viewer may see.

#include "episodes/episode_store.h"
#include "requests/draft_store.h"
#include "requests/request.h"

namespace kith::requests {

// One line of a list: the thing, why it stands there, and the address to act on it.
struct WaitingLine {
    Id<Request> request = {}; // one of request and episode is set
    Id<episodes::Episode> episode = {};
    Id<families::Family> family = {};            // whose name stands in the line, where one does
    std::vector<Id<people::Person>> people = {}; // who is named with it
    Reference reference;
    std::string names = {}; // "Maya and Tobi Okafor"; of a family its name, and who belongs to it
    std::string from = {};  // the agency that asked
    std::string words = {}; // "2 working days left", "asked 19 November 2026", "decided: Early Help team"
    bool late = false;
    bool urgent = false;      // danger, or today
    bool sent_back = false;   // by social care, and not decided again yet
    bool replied = false;     // the referrer has answered, and nobody has acted on it yet
    std::string address = {}; // "/requests/K7MX4PQR/decision"
};

// The first lines of a list, and how many there are in all.
struct WaitingList {
    std::vector<WaitingLine> lines = {};
    std::int64_t count = 0;
};

struct Waiting {
    std::vector<DraftLine> drafts = {}; // everybody who may ask
    WaitingList questions = {};         // the referrer's agency: the front door asks
    WaitingList sent = {};              // by the viewer, or begun by them, in the last 90 days, the newest first
    WaitingList in_danger = {};    // front door: a child in danger now, taken by nobody or by the viewer, undecided
    WaitingList late = {};         // front door; managers: help that nobody leads, beyond its time
    WaitingList new_requests = {}; // front door: nobody has taken it, and nobody in it is in danger now
    WaitingList unanswered = {};   // and so, but the referrer was asked
    WaitingList mine = {};         // front door: taken by the viewer
    WaitingList step_ups = {};     // front door: chased until social care accepts
    WaitingList added = {};        // to a family the viewer leads, not read yet; where nobody leads: its agency's
    WaitingList leading = {};      // open help for families that the viewer leads
    WaitingList handed_over = {};  // of these (managers: of their agency's), until social care accepts
    WaitingList unled = {};        // managers: help that nobody leads; front door: whose lead has left
    WaitingList ended = {};        // managers: their agency's help that ended as they are to be told, for 30 days
};

inline constexpr int most_lines = 10;

// Asks only what the viewer's role needs, the first `most_lines` of each list: two to eight queries, and a few for each
// line.
Waiting waiting_for(db::Reader& reader, const access::Viewer& viewer, Instant now);

// The lists that have a page of their own, because nothing else shows the rest of them. `helped`, all families that a
// manager's agency helps, the newest first, has nothing but that: it asks for every right.
enum class Waits { questions, sent, added, leading, handed_over, unled, helped, ended };

std::string_view code(Waits list); // "handed-over": in addresses
std::optional<Waits> to_waits(std::string_view code);

struct Span {
    std::int64_t many = most_lines;
    std::int64_t passed = 0; // lines before the first
};

// Empty for a viewer whose role has no such list.
WaitingList waiting_list(db::Reader& reader, const access::Viewer& viewer, Waits list, Span span, Instant now);

} // namespace kith::requests
