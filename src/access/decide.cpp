#include "access/decide.h"

namespace kith::access {

namespace {

template <typename Items>
bool holds(const Items& items, std::string_view item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

// Whether an action is one on this kind of thing at all.
bool concerns(Action action, Kind kind) {
    switch (action) {
    case Action::find:
        return true;
    case Action::read_looks:
    case Action::protect:
    case Action::manage_access:
    case Action::bar_oneself:
        return kind == Kind::person || kind == Kind::family;
    case Action::read_person:
    case Action::write_person:
        return kind == Kind::person;
    case Action::read_family:
    case Action::write_family:
        return kind == Kind::family;
    case Action::ask_for_support:
    case Action::read_request:
    case Action::triage_request:
        return kind == Kind::request;
    case Action::read_episode:
        return kind == Kind::episode;
    default:
        return false;
    }
}

// What the rules ask, about one viewer and one resource at one moment.
struct Case {
    const Facts& facts;
    const Viewer& viewer;
    const ResourceFacts& resource;
    Instant now;
};

bool is_owners(const Case& c) {
    return c.resource.owner_agency == c.viewer.agency.text();
}

bool is_named(const Case& c) {
    return std::any_of(c.resource.cases.begin(), c.resource.cases.end(),
                       [&](const std::string& case_id) { return c.facts.named_in.contains(case_id); });
}

// Why nothing may be seen at all, whatever is granted; empty when nothing stands against it.
std::string_view refusal(const Case& c, Action action) {
    if (c.viewer.user.empty() || c.viewer.posting.empty()) return "posting";
    if (!c.facts.posting.covers(c.now) || !c.facts.agency.covers(c.now)) return "posting";
    if (!c.facts.second_factor_met) return "second factor";

    const bool blocked = std::any_of(c.facts.blocks.begin(), c.facts.blocks.end(), [&](const Block& block) {
        const bool viewers = (!block.user.empty() && block.user == c.viewer.user.text()) ||
                             (!block.person.empty() && block.person == c.viewer.person.text());
        return viewers && holds(c.resource.persons, block.about);
    });
    if (blocked) return "blocked";
    if (c.resource.sealed) return "sealed";
    if (c.resource.agency_private && !is_owners(c)) return "private";
    if (c.resource.level == Level::restricted && !is_named(c)) return "restricted";
    if (!role_may(c.viewer.role, action) || !concerns(action, c.resource.kind)) return "capability";
    return {};
}

bool in_own_locality(const Case& c) {
    return c.viewer.localities.empty() || holds(c.viewer.localities, c.resource.locality);
}

bool is_own(const Case& c) {
    const bool made_it = c.resource.maker == c.viewer.posting.text();
    const bool asked_for_it = c.resource.kind == Kind::request && is_owners(c);
    return made_it || asked_for_it;
}

template <typename Test>
bool is_any_involved(const Case& c, Test&& test) {
    return std::any_of(c.facts.involvements.begin(), c.facts.involvements.end(), [&](const Involvement& involvement) {
        return involvement.window.covers(c.now) && holds(c.resource.cases, involvement.case_id) &&
               involvement.agency == c.viewer.agency.text() && test(involvement);
    });
}

bool is_involved(const Case& c) {
    return is_any_involved(
        c, [&](const Involvement& involvement) { return involvement.posting == c.viewer.posting.text(); });
}

bool is_agency_involved(const Case& c) {
    return is_any_involved(c, [](const Involvement& involvement) { return involvement.posting.empty(); });
}

// In the council's own agency whoever works with it corrects the record; elsewhere only whoever leads (security 2.3).
bool corrects(const Case& c) {
    return is_any_involved(c, [&](const Involvement& involvement) {
        return involvement.posting == c.viewer.posting.text() && (c.viewer.host_agency || involvement.leads);
    });
}

bool host_agency_corrects(const Case& c) {
    return c.viewer.host_agency && is_agency_involved(c);
}

bool manages(const Case& c) {
    return c.viewer.role == Role::team_manager && c.viewer.host_agency &&
           is_any_involved(c, [](const Involvement&) { return true; });
}

// A request from nowhere in particular is every front door's: a child in danger may come without an address.
bool is_in_triage(const Case& c) {
    return c.viewer.role == Role::triage && c.viewer.host_agency && c.resource.kind == Kind::request &&
           c.resource.waiting_until && c.now < *c.resource.waiting_until &&
           (in_own_locality(c) || c.resource.locality.empty());
}

bool is_shared(const Case& c) {
    return std::any_of(c.facts.scopes.begin(), c.facts.scopes.end(), [&](const Scope& scope) {
        return scope.window.covers(c.now) && holds(c.resource.cases, scope.case_id) &&
               scope.agency == c.viewer.agency.text() && holds(scope.categories, c.resource.category);
    });
}

bool is_withheld(const Case& c) {
    return std::any_of(c.facts.withheld.begin(), c.facts.withheld.end(), [&](const Withholding& withholding) {
        return holds(c.resource.cases, withholding.case_id) && withholding.agency == c.viewer.agency.text() &&
               withholding.category == c.resource.category;
    });
}

bool is_in_index(const Case& c) {
    const bool host_worker =
        c.viewer.host_agency && (c.viewer.role == Role::early_help_worker || c.viewer.role == Role::team_manager ||
                                 c.viewer.role == Role::triage);
    return host_worker && c.resource.discoverable && in_own_locality(c) &&
           (c.resource.kind != Kind::request || c.viewer.role == Role::triage);
}

// Which relationships are enough for what.
constexpr unsigned to_read = 1;
constexpr unsigned to_write = 2;
constexpr unsigned to_triage = 4;
constexpr unsigned to_ask = 8;

unsigned purpose(Action action) {
    switch (action) {
    case Action::write_person:
    case Action::write_family:
    case Action::protect:
    case Action::manage_access:
        return to_write;
    case Action::triage_request:
        return to_triage;
    case Action::ask_for_support:
        return to_ask;
    default:
        return to_read;
    }
}

// The sharing gate (security 2.2, step 4), for what is another agency's. The decision by which an agency helps shares
// what is ordinary with it; every other kind of information needs a scope of its own, which reaches nothing restricted.
bool passes_gate(const Case& c) {
    if (is_owners(c) || c.viewer.host_agency) return true;
    if (is_withheld(c)) return false;
    return c.resource.category == ordinary_category || (c.resource.level < Level::restricted && is_shared(c));
}

// What one wrote oneself is not kept from one.
bool needs_no_gate(const Case&) {
    return true;
}

struct Relationship {
    std::string_view name;
    bool (*holds)(const Case&);
    unsigned enough_for;
    Effect gives;
    Level clearance; // step 5
    bool (*may_pass)(const Case&);
};

constexpr std::array relationships = {
    Relationship{"own", is_own, to_read | to_write | to_ask, Effect::content, Level::sensitive, needs_no_gate},
    Relationship{"involved", corrects, to_write, Effect::content, Level::sensitive, passes_gate},
    Relationship{"involved", is_involved, to_read, Effect::content, Level::sensitive, passes_gate},
    Relationship{"manages", manages, to_read | to_write, Effect::content, Level::sensitive, passes_gate},
    Relationship{"involved", host_agency_corrects, to_write, Effect::content, Level::ordinary, passes_gate},
    Relationship{"involved", is_agency_involved, to_read, Effect::content, Level::ordinary, passes_gate},
    Relationship{"triage", is_in_triage, to_read | to_triage, Effect::content, Level::ordinary, passes_gate},
    Relationship{"shared", is_shared, to_read, Effect::content, Level::ordinary, passes_gate},
    Relationship{"index", is_in_index, to_read, Effect::index, Level::sensitive, needs_no_gate},
};

// What is restricted opens for a name on the case's list (refusal() has looked) with full clearance, as content.
bool is_cleared(const Case& c, const Relationship& relationship) {
    if (c.resource.level == Level::restricted)
        return relationship.clearance == Level::sensitive && relationship.gives == Effect::content;
    return c.resource.level <= relationship.clearance;
}

} // namespace

class Rule {
public:
    // Whereabouts of a protected person are for the location list alone.
    static Permit location(const Case& c) {
        return Permit(std::all_of(c.resource.protected_persons.begin(), c.resource.protected_persons.end(),
                                  [&](const std::string& person) { return c.facts.location_list.contains(person); }));
    }
};

Decision decide(const Facts& facts, const Viewer& viewer, Action action, const ResourceFacts& resource, Instant now) {
    const Case c{facts, viewer, resource, now};
    if (const auto reason = refusal(c, action); !reason.empty()) return {.reason = reason};

    std::string_view reason = "no relationship";
    for (const Relationship& relationship : relationships) {
        if ((relationship.enough_for & purpose(action)) == 0 || !relationship.holds(c)) continue;
        if (!relationship.may_pass(c)) {
            reason = "not shared";
            continue;
        }
        if (!is_cleared(c, relationship)) {
            reason = "sensitive";
            continue;
        }
        return {.effect = relationship.gives,
                .location = relationship.gives == Effect::content ? Rule::location(c) : Permit(),
                .relationship = relationship.name};
    }
    return {.reason = reason};
}

} // namespace kith::access
