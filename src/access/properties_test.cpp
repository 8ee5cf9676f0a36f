// Properties of the rule on random worlds: security 2.5, P1, P2, P23, P25 and P28, the first four on a million random
// decisions each. A failure prints its seed and the smallest world found in which it still fails. At the end each
// property is shown a rule that breaks it, and must complain.

#include "access/kinds.h"
#include "access/world_test.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

using Rule = std::function<Decision(const Facts&, const Viewer&, Action, const ResourceFacts&, Instant)>;

constexpr std::array for_people_and_families = {Action::read_looks, Action::protect, Action::manage_access,
                                                Action::bar_oneself};

// One posting in a world, as the rule knows it.
struct Setting {
    const World& world;
    const WorldPosting& posting;
    const Facts& facts;
    const Viewer& viewer;
    const Rule& rule;
};

// One question: may this posting do this with that resource?
struct Question {
    const Setting& setting;
    const ResourceFacts& resource; // with whom its families bring in
    Action action;
    std::uint64_t chance; // the same for the same posting, resource and seed, in a smaller world too

    Decision answer() const { return setting.rule(setting.facts, setting.viewer, action, resource, setting.world.now); }
};

// What is wrong with the answer; "" when nothing is.
using Judge = std::function<std::string(const Question&)>;
// What is prepared once for each posting.
using Prepare = std::function<Judge(const Setting&, std::uint64_t chance)>;

// Cheap to begin, unlike SeededRandom: one for each question (splitmix64).
class SmallRandom {
public:
    explicit SmallRandom(std::uint64_t seed) : state_(seed) {}

    std::size_t below(std::size_t below) {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return static_cast<std::size_t>(z ^ (z >> 31)) % below;
    }

    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    template <typename Items>
    auto& pick(Items& items) {
        return items[below(items.size())];
    }

private:
    std::uint64_t state_;
};

Action action_for(const ResourceFacts& resource, SmallRandom& random) {
    const bool of_people = resource.kind == Kind::person || resource.kind == Kind::family;
    if (of_people && random.chance(25)) return random.pick(for_people_and_families);
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

std::uint64_t chance_of(std::uint64_t seed, std::string_view one, std::string_view another = {}) {
    return seed * 1'000'003 + std::hash<std::string_view>()(one) * 31 + std::hash<std::string_view>()(another);
}

// Every posting, every resource, and one action that fits it, up to the first complaint.
Judged judged(const World& world, std::uint64_t seed, const Prepare& prepare, const Rule& rule) {
    std::vector<ResourceFacts> resources;
    for (const ResourceFacts& resource : world.resources)
        resources.push_back(reached(world, resource));
    Judged result;
    for (const WorldPosting& posting : world.postings) {
        const Facts facts = facts_for(world, posting);
        const Viewer viewer = viewer_of(world, posting);
        const Setting setting{world, posting, facts, viewer, rule};
        const Judge judge = prepare(setting, chance_of(seed, posting.id.text()));
        for (const ResourceFacts& resource : resources) {
            ++result.decisions;
            const auto chance = chance_of(seed, posting.id.text(), resource.id);
            SmallRandom random(chance);
            result.complaint = judge({setting, resource, action_for(resource, random), chance});
            if (!result.complaint.empty()) return result;
        }
    }
    return result;
}

// What is wrong in the first world in which something is, left small; "" when nothing is in so many decisions.
std::string complaint_on_worlds(int decisions, const Prepare& prepare, const Rule& rule) {
    int made = 0;
    for (std::uint64_t seed = 1; made < decisions; ++seed) {
        const World world = random_world(seed);
        const Judged result = judged(world, seed, prepare, rule);
        made += result.decisions;
        if (result.complaint.empty()) continue;
        const World small = shrunk(
            world, [&](const World& smaller) { return !judged(smaller, seed, prepare, rule).complaint.empty(); });
        return fmt::format("seed {}: {}\n{}", seed, judged(small, seed, prepare, rule).complaint, told(small));
    }
    return {};
}

void hold_on_worlds(int decisions, const Prepare& prepare) {
    CHECK(complaint_on_worlds(decisions, prepare, decide) == "");
}

Prepare always(Judge judge) {
    return [judge = std::move(judge)](const Setting&, std::uint64_t) { return judge; };
}

void holds_on_worlds(int decisions, const Judge& judge) {
    hold_on_worlds(decisions, always(judge));
}

std::string permitted_without_facts(const Question& q) {
    const Setting& s = q.setting;
    for (const Action action : all_actions) {
        const Decision decision = s.rule(Facts{}, s.viewer, action, q.resource, s.world.now);
        if (decision.effect != Effect::hidden || decision.location)
            return fmt::format("{} is permitted without facts", access::code(action));
    }
    return {};
}

} // namespace

TEST_CASE("P1: without facts nothing is permitted") {
    holds_on_worlds(1'000'000, permitted_without_facts);
}

namespace {

template <typename Items>
void remove_one(Items& items, SmallRandom& random) {
    if (!items.empty()) items.erase(items.begin() + static_cast<std::ptrdiff_t>(random.below(items.size())));
}

// A posting with one grant less, or one block more.
struct WeakerPosting {
    Facts facts;
    Viewer viewer;
    std::string_view what;
};

WeakerPosting weaker_posting(const Setting& setting, SmallRandom& random) {
    WeakerPosting it{setting.facts, setting.viewer, {}};
    const World& world = setting.world;
    switch (random.below(11)) {
    case 0:
        remove_one(it.facts.involvements, random);
        it.what = "an involvement removed";
        break;
    case 1:
        remove_one(it.facts.scopes, random);
        it.what = "a scope removed";
        break;
    case 2:
        if (!it.facts.location_list.empty()) it.facts.location_list.erase(it.facts.location_list.begin());
        it.what = "taken off the location list";
        break;
    case 3:
        it.facts.posting.to = world.now;
        it.what = "the posting ended";
        break;
    case 4:
        it.facts.agency.to = world.now;
        it.what = "the agency's agreement ended";
        break;
    case 5:
        it.facts.second_factor_met = false;
        it.what = "no second factor";
        break;
    case 6:
        it.facts.blocks.push_back({std::string(it.viewer.user.text()), {}, random.pick(world.persons)});
        it.what = "a block added";
        break;
    case 7:
        it.facts.withheld.push_back({random.pick(world.cases), std::string(it.viewer.agency.text()),
                                     random.chance(70) ? "ordinary" : "health"});
        it.what = "a category withheld";
        break;
    case 8:
        if (!it.facts.named_in.empty()) it.facts.named_in.erase(it.facts.named_in.begin());
        it.what = "taken off a list of names";
        break;
    case 9:
        for (auto& involvement : it.facts.involvements)
            if (involvement.agency == it.viewer.agency.text()) involvement.window.to = world.now;
        it.what = "all the agency's involvements ended";
        break;
    default:
        if (it.viewer.localities.size() > 1) it.viewer.localities.pop_back();
        it.what = "one locality fewer";
    }
    return it;
}

// A record with one level or flag more, or one tie fewer. Gives what it did.
std::string_view weaken(ResourceFacts& resource, const Setting& setting, SmallRandom& random) {
    switch (random.below(10)) {
    case 0:
    case 1:
        resource.level = static_cast<Level>(std::min(static_cast<int>(resource.level) + 1, 3));
        return "the level raised";
    case 2:
        resource.discoverable = false;
        return "contact only";
    case 3:
        resource.sealed = true;
        return "sealed";
    case 4:
        resource.waiting_until.reset();
        return "out of the front door's hands";
    case 5:
        // What is taken out of a case is no longer withheld with it either.
        for (const auto& one : setting.facts.withheld)
            if (one.agency == setting.viewer.agency.text()) return "nothing";
        remove_one(resource.cases, random);
        return "taken out of a case";
    case 6:
        resource.persons.push_back(random.pick(setting.world.persons));
        return "about one person more";
    case 7:
        resource.protected_persons.push_back(random.pick(setting.world.persons));
        return "one more person protected";
    case 8:
        resource.agency_private = true;
        return "kept private";
    default:
        resource.maker.clear();
        return "made by nobody";
    }
}

bool is_no_more(const Decision& after, const Decision& before) {
    return after.effect <= before.effect && (!after.location || before.location);
}

using Tally = std::map<std::string_view, int>;

// Counts what it met, so that nobody takes worlds for proof in which nothing happens.
Prepare shows_no_more(Tally& relationships, Tally& reasons) {
    return [&](const Setting& setting, std::uint64_t chance) -> Judge {
        SmallRandom random(chance);
        std::vector<WeakerPosting> weaker;
        for (int i = 0; i < 8; ++i)
            weaker.push_back(weaker_posting(setting, random));
        return [&, weaker = std::move(weaker)](const Question& q) -> std::string {
            SmallRandom which(q.chance);
            const Decision before = q.answer();
            ++relationships[before.relationship];
            ++reasons[before.reason];
            std::string_view what;
            Decision after;
            if (which.chance(50)) {
                const WeakerPosting& it = which.pick(weaker);
                what = it.what;
                after = q.setting.rule(it.facts, it.viewer, q.action, q.resource, q.setting.world.now);
            } else {
                ResourceFacts resource = q.resource;
                what = weaken(resource, q.setting, which);
                after = q.setting.rule(q.setting.facts, q.setting.viewer, q.action, resource, q.setting.world.now);
            }
            if (is_no_more(after, before)) return {};
            return fmt::format("{}, and {} shows more of {}", what, q.setting.posting.id.text(), q.resource.id);
        };
    };
}

} // namespace

TEST_CASE("P2: taking a grant away, or adding a block, a level or a flag, never shows more") {
    Tally relationships;
    Tally reasons;
    hold_on_worlds(1'000'000, shows_no_more(relationships, reasons));
    for (const auto relationship : {"own", "involved", "manages", "triage", "shared", "index"})
        CHECK_MESSAGE(relationships[relationship] > 500, relationship);
    for (const auto reason : {"posting", "capability", "blocked", "sealed", "private", "restricted", "not shared",
                              "sensitive", "no relationship"})
        CHECK_MESSAGE(reasons[reason] > 500, reason);
}

TEST_CASE("a block cannot be undone by anything") {
    hold_on_worlds(100'000, [](const Setting& setting, std::uint64_t) -> Judge {
        Facts facts = setting.facts;
        facts.blocks.push_back({std::string(setting.viewer.user.text()), {}, {}});
        return [facts = std::move(facts)](const Question& q) mutable -> std::string {
            if (q.resource.persons.empty()) return {};
            facts.blocks.back().about = q.resource.persons.back();
            if (q.setting.rule(facts, q.setting.viewer, q.action, q.resource, q.setting.world.now).effect ==
                Effect::hidden)
                return {};
            return fmt::format("{} sees {} in spite of a block", q.setting.posting.id.text(), q.resource.id);
        };
    });
}

TEST_CASE("P16: another agency's information that is not ordinary takes a scope that holds and is not withheld") {
    int shared = 0;
    holds_on_worlds(300'000, [&](const Question& q) -> std::string {
        const Setting& s = q.setting;
        const std::string agency(s.viewer.agency.text());
        const auto decision = q.answer();
        if (decision.effect != Effect::content || s.viewer.host_agency || q.resource.owner_agency == agency ||
            decision.relationship == "own")
            return {};
        const auto is_of = [&](const auto& one) {
            return one.agency == agency &&
                   std::find(q.resource.cases.begin(), q.resource.cases.end(), one.case_id) != q.resource.cases.end();
        };
        for (const Withholding& one : s.facts.withheld)
            if (is_of(one) && one.category == q.resource.category) return "withheld, and shown " + q.resource.id;
        if (q.resource.agency_private) return "private to another agency, and shown " + q.resource.id;
        if (q.resource.category == "ordinary") return {};
        ++shared;
        for (const Scope& one : s.facts.scopes)
            if (is_of(one) && one.categories.contains(q.resource.category) && one.window.covers(s.world.now)) return {};
        return "shown without a scope: " + q.resource.id;
    });
    CHECK(shared > 500);
}

TEST_CASE("nothing above what is ordinary is shown by less than a full relationship, nor anything restricted unnamed") {
    int restricted = 0;
    holds_on_worlds(600'000, [&](const Question& q) -> std::string {
        const auto decision = q.answer();
        if (decision.effect == Effect::hidden || q.resource.level <= Level::ordinary) return {};
        if (decision.relationship == "triage" || decision.relationship == "shared")
            return fmt::format("{} shows what is sensitive: {}", decision.relationship, q.resource.id);
        if (q.resource.level == Level::sensitive) return {};
        ++restricted;
        for (const auto& case_id : q.resource.cases)
            if (q.setting.facts.named_in.contains(case_id)) return {};
        return "restricted, and shown without a name on the list: " + q.resource.id;
    });
    CHECK(restricted > 100);
}

namespace {

Judge gains_from_another_posting(const Setting& setting, std::uint64_t) {
    std::set<std::string> others;
    for (const WorldPosting& other : setting.world.postings)
        if (other.user == setting.posting.user && other.agency != setting.posting.agency)
            others.insert(std::string(other.id.text()));
    Facts facts = setting.facts;
    std::erase_if(facts.involvements, [&](const Involvement& one) { return others.contains(one.posting); });
    return [facts = std::move(facts), others = std::move(others)](const Question& q) -> std::string {
        const Setting& s = q.setting;
        ResourceFacts resource = q.resource;
        if (others.contains(resource.maker)) resource.maker.clear();
        const Decision by_itself = s.rule(facts, s.viewer, q.action, resource, s.world.now);
        const Decision together = q.answer();
        if (together.effect == by_itself.effect && together.relationship == by_itself.relationship) return {};
        return fmt::format("{} gains from another posting", s.posting.id.text());
    };
}

std::string permitted_after_the_end(const Question& q) {
    const Setting& s = q.setting;
    for (const Window* window : {&s.facts.posting, &s.facts.agency}) {
        const Instant end = std::max(*window->to, s.world.now);
        const auto decision = s.rule(s.facts, s.viewer, q.action, q.resource, end);
        if (decision.effect != Effect::hidden || decision.location)
            return fmt::format("{} still sees {}", s.posting.id.text(), q.resource.id);
    }
    return {};
}

std::string permitted_to_administrators(const Question& q) {
    for (const Role role : {Role::agency_administrator, Role::system_administrator, Role::privacy_officer}) {
        Viewer administrator = q.setting.viewer;
        administrator.role = role;
        const Setting& s = q.setting;
        if (s.rule(s.facts, administrator, q.action, q.resource, s.world.now).effect != Effect::hidden)
            return fmt::format("{} sees {}", code(role), q.resource.id);
    }
    return {};
}

} // namespace

TEST_CASE("P23: a posting's rights are not enlarged by the user's postings in other agencies") {
    hold_on_worlds(1'000'000, gains_from_another_posting);
}

TEST_CASE("P25: after the posting or the agency has ended nothing is permitted") {
    holds_on_worlds(1'000'000, permitted_after_the_end);
}

TEST_CASE("P28: administrative roles reach no case content") {
    holds_on_worlds(100'000, permitted_to_administrators);
}

namespace {

constexpr Window at_all_times{Instant{0}, Instant{std::numeric_limits<std::int64_t>::max()}};

// Each like the rule, but for one mistake.
Decision forgets_that_agreements_end(Facts facts, const Viewer& viewer, Action action, const ResourceFacts& resource,
                                     Instant now) {
    facts.agency = at_all_times;
    return decide(facts, viewer, action, resource, now);
}

Decision takes_a_posting_for_granted(Facts facts, const Viewer& viewer, Action action, const ResourceFacts& resource,
                                     Instant now) {
    facts.posting = facts.agency = at_all_times;
    facts.second_factor_met = true;
    return decide(facts, viewer, action, resource, now);
}

Decision forgets_the_highest_level(const Facts& facts, const Viewer& viewer, Action action, ResourceFacts resource,
                                   Instant now) {
    if (resource.level == Level::restricted) resource.level = Level::ordinary;
    return decide(facts, viewer, action, resource, now);
}

Decision lifts_a_block_by_a_second_one(Facts facts, const Viewer& viewer, Action action, const ResourceFacts& resource,
                                       Instant now) {
    const auto is_viewers = [&](const Block& block) { return block.user == viewer.user.text(); };
    if (std::count_if(facts.blocks.begin(), facts.blocks.end(), is_viewers) > 1) facts.blocks.clear();
    return decide(facts, viewer, action, resource, now);
}

Decision takes_a_user_for_a_posting(Facts facts, const Viewer& viewer, Action action, const ResourceFacts& resource,
                                    Instant now) {
    for (Involvement& one : facts.involvements) {
        if (!one.posting.empty()) one.posting = viewer.posting.text();
        one.agency = viewer.agency.text();
    }
    return decide(facts, viewer, action, resource, now);
}

Decision takes_administrators_for_triage(const Facts& facts, Viewer viewer, Action action,
                                         const ResourceFacts& resource, Instant now) {
    if (viewer.role == Role::system_administrator) viewer.role = Role::triage;
    return decide(facts, viewer, action, resource, now);
}

bool notices(const Prepare& property, const Rule& mistaken) {
    return !complaint_on_worlds(100'000, property, mistaken).empty();
}

} // namespace

TEST_CASE("each property complains of a rule that breaks it") {
    Tally relationships, reasons;
    CHECK(notices(always(permitted_without_facts), takes_a_posting_for_granted));
    CHECK(notices(shows_no_more(relationships, reasons), forgets_the_highest_level));
    CHECK(notices(shows_no_more(relationships, reasons), lifts_a_block_by_a_second_one));
    CHECK(notices(gains_from_another_posting, takes_a_user_for_a_posting));
    CHECK(notices(always(permitted_after_the_end), forgets_that_agreements_end));
    CHECK(notices(always(permitted_to_administrators), takes_administrators_for_triage));
    CHECK_FALSE(notices(always(permitted_without_facts), decide));
}

} // namespace kith::access
