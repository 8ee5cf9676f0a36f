#include "access/viewer.h"

namespace kith::access {

namespace {

struct RoleWords {
    Role role;
    std::string_view code;
    std::string_view word;
};

constexpr std::array roles = {
    RoleWords{Role::partner, "partner", "Partner"},
    RoleWords{Role::early_help_worker, "early_help_worker", "Family worker"},
    RoleWords{Role::team_manager, "team_manager", "Team manager"},
    RoleWords{Role::triage, "triage", "Triage worker"},
    RoleWords{Role::agency_administrator, "agency_administrator", "Agency administrator"},
    RoleWords{Role::system_administrator, "system_administrator", "System administrator"},
    RoleWords{Role::privacy_officer, "privacy_officer", "Privacy officer"},
};

const RoleWords& words_of(Role role) {
    return *std::find_if(roles.begin(), roles.end(), [&](const RoleWords& words) { return words.role == role; });
}

constexpr unsigned only(Role role) {
    return 1U << static_cast<unsigned>(role);
}

constexpr unsigned partner = only(Role::partner);
constexpr unsigned worker = only(Role::early_help_worker);
constexpr unsigned manager = only(Role::team_manager);
constexpr unsigned triage = only(Role::triage);
constexpr unsigned agency_administrator = only(Role::agency_administrator);
constexpr unsigned system_administrator = only(Role::system_administrator);
constexpr unsigned privacy_officer = only(Role::privacy_officer);

constexpr unsigned host = worker | manager | triage;
constexpr unsigned casework = partner | host;
constexpr unsigned everybody = casework | agency_administrator | system_administrator | privacy_officer;

// Who may do what, if decide() then lets them: security 2.3, for the actions there are so far. Administrators and the
// privacy officer reach no case by any of them (P28).
constexpr unsigned roles_that_may(Action action) {
    switch (action) {
    case Action::find:
        return casework;
    case Action::ask_for_support:
        return casework;
    case Action::read_request:
        return casework;
    case Action::triage_request:
        return triage;
    case Action::read_person:
        return casework;
    case Action::add_person:
    case Action::compare_people:
        return host;
    case Action::write_person:
        return casework;
    case Action::read_family:
        return casework;
    case Action::write_family:
        return casework;
    case Action::read_episode:
        return casework;
    case Action::manage_users:
        return agency_administrator | system_administrator;
    case Action::manage_agencies:
        return system_administrator;
    case Action::configure:
        return system_administrator;
    case Action::read_audit:
        return privacy_officer;
    case Action::read_looks:
        return worker | manager;
    case Action::protect:
        return host;
    case Action::manage_access:
        return manager;
    case Action::bar_oneself:
        return casework;
    case Action::see_gallery:
        return everybody;
    }
    return 0;
}

} // namespace

std::string_view code(Role role) {
    return words_of(role).code;
}

std::string_view word(Role role) {
    return words_of(role).word;
}

std::optional<Role> to_role(std::string_view code) {
    const auto found =
        std::find_if(roles.begin(), roles.end(), [&](const RoleWords& words) { return words.code == code; });
    if (found == roles.end()) return std::nullopt;
    return found->role;
}

std::string_view code(Action action) {
    constexpr std::array codes = {
        "find",         "ask_for_support", "read_request",    "triage_request", "read_person",
        "add_person",   "compare_people",  "write_person",    "read_family",    "write_family",
        "read_episode", "manage_users",    "manage_agencies", "configure",      "read_audit",
        "read_looks",   "protect",         "manage_access",   "bar_oneself",    "see_gallery"};
    static_assert(codes.size() == static_cast<std::size_t>(Action::see_gallery) + 1);
    return codes[static_cast<std::size_t>(action)];
}

bool role_may(Role role, Action action) {
    return (roles_that_may(action) & only(role)) != 0;
}

} // namespace kith::access
