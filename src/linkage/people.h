#pragma once
// Persons' ids over time. A person keeps its id while most of its records stay together; what becomes of an id that
// goes is said by events, so that nothing pointing at it is lost and each change can be undone.

#include <cstdint>
#include <string>
#include <vector>

namespace kith::linkage {

struct PersonEvent {
    enum class What { appeared, merged, split };

    What what = What::appeared;
    std::string person; // the id that appeared, that went (merged: it redirects), or that kept its name (split)
    std::string other;  // merged: into whom; split: the id that the rest got
    std::vector<std::string> records; // that moved, "source:id"; put them back to undo

    bool operator==(const PersonEvent&) const = default;
};

struct NamedRecord {
    std::string record;   // "source:id"
    std::string previous; // the person it belonged to; empty: new here
    std::uint32_t cluster = 0;
};

// An id that is no more, with one of the records it had when it went. Where those are now is where it redirects to.
struct FormerId {
    std::string person;
    std::string record;

    auto operator<=>(const FormerId&) const = default;
};

struct NamedPeople {
    std::vector<std::string> person_of_record;
    std::vector<PersonEvent> events; // in the order of ids
    std::vector<FormerId> former;    // in order: those that were given and have not come back, and those that go now
};

// Gives each cluster an id: of the ids its records had, the one with the most of its records here; of equals the one
// lowest in order. An id goes to one cluster only, to the one that holds most of it. A cluster without one gets back
// the former id of which it holds more than half, so that a merger which is taken back restores both; or else `fresh`
// of its lowest record, which is never a former id. The order in which records come does not matter.
NamedPeople named(const std::vector<NamedRecord>& records, const std::vector<FormerId>& former,
                  std::string (*fresh)(const std::string& lowest_record));

// The ids as they were before these events.
std::vector<std::string> undone(std::vector<NamedRecord> records, const std::vector<std::string>& person_of_record,
                                const std::vector<PersonEvent>& events);

} // namespace kith::linkage
