#pragma once
// A council with many people, families and requests, made by the stores themselves, as workers would have made it.

#include "db/database.h"

namespace kith::bench {

struct Size {
    int people = 50'000;
    int families = 15'000;
    int requests = 20'000;
};

// What was made, as far as measuring needs it.
struct World {
    // Something with a page of its own, and somebody who sees its content.
    struct Shown {
        std::string reference;
        std::string email;
    };

    std::vector<Shown> families; // helped now, seen by whoever leads
    std::vector<Shown> sent;     // requests that were decided, seen by the school that sent them
    std::vector<Shown> waiting;  // requests that wait for a decision, seen by triage
    std::vector<std::string> names;
};

inline constexpr std::string_view triage_email = "triage0@bench.example";
inline constexpr std::string_view worker_email = "worker0@bench.example";
inline constexpr std::string_view school_email = "school0@bench.example";

// Fills a migrated database. `profile` is a council's folder; `told` hears how many families are there so far.
World make_world(db::Database& database, const std::string& profile, Size size, const std::function<void(int)>& told);

// Beside the database, so that a second run need not make it again.
void keep(const World& world, Size size, const std::filesystem::path& file);
// Nothing when there is none of this size.
std::optional<World> find_world(const std::filesystem::path& file, Size size);

// Signs somebody in; gives the Cookie header.
std::string signed_in(db::Database& database, std::string_view email);

} // namespace kith::bench
