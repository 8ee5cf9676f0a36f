#pragma once
// What capabilities tell access, in the transaction in which it happens, so that decide() and may_see know it at once.
// All are functions of a Writer; none checks rights: the caller has. Telling the same thing twice changes nothing,
// except where a refusal is named. Something unknown (a resource that was never registered) is a db::Fault.

#include "access/decide.h"

#include <memory>

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

// "Until further notice": the end of the year 9999.
inline constexpr Instant far_future{253402300799999};

// A person, family, request or episode begins to exist. Refuses (db::Fault) an id that exists already, and an owner
// whose terms were never told. A person is about itself, an episode is a case of its own. A request is registered
// when it is sent, not while it is a draft.
//
// What this grants (decide.h): a request to its owner's postings; anything to the posting that made it; the index of
// persons, families and episodes to the host agency's workers of the locality.
struct NewResource {
    Kind kind = Kind::person;
    std::string_view id;
    Id<agencies::Agency> owner;
    std::string_view locality = {};
    Level level = Level::ordinary;
    std::string_view category = "ordinary";
    Id<Posting> maker = {}; // viewer.posting: who has just made it sees it
};

void register_resource(db::Writer& writer, const NewResource& resource);

// Whoever made it sees it from now on only by what they work with: a triage worker wrote a family down for others.
void forget_maker(db::Writer& writer, std::string_view resource);

// Where whereabouts are guarded the locality is kept of requests alone: whoever acts in one locality would learn from
// what they find where somebody is.
void move_to_locality(db::Writer& writer, std::string_view resource, std::string_view locality);
void set_discoverable(db::Writer& writer, std::string_view resource, bool discoverable);

// The request is in the front door's hands until then: its content is shown to triage of its locality. Nothing: it is
// not. While nobody has decided, "until" is far_future; with the decision it becomes five days later (security 2.2).
void in_front_door_until(db::Writer& writer, std::string_view resource, std::optional<Instant> until);

// The resource is about this person. Adding a member to a family widens what blocks reach, in the same transaction:
// a block on one member hides whatever is about any member.
void add_about(db::Writer& writer, std::string_view resource, Id<people::Person> person);
// It was a mistake (a wrong match). Whose whereabouts are guarded, or who moves out of a household, stays in reach.
void remove_about(db::Writer& writer, std::string_view resource, Id<people::Person> person);

// The resource belongs to the case (an episode's id).
void add_to_case(db::Writer& writer, std::string_view resource, std::string_view case_id);
// The resource belongs to every case that the other belongs to: a person joins a family that is being helped.
void join_cases_of(db::Writer& writer, std::string_view resource, std::string_view other);
// It was a mistake that the person belongs to the family: the person leaves its cases, but for those that something
// else binds them to, and the family is no longer about them. About whom it is stays where one of them is protected:
// otherwise whoever may write could uncover where they are.
void leave_family(db::Writer& writer, std::string_view family, Id<people::Person> person);

// What a posting does in a case.
enum class Part {
    helps, // works with it, is rung about it, or is named for it
    leads, // and corrects the record, whatever their agency
};

// A posting works with the case, or (no posting) its whole agency does. Team managers of the host agency see what any
// posting of theirs is involved in. Whoever has a part in it that lasts keeps that one.
void begin_involvement(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Id<agencies::Agency> agency,
                       Part part = Part::helps);
void end_involvement(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Id<agencies::Agency> agency);
// The case is over: everybody's involvement with it, and what is shared of it, ends then where it has not before.
void end_case(db::Writer& writer, std::string_view case_id, Instant at);

// Agreed sharing: the agency's postings see what belongs to the case and is of this category.
void open_scope(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency, std::string_view category);
void end_scope(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency);

// Decided not to be told to the agency: beats its scopes and its involvement, until it is lifted. Nothing is kept from
// the record's own agency, nor from the council's.
void withhold(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency, std::string_view category);
void lift_withholding(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency,
                      std::string_view category);

// The posting may see what is restricted in the case until then, if anything else lets it see the case.
void list_by_name(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Instant until);

// "This user (or the person this user is) must not learn of that person." Lifted only by lift_block.
void bar(db::Writer& writer, Id<User> user, Id<people::Person> person, Id<people::Person> about);
void lift_block(db::Writer& writer, Id<User> user, Id<people::Person> person, Id<people::Person> about);

// Nothing and nobody sees it any more; there is no way back in this version (adoption, court order).
void seal(db::Writer& writer, std::string_view resource);
void set_level(db::Writer& writer, std::string_view resource, Level level);
// For its owner's postings alone, from now on; not even for the council's own agency.
void keep_private(db::Writer& writer, std::string_view resource);

// The person's whereabouts, and those of everybody who shares a family with them, become visible to the postings on the
// location list alone; only ever switched on here.
void protect_location(db::Writer& writer, Id<people::Person> person);
void list_for_location(db::Writer& writer, Id<people::Person> person, Id<Posting> posting, Instant until);

struct Known; // all that the rule asks about one resource: decide_store.cpp makes it

// What one viewer may do with one resource at one moment. The facts are asked for once and every action is decided from
// them: whoever has looked at a record passes this on, and nobody asks again. It holds for the reading, or the change,
// that it was asked in.
class Rights {
public:
    // To nothing, as with a resource that does not exist.
    Rights() = default;

    Decision to(Action action) const;

    explicit Rights(std::shared_ptr<const Known> known) : known_(std::move(known)) {}

private:
    std::shared_ptr<const Known> known_;
};

// From the database's facts. The viewer's posting and agency are read afresh, so an ended posting sees nothing,
// whatever the viewer says.
Rights rights_to(db::Reader& reader, const Viewer& viewer, std::string_view resource, Instant now);
// The same for many, in their order, asked together.
std::vector<Rights> rights_to_each(db::Reader& reader, const Viewer& viewer,
                                   const std::vector<std::string_view>& resources, Instant now);

// What the rule says about one action on one resource.
Decision decide_about(db::Reader& reader, const Viewer& viewer, Action action, std::string_view resource, Instant now);
// The same for many, in their order.
std::vector<Decision> decide_about_each(db::Reader& reader, const Viewer& viewer, Action action,
                                        const std::vector<std::string>& resources, Instant now);

// An agency as access needs it: told by `agencies` when it is added or changed.
struct AgencyTerms {
    Id<agencies::Agency> agency;
    std::string name;
    bool host = false; // the council's own Early Help agency
    bool confidential = false;
    Window agreement; // the information-sharing agreement, and not beyond the agency's end
};

void set_agency_terms(db::Writer& writer, const AgencyTerms& terms);

} // namespace kith::access
