#include "access/world_test.h"

#include "access/kinds.h"

namespace kith::access {

namespace {

constexpr std::array localities = {"", "north", "south"};
constexpr std::array categories = {"ordinary", "health"};
constexpr std::array all_roles = {Role::partner,        Role::early_help_worker,    Role::team_manager,
                                  Role::triage,         Role::agency_administrator, Role::system_administrator,
                                  Role::privacy_officer};

const Instant noon{1'790'000'000'000};

// Makes one world; its members are made in the order in which they refer to each other.
class Maker {
public:
    Maker(std::uint64_t seed, const WorldSize& size) : random_(seed), size_(size) { world_.now = noon; }

    World made() {
        make_agencies();
        make_persons();
        make_users();
        make_cases();
        make_resources();
        make_edges();
        return std::move(world_);
    }

private:
    template <typename T>
    Id<T> id() {
        return Id<T>::make(noon, random_);
    }

    std::string text_id() { return std::string(id<ResourceFacts>().text()); }

    // Mostly open now; sometimes over, not yet begun, or with an edge at this very moment.
    Window window(int percent_open) {
        if (random_.chance(percent_open)) return {noon - hours_ms, noon + hours_ms};
        switch (random_.below(5)) {
        case 0:
            return {noon - 2 * hours_ms, noon - hours_ms};
        case 1:
            return {noon + hours_ms, noon + 2 * hours_ms};
        case 2:
            return {noon, noon + 1};
        case 3:
            return {noon - hours_ms, noon};
        default:
            return {noon + 1, noon + hours_ms};
        }
    }

    void make_agencies() {
        for (std::size_t i = 0; i < size_.agencies; ++i)
            world_.agencies.push_back({id<agencies::Agency>(), i == 0 || random_.chance(10), window(90)});
    }

    void make_persons() {
        for (std::size_t i = 0; i < size_.persons; ++i)
            world_.persons.push_back(text_id());
        for (const std::string& person : world_.persons)
            if (random_.chance(15)) world_.protected_persons.insert(person);
        for (std::size_t i = 0; i + 3 < world_.persons.size(); i += 3) {
            if (!random_.chance(25)) continue;
            world_.same.push_back({world_.persons[i], world_.persons[i + 1]});
            if (random_.chance(30)) world_.same.back().insert(world_.persons[i + 2]);
        }
    }

    void make_users() {
        for (std::size_t i = 0; i < size_.users; ++i) {
            world_.users.push_back({id<User>(), {}});
            if (random_.chance(30))
                world_.users.back().person = Id<people::Person>::trusted(random_.pick(world_.persons));
            for (std::size_t postings = 1 + random_.below(2); postings > 0; --postings)
                world_.postings.push_back(posting(i));
        }
    }

    WorldPosting posting(std::size_t user) {
        WorldPosting made{.id = id<Posting>(),
                          .user = user,
                          .agency = random_.chance(50) ? 0 : random_.below(world_.agencies.size()),
                          .role = all_roles[random_.chance(80) ? random_.below(4) : random_.below(all_roles.size())],
                          .localities = {},
                          .window = window(85)};
        for (const char* locality : {"north", "south"})
            if (random_.chance(35)) made.localities.emplace_back(locality);
        return made;
    }

    void make_cases() {
        for (std::size_t i = 0; i < size_.cases; ++i) {
            auto made = resource(Kind::episode);
            made.cases.push_back(made.id);
            world_.cases.push_back(made.id);
            world_.resources.push_back(std::move(made));
        }
    }

    void make_resources() {
        for (std::size_t i = 0; i < size_.resources; ++i) {
            const auto kind = static_cast<Kind>(random_.below(3)); // person, family, request
            auto made = resource(kind);
            if (kind == Kind::person) {
                if (i >= world_.persons.size()) continue;
                made.id = world_.persons[i];
                made.persons = {made.id};
            }
            while (random_.chance(40))
                add(made.cases, random_.pick(world_.cases));
            world_.resources.push_back(std::move(made));
        }
    }

    ResourceFacts resource(Kind kind) {
        ResourceFacts made{.kind = kind,
                           .id = text_id(),
                           .owner_agency = std::string(random_.pick(world_.agencies).id.text()),
                           .locality = random_.pick(localities),
                           .level = random_.chance(70) ? Level::ordinary : static_cast<Level>(random_.below(4)),
                           .category = random_.pick(categories),
                           .discoverable = random_.chance(85),
                           .sealed = random_.chance(5),
                           .agency_private = random_.chance(6)};
        if (random_.chance(50)) made.maker = std::string(random_.pick(world_.postings).id.text());
        if (random_.chance(50)) made.waiting_until = *window(70).to;
        for (std::size_t persons = random_.below(4); persons > 0; --persons)
            add(made.persons, random_.pick(world_.persons));
        return made;
    }

    static void add(std::vector<std::string>& items, const std::string& item) {
        if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
    }

    void make_edges() {
        for (std::size_t i = random_.below(size_.edges + 1); i > 0; --i) {
            const auto& posting = random_.pick(world_.postings);
            world_.involvements.push_back({random_.pick(world_.cases),
                                           random_.chance(60) ? std::string(posting.id.text()) : std::string(),
                                           std::string(world_.agencies[posting.agency].id.text()), window(70)});
            auto& made = world_.involvements.back();
            made.leads = !made.posting.empty() && random_.chance(50);
        }
        for (std::size_t i = random_.below(size_.edges + 1); i > 0; --i)
            world_.scopes.push_back({random_.pick(world_.cases),
                                     std::string(random_.pick(world_.agencies).id.text()),
                                     {random_.pick(categories)},
                                     window(70)});
        for (std::size_t i = random_.below(size_.edges / 2 + 1); i > 0; --i)
            world_.withheld.push_back({random_.pick(world_.cases), std::string(random_.pick(world_.agencies).id.text()),
                                       random_.pick(categories)});
        // Much that counts only together meets by chance too seldom.
        for (const Involvement& one : world_.involvements) {
            if (one.posting.empty()) continue;
            if (random_.chance(30)) world_.named.push_back({one.case_id, one.posting, window(70)});
            if (random_.chance(40)) world_.scopes.push_back({one.case_id, one.agency, {"health"}, window(70)});
            if (random_.chance(10)) world_.withheld.push_back({one.case_id, one.agency, random_.pick(categories)});
        }
        for (std::size_t i = random_.below(size_.edges / 2 + 1); i > 0; --i)
            world_.named.push_back(
                {random_.pick(world_.cases), std::string(random_.pick(world_.postings).id.text()), window(70)});
        for (std::size_t i = random_.below(size_.edges / 4 + 1); i > 0; --i)
            world_.blocks.push_back(block());
        for (const std::string& person : world_.protected_persons)
            while (random_.chance(60))
                world_.location_list.push_back(
                    {person, std::string(random_.pick(world_.postings).id.text()), window(80)});
    }

    Block block() {
        const bool by_user = random_.chance(50);
        return {by_user ? std::string(random_.pick(world_.users).id.text()) : std::string(),
                by_user ? std::string() : random_.pick(world_.persons), random_.pick(world_.persons)};
    }

    SeededRandom random_;
    WorldSize size_;
    World world_;
};

bool is_about(const ResourceFacts& resource, const std::string& person) {
    return std::find(resource.persons.begin(), resource.persons.end(), person) != resource.persons.end();
}

} // namespace

World random_world(std::uint64_t seed, const WorldSize& size) {
    return Maker(seed, size).made();
}

Viewer viewer_of(const World& world, const WorldPosting& posting) {
    const WorldAgency& agency = world.agencies[posting.agency];
    const WorldUser& user = world.users[posting.user];
    return {.user = user.id,
            .posting = posting.id,
            .agency = agency.id,
            .role = posting.role,
            .localities = posting.localities,
            .host_agency = agency.host,
            .person = user.person};
}

Facts facts_for(const World& world, const WorldPosting& posting) {
    Facts facts{.posting = posting.window,
                .agency = world.agencies[posting.agency].window,
                .second_factor_met = true,
                .involvements = world.involvements,
                .scopes = world.scopes,
                .withheld = world.withheld,
                .blocks = world.blocks,
                .named_in = {},
                .location_list = {}};
    for (const LocationEntry& entry : world.location_list)
        if (entry.posting == posting.id.text() && entry.window.covers(world.now))
            facts.location_list.insert(entry.person);
    for (const NameOnList& name : world.named)
        if (name.posting == posting.id.text() && name.window.covers(world.now)) facts.named_in.insert(name.case_id);
    return facts;
}

namespace {

std::set<std::string> with_same(const World& world, std::set<std::string> persons) {
    for (const auto& set : world.same)
        if (std::any_of(set.begin(), set.end(), [&](const std::string& person) { return persons.contains(person); }))
            persons.insert(set.begin(), set.end());
    return persons;
}

} // namespace

ResourceFacts reached(const World& world, const ResourceFacts& resource) {
    const auto about = with_same(world, {resource.persons.begin(), resource.persons.end()});
    auto persons = about;
    for (const ResourceFacts& family : world.resources) {
        const bool shared = family.kind == Kind::family &&
                            std::any_of(about.begin(), about.end(),
                                        [&](const std::string& person) { return is_about(family, person); });
        if (shared) persons.insert(family.persons.begin(), family.persons.end());
    }
    persons = with_same(world, std::move(persons));
    ResourceFacts facts = resource;
    facts.persons.assign(persons.begin(), persons.end());
    for (const std::string& person : persons)
        if (world.protected_persons.contains(person)) facts.protected_persons.push_back(person);
    if (!facts.protected_persons.empty() && facts.kind != Kind::request) facts.locality = ""; // register.h keeps none
    return facts;
}

Action read_action(Kind kind) {
    switch (kind) {
    case Kind::person:
        return Action::read_person;
    case Kind::family:
        return Action::read_family;
    case Kind::request:
        return Action::read_request;
    case Kind::episode:
        return Action::read_episode;
    }
    return Action::find;
}

namespace {

template <typename Items>
void leave_out(World& world, Items World::*items, const std::function<bool(const World&)>& fails) {
    for (std::size_t i = (world.*items).size(); i > 0; --i) {
        World smaller = world;
        (smaller.*items).erase((smaller.*items).begin() + static_cast<std::ptrdiff_t>(i - 1));
        if (fails(smaller)) world = std::move(smaller);
    }
}

} // namespace

World shrunk(World world, const std::function<bool(const World&)>& fails) {
    leave_out(world, &World::resources, fails);
    leave_out(world, &World::postings, fails);
    leave_out(world, &World::involvements, fails);
    leave_out(world, &World::scopes, fails);
    leave_out(world, &World::withheld, fails);
    leave_out(world, &World::named, fails);
    leave_out(world, &World::blocks, fails);
    leave_out(world, &World::location_list, fails);
    leave_out(world, &World::same, fails);
    return world;
}

std::string told(const World& world) {
    std::string text = fmt::format("now {}\n", world.now.milliseconds);
    const auto window = [](const Window& w) {
        return fmt::format("[{}, {})", w.from.milliseconds - noon.milliseconds,
                           w.to ? w.to->milliseconds - noon.milliseconds : -1);
    };
    for (const auto& agency : world.agencies)
        text += fmt::format("agency {} {}{}\n", agency.id.text(), agency.host ? "host " : "", window(agency.window));
    for (const auto& posting : world.postings)
        text += fmt::format("posting {} user {} person {} agency {} {} {} at [{}]\n", posting.id.text(),
                            world.users[posting.user].id.text(), world.users[posting.user].person.text(),
                            world.agencies[posting.agency].id.text(), code(posting.role), window(posting.window),
                            fmt::join(posting.localities, ","));
    for (const auto& r : world.resources)
        text += fmt::format("{} {} owner {} maker {} at '{}' level {} {} {}{}{}waiting {} cases [{}] about [{}]\n",
                            code(r.kind), r.id, r.owner_agency, r.maker, r.locality, static_cast<int>(r.level),
                            r.category, r.discoverable ? "" : "contact-only ", r.sealed ? "sealed " : "",
                            r.agency_private ? "private " : "",
                            r.waiting_until ? r.waiting_until->milliseconds - noon.milliseconds : -1,
                            fmt::join(r.cases, ","), fmt::join(r.persons, ","));
    for (const auto& i : world.involvements)
        text += fmt::format("{} {} posting '{}' agency {} {}\n", i.leads ? "leads" : "involved in", i.case_id,
                            i.posting, i.agency, window(i.window));
    for (const auto& s : world.scopes)
        text += fmt::format("scope {} agency {} {} {}\n", s.case_id, s.agency, *s.categories.begin(), window(s.window));
    for (const auto& w : world.withheld)
        text += fmt::format("withheld {} agency {} {}\n", w.case_id, w.agency, w.category);
    for (const auto& n : world.named)
        text += fmt::format("named in {} posting {} {}\n", n.case_id, n.posting, window(n.window));
    for (const auto& set : world.same)
        text += fmt::format("one person: {}\n", fmt::join(set, ","));
    for (const auto& b : world.blocks)
        text += fmt::format("block user '{}' person '{}' about {}\n", b.user, b.person, b.about);
    return text;
}

} // namespace kith::access
