#pragma once
// Small made-up worlds of agencies, users, persons and records, with every kind of grant and block between them and
// dates on both sides of now: for the properties of security 2.5.

#include "access/decide.h"
#include "base/clock.h"

#include <random>

namespace kith::access {

inline constexpr std::array all_actions = {Action::find,
                                           Action::ask_for_support,
                                           Action::read_request,
                                           Action::triage_request,
                                           Action::read_person,
                                           Action::add_person,
                                           Action::compare_people,
                                           Action::write_person,
                                           Action::read_family,
                                           Action::write_family,
                                           Action::read_episode,
                                           Action::manage_users,
                                           Action::manage_agencies,
                                           Action::configure,
                                           Action::read_audit,
                                           Action::read_looks,
                                           Action::protect,
                                           Action::manage_access,
                                           Action::bar_oneself,
                                           Action::see_gallery};
static_assert(all_actions.size() == static_cast<std::size_t>(Action::see_gallery) + 1);

// The same numbers again for the same seed.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

    void fill(std::span<unsigned char> bytes) override {
        for (auto& byte : bytes)
            byte = static_cast<unsigned char>(engine_() & 0xff);
    }

    // 0 to below - 1
    std::size_t below(std::size_t below) { return engine_() % below; }

    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    template <typename Items>
    auto& pick(Items& items) {
        return items[below(items.size())];
    }

private:
    std::mt19937_64 engine_;
};

struct WorldAgency {
    Id<agencies::Agency> id;
    bool host = false;
    Window window;
};

struct WorldUser {
    Id<User> id;
    Id<people::Person> person; // may be none
};

struct WorldPosting {
    Id<Posting> id;
    std::size_t user = 0;
    std::size_t agency = 0;
    Role role = Role::partner;
    std::vector<std::string> localities;
    Window window;
};

struct LocationEntry {
    std::string person;
    std::string posting;
    Window window;
};

struct NameOnList {
    std::string case_id;
    std::string posting;
    Window window;
};

struct World {
    Instant now;
    std::vector<WorldAgency> agencies;
    std::vector<WorldUser> users;
    std::vector<WorldPosting> postings;
    std::vector<std::string> persons;
    std::vector<std::string> cases;
    std::vector<ResourceFacts> resources; // `persons` holds only whom they are about; families have their members there
    std::vector<Involvement> involvements;
    std::vector<Scope> scopes;
    std::vector<Withholding> withheld;
    std::vector<NameOnList> named;
    std::vector<Block> blocks;
    std::set<std::string> protected_persons;
    std::vector<LocationEntry> location_list;
    std::vector<std::set<std::string>> same; // records told to be of one person; nobody is in two
};

struct WorldSize {
    std::size_t agencies = 8;
    std::size_t users = 12;
    std::size_t persons = 30;
    std::size_t cases = 10;
    std::size_t resources = 60;
    std::size_t edges = 25; // of each kind
};

World random_world(std::uint64_t seed, const WorldSize& size = {});

Viewer viewer_of(const World& world, const WorldPosting& posting);
Facts facts_for(const World& world, const WorldPosting& posting);
// With the persons that families bring in, and whoever is told to be one with any of them.
ResourceFacts reached(const World& world, const ResourceFacts& resource);

Action read_action(Kind kind);

// A smaller world in which it fails still, made by leaving things out.
World shrunk(World world, const std::function<bool(const World&)>& fails);

std::string told(const World& world);

} // namespace kith::access
