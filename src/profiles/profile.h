#pragma once
// What differs between councils, as data: one immutable value that every capability reads. No council's name or word
// stands in C++; what nobody knows stays empty and is shown as "not set".

#include "profiles/clock.h"
#include "profiles/grade.h"
#include "profiles/request_form.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::profiles {

// A word of the council's own, as it stands in the middle of a sentence; front_door and social_care bring their article
// with them. Profiles must give these and no other:
//   early_help         what families ask for          team_around_family  people who agree and review the plan
//   front_door         decides on requests            team_around_school  the school's meeting with early help
//   social_care        takes what is stepped up       early_help_team     the council's own workers of one place
//   lead_practitioner  co-ordinates the plan          locality            a part of the council's area
//   story              the whole-family assessment    request             what a partner or family sends
//   plan               what is agreed to be done      agreement           the family's yes
//   level              of need                        step_up             hand over to social care
//   step_down          and back
struct Word {
    std::string one;  // "lead practitioner"
    std::string many; // "lead practitioners"
    Grade grade = Grade::unverified;
    std::string source;
};

struct WordKey {
    std::string_view key;
    std::string_view meaning;
};

// In the order in which the administration page shows them.
std::span<const WordKey> word_keys();

struct Council {
    std::string code;                  // the profile's own name: "bury"
    std::string name;                  // "Northbridge Council"
    std::string area;                  // "Northbridge"
    std::string gss;                   // of the council's area, "E08000002"
    Sourced<std::string> education;    // DfE number, "351"
    Sourced<std::string> region;       // GSS
    Sourced<std::string> combined;     // combined authority, GSS
    Sourced<std::string> health_board; // integrated care board, GSS
    Sourced<std::string> service;      // "Early Help": the name in the page header
    Sourced<std::string> lawful_basis; // for early help records (handbook 5.1)
    bool two_tier = false;
    std::string source;
    std::string style = {};         // the council's colours as a style sheet; "" for the generic look
    std::string style_address = {}; // where it is served, named by what it holds; "" when there is none
};

// A number to ring. Kith never invents one.
struct ContactLine {
    std::string code;  // "worried" (whom to ring about a child), "out_of_hours", "early_help"
    std::string label; // whom one reaches: "MASH"
    Sourced<std::string> number;
    std::string hours;
};

// Bands of Working Together 2023 and the Children Act 1989, to compare levels across councils.
enum class Band { universal, community, targeted, child_in_need, protection };

std::string_view code(Band band);
std::optional<Band> to_band(std::string_view code);

struct Level {
    int order = 0; // 1 is the lowest; the family's level is its children's highest
    std::string code;
    std::string name;     // "Early Help"
    std::string response; // who helps, and how
    std::vector<Band> bands;
    bool statutory = false;
    std::string guidance;             // a paragraph for the page of levels
    std::vector<std::string> prompts; // signs to think about; judgement, never a score
    Grade grade = Grade::unverified;  // of name and response
    std::string source;
};

// A document that describes levels of need, in force for a time. One without levels is known of but not set.
struct Framework {
    std::string code;
    std::string name;
    std::string note;
    Grade grade = Grade::unverified;
    std::string source;
    Period period;
    std::vector<Level> levels; // in order
};

struct District { // of a two-tier area
    std::string gss;
    std::string name;
};

struct Ward {
    std::string gss; // key on this: names repeat (handbook 8.6)
    std::string name;
    std::string district; // GSS; "" where there is one tier
    Period period;
};

struct Locality {
    std::string code;
    std::string name;
    std::vector<std::string> districts; // whole districts
    std::vector<std::string> wards;     // or single wards; both empty: the map is not set
    Grade grade = Grade::unverified;
    std::string source;
    Period period;
};

// What a triage decision sets going. handbook 2.3.
enum class DecisionKind {
    opens_episode,
    closes,          // without an episode: advice, no further action
    asks_question,   // the clock pauses but still shows
    joins_episode,   // already open: this request is added to it
    steps_up,        // stays open until social care accepts
    passes_elsewhere // to another council
};

std::string_view code(DecisionKind kind); // "opens_episode"
std::string_view word(DecisionKind kind); // "opens an episode of help"
std::optional<DecisionKind> to_decision_kind(std::string_view code);

// team: one of the council's own. offer: a service or group of the directory.
enum class Receiver { none, team, agency, offer };

std::string_view code(Receiver receiver);
std::optional<Receiver> to_receiver(std::string_view code);

struct DecisionRule {
    std::string code;  // "EHT"
    std::string label; // "Early Help team"
    std::string hint;
    DecisionKind kind = DecisionKind::closes;
    Receiver receiver = Receiver::none;
    bool needs_level = true;
    bool needs_reason = true;
    std::vector<std::string> levels; // the levels it is meant for; empty: any. Said beside it, never forced
    std::string told;                // what the referrer is told
    Grade grade = Grade::unverified;
    std::string source;
    Period period;
};

struct ClosureReason {
    std::string code;
    std::string label;
    std::string counts_as; // success, escalation, unplanned, neutral, excluded
    bool tells_manager = false;
    Grade grade = Grade::unverified;
    std::string source;
    Period period;
};

struct ListEntry {
    std::string code;
    std::string label;
    std::string group; // heading it stands under; "" for none
    Period period;
};

// A list of codes people choose from: ethnicity, languages, disabilities, sen_provision, sen_types, sex, gender, needs,
// contact_sources, and what a council's own form adds.
struct CodeList {
    std::string name;
    std::string title;
    std::string scheme; // whose codes they are
    Grade grade = Grade::unverified;
    std::string source;
    std::vector<ListEntry> entries; // in the order to show

    // Null when there is no such code. Retired codes are found too: old records keep their meaning.
    const ListEntry* find(std::string_view code) const;
    // The label, or the code itself where it is not known.
    std::string label(std::string_view code) const;
};

struct Profile {
    Council council;
    std::map<std::string, Word, std::less<>> words;
    std::vector<ContactLine> lines;
    std::vector<Framework> frameworks;
    std::vector<District> districts;
    std::vector<Ward> wards;
    Sourced<int> locality_count; // known even where the localities are not
    std::vector<Locality> localities;
    std::vector<ClockRule> clocks;
    WorkingHours hours;
    Calendar calendar;
    std::vector<DecisionRule> decisions;
    std::vector<ClosureReason> closure_reasons;
    std::vector<RequestForm> request_forms;
    std::vector<AgreementWording> agreements;
    std::map<std::string, CodeList, std::less<>> lists;
    std::string checksum; // of the files it was read from

    // The council's word: "lead practitioner"; at the start of a sentence or label: "Lead practitioner"; for several.
    // An unknown key throws std::logic_error: it is a mistake in Kith.
    const std::string& word(std::string_view key) const;
    std::string word_at_start(std::string_view key) const;
    const std::string& word_for_many(std::string_view key) const;
    std::string word_for_many_at_start(std::string_view key) const;

    // Null when the framework in force on the day is not set.
    const Framework* framework(Day day) const;
    // The levels in force on the day, lowest first; empty when not set.
    std::vector<Level> levels(Day day) const;
    // By code, of any framework: codes are unique in a profile, so a record keeps its level when the framework changes.
    const Level* find_level(std::string_view code) const;
    // "Level 3: Early Help" in the council's words, or the code where it is not known.
    std::string level_words(std::string_view code) const;

    std::vector<DecisionRule> decisions_on(Day day) const;
    const DecisionRule* find_decision(std::string_view code, Day day) const;
    std::vector<ClosureReason> closure_reasons_on(Day day) const;

    // Codes: acknowledge, triage, allocate, first_contact, visit, assessment, first_team_meeting, review, step_up,
    // answer. Null when the council has no such rule, or has not set how long.
    const ClockRule* find_clock(std::string_view code, Day day) const;
    // How the clock of that code stands that has run since `started` without a pause; no words where there is none.
    Standing clock(std::string_view code, Instant started, Instant now) const;

    // Throws std::logic_error for an unknown name.
    const CodeList& list(std::string_view name) const;
    // What may be chosen on the day.
    std::vector<ListEntry> choices(std::string_view list, Day day) const;
    // What a question of kind choice or ticks offers on the day.
    std::vector<Option> options(const Question& question, Day day) const;

    // Throw std::logic_error when none is in force: loading refuses such a profile.
    const RequestForm& request_form(Day day) const;
    const AgreementWording& agreement(Day day) const;
    // What a request was asked with; null when this profile no longer holds that version.
    const RequestForm* find_request_form(std::string_view version) const;
    const AgreementWording* find_agreement(std::string_view version) const;

    // The ward's locality as things are arranged at present (one with an end is passed over), or "" where the map is
    // not set or the ward is not the council's: then council-wide.
    std::string locality_of(std::string_view ward_gss) const;
    const Locality* find_locality(std::string_view code) const;
    const Ward* find_ward(std::string_view gss) const;

    const ContactLine* find_line(std::string_view code) const;
    // "If a child is in danger now, ring 999. If you are worried about a child, ring {number}." (ux 11), or that the
    // number is not set.
    std::string urgent_line() const;
};

} // namespace kith::profiles
