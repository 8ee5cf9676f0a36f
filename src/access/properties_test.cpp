// Properties of the rule on random worlds: security 2.5, P1, P2, P23, P25 and P28. A million decisions in all; a
// failure prints its seed and the smallest world found in which it still fails.

#include "access/kinds.h"
#include "access/world_test.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

constexpr std::array all_actions = {Action::find,           Action::ask_for_support, Action::read_request,
                                    Action::triage_request, Action::read_person,     Action::write_person,
                                    Action::read_family,    Action::write_family,    Action::read_episode,
                                    Action::manage_users,   Action::manage_agencies, Action::configure,
                                    Action::read_audit,     Action::see_gallery};

// One question: may this posting do this with that resource?
struct Question {
    const World& world;
    const WorldPosting& posting;
    const Facts& facts;
    const Viewer& viewer;
    const ResourceFacts& resource; // with whom its families bring in
    Action action;
};

// What is wrong with the answer; "" when nothing is.
using Judge = std::function<std::string(const Question&)>;

Action action_for(const ResourceFacts& resource, SeededRandom& random) {
    switch (resource.kind) {
    case Kind::person:
        return random.chance(70) ? Action::read_person : Action::write_person;
    case Kind::family:
        return random.chance(70) ? Action::read_family : Action::write_family;
    case Kind::request:
        return std::array{Action::read_request, Action::triage_request, Action::ask_for_support,
                          Action::find}[random.below(4)];
    case Kind::episode:
        return random.chance(80) ? Action::read_episode : random.pick(all_actions);
    }
    return Action::find;
}

struct Judged {
    std::string complaint;
    int decisions = 0;
};

// Every posting, every resource, and one action that fits it, up to the first complaint.
Judged judged(const World& world, std::uint64_t seed, const Judge& judge) {
    SeededRandom random(seed);
    std::vector<ResourceFacts> resources;
    for (const ResourceFacts& resource : world.resources)
        resources.push_back(reached(world, resource));
    Judged result;
    for (const WorldPosting& posting : world.postings) {
        const Facts facts = facts_for(world, posting);
        const Viewer viewer = viewer_of(world, posting);
        for (const ResourceFacts& resource : resources) {
            ++result.decisions;
            result.complaint = judge({world, posting, facts, viewer, resource, action_for(resource, random)});
            if (!result.complaint.empty()) return result;
        }
    }
    return result;
}

void holds_on_worlds(int decisions, const Judge& judge) {
    int made = 0;
    for (std::uint64_t seed = 1; made < decisions; ++seed) {
        const World world = random_world(seed);
        const Judged result = judged(world, seed, judge);
        made += result.decisions;
        if (result.complaint.empty()) continue;
        const World small =
            shrunk(world, [&](const World& smaller) { return !judged(smaller, seed, judge).complaint.empty(); });
        FAIL("seed ", seed, ": ", judged(small, seed, judge).complaint, "\n", told(small));
    }
}

Decision answer(const Question& q) {
    return decide(q.facts, q.viewer, q.action, q.resource, q.world.now);
}

} // namespace

TEST_CASE("P1: without facts nothing is permitted") {
    holds_on_worlds(100'000, [](const Question& q) -> std::string {
        const Decision decision = decide(Facts{}, q.viewer, q.action, q.resource, q.world.now);
        if (decision.effect == Effect::hidden && !decision.location) return {};
        return "something is permitted without facts";
    });
}

namespace {

struct Weaker {
    Facts facts;
    Viewer viewer;
    ResourceFacts resource;
};

template <typename Items>
void remove_one(Items& items, SeededRandom& random) {
    if (!items.empty()) items.erase(items.begin() + static_cast<std::ptrdiff_t>(random.below(items.size())));
}

// One grant less, or one block, level or flag more. Gives what it did.
std::string_view weaken(Weaker& it, const World& world, SeededRandom& random) {
    switch (random.below(16)) {
    case 0:
        remove_one(it.facts.involvements, random);
        return "an involvement removed";
    case 1:
        remove_one(it.facts.scopes, random);
        return "a scope removed";
    case 2:
        if (!it.facts.location_list.empty()) it.facts.location_list.erase(it.facts.location_list.begin());
        return "taken off the location list";
    case 3:
        it.facts.posting.to = world.now;
        return "the posting ended";
    case 4:
        it.facts.agency.to = world.now;
        return "the agency's agreement ended";
    case 5:
        it.facts.second_factor_met = false;
        return "no second factor";
    case 6:
        it.facts.blocks.push_back({std::string(it.viewer.user.text()), {}, random.pick(world.persons)});
        return "a block added";
    case 7:
        it.resource.level = static_cast<Level>(std::min(static_cast<int>(it.resource.level) + 1, 3));
        return "the level raised";
    case 8:
        it.resource.discoverable = false;
        return "contact only";
    case 9:
        it.resource.sealed = true;
        return "sealed";
    case 10:
        it.resource.waiting_until.reset();
        return "out of the front door's hands";
    case 11:
        remove_one(it.resource.cases, random);
        return "taken out of a case";
    case 12:
        it.resource.persons.push_back(random.pick(world.persons));
        return "about one person more";
    case 13:
        it.resource.protected_persons.push_back(random.pick(world.persons));
        return "one more person protected";
    case 14:
        it.resource.maker.clear();
        return "made by nobody";
    default:
        if (it.viewer.localities.size() > 1) it.viewer.localities.pop_back();
        return "one locality fewer";
    }
}

bool is_no_more(const Decision& after, const Decision& before) {
    return after.effect <= before.effect && (!after.location || before.location);
}

} // namespace

TEST_CASE("P2: taking a grant away, or adding a block, a level or a flag, never shows more") {
    SeededRandom random(2);
    std::map<std::string_view, int> relationships;
    std::map<std::string_view, int> reasons;
    holds_on_worlds(500'000, [&](const Question& q) -> std::string {
        Weaker weaker{q.facts, q.viewer, q.resource};
        const std::string_view what = weaken(weaker, q.world, random);
        const Decision before = answer(q);
        const Decision after = decide(weaker.facts, weaker.viewer, q.action, weaker.resource, q.world.now);
        ++relationships[before.relationship];
        ++reasons[before.reason];
        if (is_no_more(after, before)) return {};
        return fmt::format("{}, and {} shows more of {}", what, q.posting.id.text(), q.resource.id);
    });
    for (const auto relationship : {"own", "involved", "manages", "triage", "shared", "index"})
        CHECK_MESSAGE(relationships[relationship] > 500, relationship);
    for (const auto reason : {"posting", "capability", "blocked", "sealed", "restricted", "no relationship"})
        CHECK_MESSAGE(reasons[reason] > 500, reason);
}

TEST_CASE("a block cannot be undone by anything") {
    holds_on_worlds(100'000, [](const Question& q) -> std::string {
        if (q.resource.persons.empty()) return {};
        Facts facts = q.facts;
        facts.blocks.push_back({std::string(q.viewer.user.text()), {}, q.resource.persons.back()});
        if (decide(facts, q.viewer, q.action, q.resource, q.world.now).effect == Effect::hidden) return {};
        return fmt::format("{} sees {} in spite of a block", q.posting.id.text(), q.resource.id);
    });
}

TEST_CASE("P23: a posting's rights are not enlarged by the user's postings in other agencies") {
    holds_on_worlds(100'000, [](const Question& q) -> std::string {
        const auto is_another = [&](const std::string& id) {
            return std::any_of(q.world.postings.begin(), q.world.postings.end(), [&](const WorldPosting& other) {
                return other.user == q.posting.user && other.agency != q.posting.agency && other.id.text() == id;
            });
        };
        Facts facts = q.facts;
        std::erase_if(facts.involvements, [&](const Involvement& one) { return is_another(one.posting); });
        ResourceFacts resource = q.resource;
        if (is_another(resource.maker)) resource.maker.clear();
        const Decision together = answer(q);
        const Decision by_itself = decide(facts, q.viewer, q.action, resource, q.world.now);
        if (together.effect == by_itself.effect && together.relationship == by_itself.relationship) return {};
        return fmt::format("{} gains from another posting", q.posting.id.text());
    });
}

TEST_CASE("P25: after the posting or the agency has ended nothing is permitted") {
    holds_on_worlds(100'000, [](const Question& q) -> std::string {
        for (const Window* window : {&q.facts.posting, &q.facts.agency}) {
            const Instant end = std::max(*window->to, q.world.now);
            if (decide(q.facts, q.viewer, q.action, q.resource, end).effect != Effect::hidden)
                return fmt::format("{} still sees {}", q.posting.id.text(), q.resource.id);
        }
        return {};
    });
}

TEST_CASE("P28: administrative roles reach no case content") {
    holds_on_worlds(100'000, [](const Question& q) -> std::string {
        for (const Role role : {Role::agency_administrator, Role::system_administrator, Role::privacy_officer}) {
            Viewer administrator = q.viewer;
            administrator.role = role;
            if (decide(q.facts, administrator, q.action, q.resource, q.world.now).effect != Effect::hidden)
                return fmt::format("{} sees {}", code(role), q.resource.id);
        }
        return {};
    });
}

} // namespace kith::access
