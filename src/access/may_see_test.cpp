// P19: the view may_see says what decide() says, on random worlds in both databases; KITH_WORLDS says on how many
// (2,000 if it does not). P6: what is decided about many at once is what is decided about each, on a million decisions.

#include "access/kinds.h"
#include "access/office_test.h"
#include "access/register.h"
#include "access/restriction.h"
#include "access/same_persons.h"
#include "access/users.h"
#include "access/world_test.h"
#include "db/database.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace kith::access {

namespace {

constexpr db::Sql add_user_row = R"sql(
    insert into users (id, reference, name, email, person_id, created_at)
    values (:id, :id, 'somebody', :id, :person, 0)
)sql";

constexpr db::Sql add_posting_row = R"sql(
    insert into postings (id, reference, user_id, agency_id, role, starts_at, ends_at)
    values (:id, :id, :user, :agency, :role, :from, :to)
)sql";

constexpr db::Sql add_locality = R"sql(
    insert into posting_localities (posting_id, locality)
    values (:posting, :locality)
)sql";

constexpr db::Sql add_involvement = R"sql(
    insert into involvements (id, case_id, posting_id, agency_id, starts_at, ends_at, leads)
    values (:id, :case, :posting, :agency, :from, :to, :leads)
)sql";

constexpr db::Sql add_scope = R"sql(
    insert into scopes (id, case_id, agency_id, category, starts_at, ends_at)
    values (:id, :case, :agency, :category, :from, :to)
)sql";

constexpr db::Sql add_withholding = R"sql(
    insert into withholdings (id, case_id, agency_id, category, made_at)
    values (:id, :case, :agency, :category, 0)
)sql";

constexpr db::Sql add_name = R"sql(
    insert into named_lists (id, case_id, posting_id, starts_at, ends_at)
    values (:id, :case, :posting, :from, :to)
)sql";

constexpr db::Sql add_location_entry = R"sql(
    insert into location_list (id, person_id, posting_id, starts_at, ends_at)
    values (:id, :person, :posting, :from, :to)
)sql";

struct Row;

Id<Row> row_id(db::Writer& writer) {
    return Id<Row>::make(writer.now(), writer.random());
}

void load_people(db::Writer& writer, const World& world) {
    for (const auto& agency : world.agencies)
        set_agency_terms(writer, {.agency = agency.id, .name = "", .host = agency.host, .agreement = agency.window});
    for (const auto& user : world.users)
        writer.run(add_user_row, {{"id", user.id}, {"person", user.person}});
    for (const auto& posting : world.postings) {
        writer.run(add_posting_row, {{"id", posting.id},
                                     {"user", world.users[posting.user].id},
                                     {"agency", world.agencies[posting.agency].id},
                                     {"role", code(posting.role)},
                                     {"from", posting.window.from},
                                     {"to", *posting.window.to}});
        for (const auto& locality : posting.localities)
            writer.run(add_locality, {{"posting", posting.id}, {"locality", locality}});
    }
}

void load_resource(db::Writer& writer, const ResourceFacts& resource) {
    register_resource(writer, {.kind = resource.kind,
                               .id = resource.id,
                               .owner = Id<agencies::Agency>::trusted(resource.owner_agency),
                               .locality = resource.locality,
                               .level = resource.level,
                               .category = resource.category,
                               .maker = Id<Posting>::trusted(resource.maker)});
    if (!resource.discoverable) set_discoverable(writer, resource.id, false);
    if (resource.sealed) seal(writer, resource.id);
    if (resource.agency_private) keep_private(writer, resource.id);
    if (resource.waiting_until) in_front_door_until(writer, resource.id, resource.waiting_until);
    for (const auto& person : resource.persons)
        add_about(writer, resource.id, Id<people::Person>::trusted(person));
    for (const auto& case_id : resource.cases)
        add_to_case(writer, resource.id, case_id);
}

void load_edges(db::Writer& writer, const World& world) {
    for (const auto& one : world.involvements)
        writer.run(add_involvement, {{"id", row_id(writer)},
                                     {"case", one.case_id},
                                     {"posting", Id<Posting>::trusted(one.posting)},
                                     {"agency", one.agency},
                                     {"from", one.window.from},
                                     {"to", *one.window.to},
                                     {"leads", one.leads}});
    for (const auto& one : world.scopes)
        writer.run(add_scope, {{"id", row_id(writer)},
                               {"case", one.case_id},
                               {"agency", one.agency},
                               {"category", *one.categories.begin()},
                               {"from", one.window.from},
                               {"to", *one.window.to}});
    for (const auto& one : world.withheld)
        writer.run(add_withholding,
                   {{"id", row_id(writer)}, {"case", one.case_id}, {"agency", one.agency}, {"category", one.category}});
    for (const auto& one : world.named)
        writer.run(add_name, {{"id", row_id(writer)},
                              {"case", one.case_id},
                              {"posting", one.posting},
                              {"from", one.window.from},
                              {"to", *one.window.to}});
    for (const auto& one : world.blocks)
        bar(writer, Id<User>::trusted(one.user), Id<people::Person>::trusted(one.person),
            Id<people::Person>::trusted(one.about));
    for (const auto& person : world.protected_persons)
        protect_location(writer, Id<people::Person>::trusted(person));
    for (const auto& set : world.same) {
        std::set<Id<people::Person>> records;
        for (const auto& person : set)
            records.insert(Id<people::Person>::trusted(person));
        say_who_is_one(writer, records, {records});
    }
    for (const auto& one : world.location_list)
        writer.run(add_location_entry, {{"id", row_id(writer)},
                                        {"person", one.person},
                                        {"posting", one.posting},
                                        {"from", one.window.from},
                                        {"to", *one.window.to}});
}

void load(db::Writer& writer, const World& world) {
    load_people(writer, world);
    for (const auto& resource : world.resources)
        load_resource(writer, resource);
    load_edges(writer, world);
}

constexpr db::Sql everything_visible = R"sql(
    select posting_id, resource_id, max(clearance) as clearance
    from may_see
    where starts_at <= :now
    and ends_at > :now
    group by posting_id, resource_id
)sql";

// What each posting sees of each resource; hidden ones are left out.
using Sight = std::map<std::pair<std::string, std::string>, Effect>;

Sight seen_by_view(db::Reader& reader, const World& world) {
    Sight sight;
    reader.for_each(everything_visible, std::array<db::Parameter, 1>{{{"now", world.now}}}, [&](const db::Row& row) {
        sight[{row.text("posting_id"), row.text("resource_id")}] =
            row.integer("clearance") == 1 ? Effect::content : Effect::index;
    });
    return sight;
}

using Rule = std::function<Decision(const Facts&, const Viewer&, Action, const ResourceFacts&, Instant)>;

Sight seen_by_rule(const World& world, const Rule& rule = decide) {
    Sight sight;
    for (const auto& posting : world.postings) {
        const Facts facts = facts_for(world, posting);
        const Viewer viewer = viewer_of(world, posting);
        for (const auto& resource : world.resources) {
            const auto effect =
                rule(facts, viewer, read_action(resource.kind), reached(world, resource), world.now).effect;
            if (effect != Effect::hidden) sight[{std::string(posting.id.text()), resource.id}] = effect;
        }
    }
    return sight;
}

bool is_same(const Decision& one, const Decision& other) {
    return one.effect == other.effect && bool(one.location) == bool(other.location) &&
           one.relationship == other.relationship && one.reason == other.reason;
}

// How the loaded facts are asked many things at once: many actions on one record, one action on many records.
struct Batches {
    std::function<std::vector<Decision>(db::Reader&, const Viewer&, const std::vector<Action>&, std::string_view,
                                        Instant)>
        actions = [](db::Reader& reader, const Viewer& viewer, const std::vector<Action>& wanted,
                     std::string_view resource, Instant now) {
            const Rights rights = rights_to(reader, viewer, resource, now);
            std::vector<Decision> decisions;
            for (const Action action : wanted)
                decisions.push_back(rights.to(action));
            return decisions;
        };
    std::function<std::vector<Decision>(db::Reader&, const Viewer&, const std::vector<std::string>&, Instant)> records =
        [](db::Reader& reader, const Viewer& viewer, const std::vector<std::string>& ids, Instant now) {
            return decide_about_each(reader, viewer, Action::find, ids, now);
        };
};

// For one posting: everything that is asked at once is answered as the rule answers it by itself, and so is what is
// asked by itself. Counts the decisions.
std::string complaint_about_loading(db::Reader& reader, const World& world, const WorldPosting& posting,
                                    const Batches& batches, std::int64_t& decisions) {
    const std::vector<Action> actions(all_actions.begin(), all_actions.end());
    const Viewer viewer = viewer_of(world, posting);
    const Facts facts = facts_for(world, posting);
    std::vector<std::string> ids;
    for (const auto& resource : world.resources)
        ids.push_back(resource.id);
    const auto each = batches.records(reader, viewer, ids, world.now);
    for (std::size_t i = 0; i < world.resources.size(); ++i) {
        const ResourceFacts resource = reached(world, world.resources[i]);
        const auto expected = [&](Action action) { return decide(facts, viewer, action, resource, world.now); };
        const auto complaint = [&](const Decision& got, Action action) {
            return fmt::format("{} about {}, asked by {}, is decided by {}{} instead of {}{}", code(action), ids[i],
                               posting.id.text(), got.relationship, got.reason, expected(action).relationship,
                               expected(action).reason);
        };
        const auto together = batches.actions(reader, viewer, actions, ids[i], world.now);
        for (std::size_t k = 0; k < actions.size(); ++k, ++decisions)
            if (!is_same(together[k], expected(actions[k]))) return complaint(together[k], actions[k]);
        ++decisions;
        if (!is_same(each[i], expected(Action::find))) return complaint(each[i], Action::find);
    }
    const auto by_itself = decide_about(reader, viewer, Action::find, ids.front(), world.now);
    if (!is_same(by_itself, each.front())) return "asked by itself, the first record is decided otherwise";
    return {};
}

// P15: what a block or protection does to one record of a person, it does to all; for one posting.
std::string complaint_about_sets(db::Reader& reader, const World& world, const WorldPosting& posting) {
    const Viewer viewer = viewer_of(world, posting);
    for (const auto& set : world.same) {
        std::vector<Decision> decisions;
        for (const auto& person : set)
            if (std::any_of(world.resources.begin(), world.resources.end(),
                            [&](const ResourceFacts& each) { return each.id == person; }))
                decisions.push_back(decide_about(reader, viewer, Action::find, person, world.now));
        for (const auto& one : decisions)
            for (const auto& other : decisions) {
                if ((one.reason == "blocked") != (other.reason == "blocked"))
                    return fmt::format("{} is blocked from one record of {} alone", posting.id.text(),
                                       fmt::join(set, ","));
                const bool both = one.effect == Effect::content && other.effect == Effect::content;
                if (both && bool(one.location) != bool(other.location))
                    return fmt::format("{} is shown where one record of {} is", posting.id.text(), fmt::join(set, ","));
            }
    }
    return {};
}

std::string difference(const Sight& view, const Sight& rule) {
    const auto effect = [](const Sight& sight, const auto& pair) {
        const auto found = sight.find(pair);
        return found == sight.end() ? 0 : static_cast<int>(found->second);
    };
    for (const Sight* sight : {&view, &rule})
        for (const auto& [pair, ignored] : *sight)
            if (effect(view, pair) != effect(rule, pair))
                return fmt::format("posting {}, resource {}: may_see says {}, decide says {}", pair.first, pair.second,
                                   effect(view, pair), effect(rule, pair));
    return {};
}

constexpr db::Sql content_out_of_reach = R"sql(
    select m.posting_id, m.resource_id
    from may_see m
    join resources r on r.id = m.resource_id
    where m.clearance = 1
    and r.kind <> 'request'
    and not exists (select 1
                    from within_reach w
                    where w.posting_id = m.posting_id
                    and w.resource_id = m.resource_id)
)sql";

std::string complaint_about_reach(db::Reader& reader) {
    return reader
        .one(content_out_of_reach, {},
             [](const db::Row& row) {
                 return fmt::format("posting {} sees resource {}, which is not within its reach",
                                    row.text("posting_id"), row.text("resource_id"));
             })
        .value_or("");
}

struct Undone {};

// Looks at a world that is there only while it does.
void in_world(db::Database& database, const World& world, const std::function<void(db::Reader&)>& look) {
    try {
        database.write([&](db::Writer& writer) {
            load(writer, world);
            look(writer);
            throw Undone();
        });
    } catch (const Undone&) {
    }
}

std::string complaint_about(db::Database& database, const World& world) {
    std::string complaint;
    in_world(database, world, [&](db::Reader& reader) {
        complaint = difference(seen_by_view(reader, world), seen_by_rule(world));
        if (complaint.empty()) complaint = complaint_about_reach(reader);
        if (complaint.empty() && !world.postings.empty())
            complaint =
                complaint_about_sets(reader, world, world.postings[world.resources.size() % world.postings.size()]);
    });
    return complaint;
}

std::string complaint_about_batches(db::Database& database, const World& world, std::uint64_t seed,
                                    const Batches& batches, std::int64_t& decisions) {
    std::string complaint;
    in_world(database, world, [&](db::Reader& reader) {
        for (const auto offset : {seed, seed + 1})
            if (complaint.empty() && !world.postings.empty() && !world.resources.empty())
                complaint = complaint_about_loading(reader, world, world.postings[offset % world.postings.size()],
                                                    batches, decisions);
    });
    return complaint;
}

int number_of_worlds() {
    const char* const asked = std::getenv("KITH_WORLDS");
    return asked ? std::atoi(asked) : 2000;
}

constexpr WorldSize small{.agencies = 4, .users = 6, .persons = 8, .cases = 4, .resources = 14, .edges = 10};

constexpr db::Sql forget_undone_worlds =
    "truncate users, agency_terms, resources, scopes, withholdings, blocks, protected_persons, same_persons cascade";

// PostgreSQL keeps what was undone until it is swept, and slows down.
void sweep(db::Database& database, db::Engine engine) {
    if (engine == db::Engine::postgres)
        database.write([](db::Writer& writer) { writer.run(forget_undone_worlds, {}); });
}

} // namespace

TEST_CASE("P19: the view shows what the rule allows, on random worlds") {
    on_each_engine([&](db::Engine engine) {
        const FreshDatabase fresh(engine);
        const auto database = db::open(fresh.url());
        std::size_t seen = 0;
        for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(number_of_worlds()); ++seed) {
            if (seed % 50 == 0) sweep(*database, engine);
            const World world = random_world(seed, small);
            seen += seen_by_rule(world).size();
            if (complaint_about(*database, world).empty()) continue;
            const World smallest = shrunk(world, [&](const World& smaller) {
                try {
                    return !complaint_about(*database, smaller).empty();
                } catch (const db::Fault&) {
                    return false; // something that is left points to what was left out
                }
            });
            FAIL("seed ", seed, ": ", complaint_about(*database, smallest), "\n", told(smallest));
        }
        CHECK(seen > 5U * static_cast<std::size_t>(number_of_worlds())); // something is visible in these worlds
    });
}

// A million on the quick database; on the other, whose journeys cost ten times as much, enough to see that it loads
// the same facts.
TEST_CASE("P6: what is decided about many at once is what is decided about each") {
    on_each_engine([&](db::Engine engine) {
        const bool is_quick = engine == db::Engine::sqlite;
        const std::int64_t wanted = is_quick ? 1'000'000 : 50'000;
        const FreshDatabase fresh(engine);
        const auto database = db::open(fresh.url());
        std::int64_t decisions = 0;
        for (std::uint64_t seed = 1; decisions < wanted; ++seed) {
            if (seed % 50 == 0) sweep(*database, engine);
            const World world = random_world(seed, small);
            const auto complaint = complaint_about_batches(*database, world, seed, {}, decisions);
            if (!complaint.empty()) FAIL("seed ", seed, ": ", complaint, "\n", told(world));
        }
        CHECK(decisions >= wanted);
    });
}

TEST_CASE("P19 and P6 complain of a rule that forgets blocks, and of batches that ask about one thing many times") {
    const FreshDatabase fresh(db::Engine::sqlite);
    const auto database = db::open(fresh.url());
    const Rule forgets_blocks = [](Facts facts, const Viewer& viewer, Action action, const ResourceFacts& resource,
                                   Instant now) {
        facts.blocks.clear();
        return decide(facts, viewer, action, resource, now);
    };
    Batches one_record, one_action;
    one_record.records = [](db::Reader& reader, const Viewer& viewer, const std::vector<std::string>& ids,
                            Instant now) {
        return std::vector(ids.size(), decide_about(reader, viewer, Action::find, ids.front(), now));
    };
    one_action.actions = [](db::Reader& reader, const Viewer& viewer, const std::vector<Action>& actions,
                            std::string_view resource, Instant now) {
        return std::vector(actions.size(), decide_about(reader, viewer, actions.front(), resource, now));
    };
    bool notices_rule = false, notices_record = false, notices_action = false;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const World world = random_world(seed, small);
        std::int64_t decisions = 0;
        in_world(*database, world, [&](db::Reader& reader) {
            const auto view = seen_by_view(reader, world);
            notices_rule = notices_rule || !difference(view, seen_by_rule(world, forgets_blocks)).empty();
        });
        notices_record =
            notices_record || !complaint_about_batches(*database, world, seed, one_record, decisions).empty();
        notices_action =
            notices_action || !complaint_about_batches(*database, world, seed, one_action, decisions).empty();
    }
    CHECK(notices_rule);
    CHECK(notices_record);
    CHECK(notices_action);
}

namespace {

constexpr db::Sql everything_reached = R"sql(
    select resource_id
    from restricted_reach
)sql";

std::set<std::string> reached_by_restriction(db::Reader& reader) {
    const auto all = reader.all(everything_reached, {}, [](const db::Row& row) { return row.text("resource_id"); });
    return {all.begin(), all.end()};
}

// A person or family of the world, with people of it and who is named.
struct Narrowing {
    const ResourceFacts* anchor = nullptr;
    std::vector<Id<people::Person>> persons;
    std::vector<const WorldPosting*> named;

    bool names(const std::string& posting) const {
        return std::any_of(named.begin(), named.end(), [&](const auto* each) { return each->id.text() == posting; });
    }
};

const ResourceFacts* resource_in(const World& world, const std::string& id) {
    for (const auto& resource : world.resources)
        if (resource.id == id) return &resource;
    return nullptr;
}

Narrowing a_choice(const World& world, SeededRandom& random) {
    Narrowing choice;
    std::vector<const ResourceFacts*> anchors;
    for (const auto& resource : world.resources)
        if (resource.kind == Kind::person || resource.kind == Kind::family) anchors.push_back(&resource);
    if (anchors.empty() || world.postings.empty()) return choice;
    choice.anchor = random.pick(anchors);
    if (choice.anchor->kind == Kind::family)
        for (const auto& person : choice.anchor->persons)
            if (random.chance(80)) choice.persons.push_back(Id<people::Person>::trusted(person));
    for (auto names = 1 + random.below(3); names > 0; --names)
        choice.named.push_back(&random.pick(world.postings));
    return choice;
}

std::string complaint_about_narrowing(const World& world, const Narrowing& choice, const std::set<std::string>& reach,
                                      const Sight& before, const Sight& after) {
    for (const auto& [pair, effect] : after) {
        const auto& [posting, id] = pair;
        const auto was = before.find(pair);
        const bool gained = was == before.end() || static_cast<int>(effect) > static_cast<int>(was->second);
        if (!reach.contains(id)) {
            if (was == before.end() || effect != was->second)
                return posting + " sees another thing than before of " + id + ", which is not reached";
            continue;
        }
        if (!choice.names(posting)) return posting + " is not named and sees " + id;
        const auto kind = resource_in(world, id)->kind;
        if (gained && kind != Kind::person && kind != Kind::family) return posting + " gains sight of " + id;
    }
    for (const auto& [pair, effect] : before)
        if (!reach.contains(pair.second) && !after.contains(pair))
            return pair.first + " loses " + pair.second + ", which is not reached";
    return {};
}

std::string complaint_about_rule(db::Reader& reader, const World& world, const std::set<std::string>& reach,
                                 const Sight& view) {
    for (const auto& posting : world.postings) {
        const Viewer viewer = viewer_of(world, posting);
        for (const auto& id : reach) {
            const auto action = read_action(resource_in(world, id)->kind);
            const auto rule = decide_about(reader, viewer, action, id, world.now).effect;
            const auto found = view.find({std::string(posting.id.text()), id});
            if (rule != (found == view.end() ? Effect::hidden : found->second))
                return fmt::format("decide and may_see part about {} and {}", posting.id.text(), id);
        }
    }
    return {};
}

} // namespace

// P2, P13 and P19 for restrictions, and that ending one leaves no trace of it.
TEST_CASE("a restriction narrows what others see and nothing else, and opens again exactly what it closed") {
    constexpr WorldSize small{.agencies = 4, .users = 6, .persons = 8, .cases = 4, .resources = 16, .edges = 12};
    on_each_engine([&](db::Engine engine) {
        Office office(engine);
        int made = 0, hid = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            SeededRandom random(seed);
            World world = random_world(seed, small);
            world.named.clear(); // every list of names is a restriction's
            const Narrowing choice = a_choice(world, random);
            if (!choice.anchor) continue;
            CAPTURE(seed);
            try {
                office.database->write([&](db::Writer& writer) {
                    load(writer, world);
                    const auto before = seen_by_view(writer, world);
                    const Restriction restriction{restrict_to_names(writer, choice.anchor->id, choice.persons),
                                                  choice.anchor->id,
                                                  writer.now(),
                                                  {}};
                    for (const auto* each : choice.named)
                        name_for(writer, restriction, each->id, world.agencies[each->agency].id);
                    const auto reach = reached_by_restriction(writer);
                    const auto after = seen_by_view(writer, world);
                    CHECK(complaint_about_narrowing(world, choice, reach, before, after) == "");
                    CHECK(complaint_about_rule(writer, world, reach, after) == "");
                    CHECK(complaint_about_reach(writer) == "");
                    for (const auto& [pair, effect] : before)
                        hid += reach.contains(pair.second) && !after.contains(pair);
                    lift_restriction(writer, restriction);
                    CHECK(difference(seen_by_view(writer, world), before) == "");
                    CHECK(reached_by_restriction(writer).empty());
                    ++made;
                    throw Undone();
                });
            } catch (const Undone&) {
            }
        }
        CHECK(made > 40);
        CHECK(hid > 60); // there was something to hide
    });
}

} // namespace kith::access
