#pragma once
// Families in the database. Reads obey access; members whom the viewer may not see are left out, and nothing counts
// them.

#include "access/register.h"
#include "families/family.h"
#include "people/person_store.h"

namespace kith::families {

// A family as one viewer may see it: members and what binds them are those the viewer may see.
struct SeenFamily {
    access::Rights rights;
    access::Decision decision; // to read it
    Family family;
    std::vector<people::Listed> people = {};      // of members and household members, eldest first, the unborn last
    std::vector<Relationship> relationships = {}; // at content level only; each once, either way round
    std::vector<ParentalResponsibility> responsibilities = {};
    // Who lives with whom tells where they are: for those alone who may know that.
    std::vector<Household> households = {};

    const people::Summary* person(Id<Person> id) const;
    const people::Summary* person(const Reference& reference) const;
    const Member* member(Id<Person> person) const; // as it was recorded last
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

// Somebody else, and what they are or were to a person.
struct Relative {
    people::Summary who;
    Relationship relationship; // whichever way it was recorded, `who` is its `person`
};

// Of whom the viewer may know, in the order in which they were recorded.
std::vector<Relative> relatives_of(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now);

struct AddedFamily {
    Id<Family> id;
    Reference reference;
};

// Registers with access as owned by the viewer's agency; it is about its members.
AddedFamily add_family(db::Writer& writer, const access::Viewer& viewer, std::string_view name,
                       const std::vector<Id<Person>>& members, std::string_view source);

// None of what follows checks rights. What takes an Entry refuses with the Problem code "changed_meanwhile" when the
// family (household, name) is later than the version that the writer had seen, and when `corrects` names a row that is
// not there, was corrected, or is about somebody whom the viewer may not see. Corrections of a relationship and of
// responsibility refuse with it when the earlier one was corrected meanwhile.
Problem changed_meanwhile();

Result<Done> name_family(db::Writer&, const access::Viewer&, Id<Family>, const people::Entry&, std::string_view name);

// Widens in the same transaction what blocks and involvements reach: the family becomes about the person, and the
// person belongs to the family's cases. Refuses who is a member already ("known").
Result<Done> add_member(db::Writer&, const access::Viewer&, Id<Family>, const people::Entry&, const Member&);
// `entry.corrects` was wrong or ends: these days take the place of its days. Withdrawn: the person never belonged, and
// what was widened narrows again. Refuses to leave a family without anybody ("last_member" at "until" or "never").
Result<Done> correct_member(db::Writer&, const access::Viewer&, Id<Family>, const people::Entry&,
                            const std::optional<Day>& from, const std::optional<Day>& until);

// Gives the other side too. Refuses a relation to oneself, the same relation twice ("known"), and what cannot be
// besides what is recorded of the two (contradiction()).
Result<Id<Relationship>> record_relationship(db::Writer&, const access::Viewer&, const Relationship&);
// The earlier one was wrong, or ends: `relationship` takes its place. Withdrawn: it never was so. What cannot be may be
// ended, or dated better, but not be said for longer.
Result<Done> correct_relationship(db::Writer&, const access::Viewer&, Id<Relationship> earlier, const Relationship&,
                                  bool withdrawn = false);

// `earlier` is what the writer had seen to hold between these two at that time, if anything: it was wrong. Withdrawn:
// it never was so. Refuses ("overlaps") days for which something else is recorded of the two.
Result<Done> record_responsibility(db::Writer&, const access::Viewer&, const ParentalResponsibility&,
                                   std::optional<Id<ParentalResponsibility>> earlier, bool withdrawn = false);
// It was so, and is otherwise from some day on: `earlier` ends the day before. Refuses ("missing", "not_later" at
// "from") where no such day is given, and ("leaves_a_gap" at "until") what ends before `earlier` would have: nobody
// said what holds then.
Result<Done> change_responsibility(db::Writer&, const access::Viewer&, const ParentalResponsibility&,
                                   ParentalResponsibility earlier);

// The family becomes about everybody who lives in a household of it, so that where one of them must not be known the
// others' addresses do not tell it. This and what follows refuses ("lives_elsewhere") somebody who lives in another
// household of the family at that time, in both all of the time.
Result<Id<Household>> add_household(db::Writer&, const access::Viewer&, Id<Family>,
                                    const std::vector<Household::Living>&, std::string_view source);
Result<Done> join_household(db::Writer&, const access::Viewer&, Id<Family>, Id<Household>, const people::Entry&,
                            const Household::Living&);
// As correct_member; `living` is who and how it should have said.
Result<Done> correct_living(db::Writer&, const access::Viewer&, Id<Family>, Id<Household>, const people::Entry&,
                            const Household::Living&);
// All whom the viewer sees living there leave on that day. Refuses one before somebody moved in (at "ended").
Result<Done> end_household(db::Writer&, const access::Viewer&, Id<Family>, Id<Household>, const people::Entry&,
                           Day until);

// The family's locality follows the home of the first member that has one in the council's map.
void follow_members(db::Writer& writer, Id<Family> family);

} // namespace kith::families
