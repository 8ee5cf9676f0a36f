#pragma once
// Families in the database. Reads obey access; members whom the viewer may not see are left out, and nothing counts
// them.

#include "families/family.h"
#include "people/person_store.h"

namespace kith::families {

// A family as one viewer may see it: members and what binds them are those the viewer may see.
struct SeenFamily {
    access::Decision decision;
    access::Decision to_change; // what may be seen of it by who means to change it
    Family family;
    std::vector<people::Summary> people = {};     // of members and household members, eldest first
    std::vector<Relationship> relationships = {}; // at content level only; each once, either way round
    std::vector<ParentalResponsibility> responsibilities = {};
    std::vector<Household> households = {};

    const people::Summary* person(Id<Person> id) const;
};

std::optional<SeenFamily> find_family(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                      Instant now);
std::optional<SeenFamily> find_family(db::Reader& reader, const access::Viewer& viewer, Id<Family> family, Instant now);

// A line in a list.
struct FamilyLine {
    Id<Family> id;
    Reference reference;
    std::string name;
};

// The families the person belongs to now, that the viewer may see.
std::vector<FamilyLine> families_of(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now);

struct AddedFamily {
    Id<Family> id;
    Reference reference;
};

// Registers with access as owned by the viewer's agency; it is about its members.
AddedFamily add_family(db::Writer& writer, const access::Viewer& viewer, std::string_view name,
                       const std::vector<Id<Person>>& members, std::string_view source);

// Each refuses with the Problem code "changed_meanwhile" when the family (household, relationship) is later than the
// version that the writer had seen. Adding a member widens in the same transaction what blocks and involvements reach:
// the family becomes about the person, and the person belongs to the family's cases.
Result<Done> name_family(db::Writer&, const access::Viewer&, Id<Family>, const people::Entry&, std::string_view name);
Result<Done> add_member(db::Writer&, const access::Viewer&, Id<Family>, const people::Entry&, const Member&);
Result<Done> end_member(db::Writer&, const access::Viewer&, Id<Family>, const people::Entry&, Day until);

// Gives the other side too. Refuses a relation to oneself, and the same relation twice ("known").
Result<Id<Relationship>> record_relationship(db::Writer&, const access::Viewer&, const Relationship&);
// The earlier one was wrong, or ends: `relationship` takes its place. Withdrawn: it never was so.
Result<Done> correct_relationship(db::Writer&, const access::Viewer&, Id<Relationship> earlier, const Relationship&,
                                  bool withdrawn = false);

// `earlier` is what the writer had seen to hold between these two, if anything.
Result<Done> record_responsibility(db::Writer&, const access::Viewer&, const ParentalResponsibility&,
                                   std::optional<Id<ParentalResponsibility>> earlier);

Id<Household> add_household(db::Writer&, const access::Viewer&, Id<Family>, const std::vector<Household::Living>&,
                            std::string_view source);
Result<Done> join_household(db::Writer&, const access::Viewer&, Id<Household>, const people::Entry&,
                            const Household::Living&);
Result<Done> leave_household(db::Writer&, const access::Viewer&, Id<Household>, const people::Entry&, Day until);

// The family's locality follows the home of the first member that has one in the council's map.
void follow_members(db::Writer& writer, Id<Family> family);

} // namespace kith::families
