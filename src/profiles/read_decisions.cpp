#include "profiles/read_profile.h"

namespace kith::profiles {

namespace {

void read_decision(Table table, const Graded& graded, Codes& codes, Profile& profile) {
    DecisionRule rule;
    rule.code = table.text("code");
    rule.label = table.prose("label");
    rule.hint = table.optional_prose("hint");
    rule.kind = table.one_of("kind", to_decision_kind, DecisionKind::closes);
    rule.receiver = table.optional_one_of("receiver", to_receiver, Receiver::none);
    rule.needs_level = table.flag("needs_level", true);
    rule.needs_reason = table.flag("needs_reason", true);
    rule.levels = table.texts("levels");
    rule.told = table.prose("told");
    rule.period = table.period();
    const Graded own = table.graded(graded);
    rule.grade = own.grade;
    rule.source = own.source;
    table.finish();
    codes.add(table, rule.code, rule.period);
    for (const std::string& level : rule.levels) {
        if (!profile.find_level(level)) {
            table.mistake("levels", fmt::format("decision \"{}\" is meant for level \"{}\", which no framework has",
                                                rule.code, level));
        }
    }
    profile.decisions.push_back(std::move(rule));
}

void demand_kind(const Table& file, const Profile& profile, DecisionKind kind) {
    const bool found = std::any_of(profile.decisions.begin(), profile.decisions.end(),
                                   [&](const DecisionRule& each) { return each.kind == kind; });
    if (!found) file.mistake(fmt::format("no decision is of kind \"{}\", and the front door needs one", code(kind)));
}

constexpr std::array outcomes_counted = {"success", "escalation", "unplanned", "neutral", "excluded"};

void read_reason(Table table, const Graded& graded, Codes& codes, Profile& profile) {
    ClosureReason reason;
    reason.code = table.text("code");
    reason.label = table.prose("label");
    reason.counts_as = table.text("counts_as");
    if (std::find(outcomes_counted.begin(), outcomes_counted.end(), reason.counts_as) == outcomes_counted.end()) {
        table.mistake("counts_as", "\"counts_as\" cannot be " + Table::quoted(reason.counts_as));
    }
    reason.tells_manager = table.flag("tells_manager", false);
    reason.period = table.period();
    const Graded own = table.graded(graded);
    reason.grade = own.grade;
    reason.source = own.source;
    table.finish();
    codes.add(table, reason.code, reason.period);
    profile.closure_reasons.push_back(std::move(reason));
}

} // namespace

void read_decisions(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    Codes codes;
    for (const Table& table : file.tables("decisions"))
        read_decision(table, graded, codes, profile);
    for (const DecisionKind kind : {DecisionKind::opens_episode, DecisionKind::closes, DecisionKind::asks_question,
                                    DecisionKind::joins_episode, DecisionKind::steps_up}) {
        demand_kind(file, profile, kind);
    }
    file.finish();
}

void read_closures(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    Codes codes;
    for (const Table& table : file.tables("reasons"))
        read_reason(table, graded, codes, profile);
    file.finish();
}

} // namespace kith::profiles
