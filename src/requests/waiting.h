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
    Id<families::Family> family = {}; // whose name stands in the line, where one does
    Reference reference;
    std::string names = {}; // "Maya and Tobi Okafor"
    std::string from = {};  // the agency that asked
    std::string words = {}; // "2 working days left", "asked 19 November 2026", "decided: Early Help team"
    bool late = false;
    bool urgent = false;      // danger, or today
    std::string address = {}; // "/requests/K7MX4PQR/decision"
};

struct Waiting {
    std::vector<DraftLine> drafts = {};             // everybody who may ask
    std::vector<WaitingLine> questions_for_me = {}; // the referrer's agency: the front door asks
    std::vector<WaitingLine> my_requests = {};      // the referrer's agency: sent in the last 90 days, newest first
    std::vector<WaitingLine> late = {};             // front door; managers: help that nobody leads, beyond its time
    std::vector<WaitingLine> new_requests = {};     // front door: nobody has taken it
    std::vector<WaitingLine> mine = {};             // front door: taken by the viewer
    std::vector<WaitingLine> step_ups = {};         // front door: chased until social care accepts
    // Leads: added to a family of theirs, not read yet. Where nobody leads yet: its agency's.
    std::vector<WaitingLine> joined = {};
    std::vector<WaitingLine> leading = {}; // open help for families that the viewer leads
    std::vector<WaitingLine> unled = {};   // managers: help that nobody leads; front door: whose lead has left
    std::int64_t new_count = 0;            // lists hold at most `most_lines`; these count all
    std::int64_t late_count = 0;
    std::int64_t step_up_count = 0;
};

inline constexpr int most_lines = 10;

// Asks only what the viewer's role needs: two to seven queries, and one for each line's clock.
Waiting waiting_for(db::Reader& reader, const access::Viewer& viewer, Instant now);

} // namespace kith::requests
