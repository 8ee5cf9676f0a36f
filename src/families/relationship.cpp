#include "families/relationship.h"

namespace kith::families {

namespace {

using Group = Kinship::Group;

// HL7 family codes; PRN, NPRN, STPPRN and GRNDCHILD are HL7's too, for the other side where the multi-agency standard
// lists only one. Codes in lower case are our own (handbook 8.4, graded K).
const std::vector<Kinship> table = {
    {"MTH", "mother", "CHILD", {}, {}, Group::parent},
    {"FTH", "father", "CHILD", {}, {}, Group::parent},
    {"PRN", "parent", "CHILD", {}, {}, Group::parent},
    {"NMTH", "birth mother", "NCHILD", {}, {}, Group::parent},
    {"NFTH", "birth father", "NCHILD", {}, {}, Group::parent},
    {"NPRN", "birth parent", "NCHILD", {}, {}, Group::parent},
    {"STPMTH", "stepmother", "STPCHLD", {}, {}, Group::parent},
    {"STPFTH", "stepfather", "STPCHLD", {}, {}, Group::parent},
    {"STPPRN", "step-parent", "STPCHLD", {}, {}, Group::parent},
    {"ADOPTP", "adoptive parent", "CHLDADOPT", {}, {}, Group::parent},
    {"PRNFOST", "foster carer", "CHLDFOST", {}, {}, Group::carer},
    {"special_guardian", "special guardian", "child_of_guardian", {}, {}, Group::carer},
    {"kinship_carer", "kinship carer", "child_in_kinship_care", {}, {}, Group::carer},
    {"private_foster_carer", "private foster carer", "privately_fostered_child", {}, {}, Group::carer},
    {"CHILD", "child", "PRN", "MTH", "FTH", Group::child},
    {"NCHILD", "birth child", "NPRN", "NMTH", "NFTH", Group::child},
    {"STPCHLD", "stepchild", "STPPRN", "STPMTH", "STPFTH", Group::child},
    {"CHLDADOPT", "adopted child", "ADOPTP", {}, {}, Group::child},
    {"CHLDFOST", "foster child", "PRNFOST", {}, {}, Group::cared_for},
    {"child_of_guardian", "child under special guardianship", "special_guardian", {}, {}, Group::cared_for},
    {"child_in_kinship_care", "child in kinship care", "kinship_carer", {}, {}, Group::cared_for},
    {"privately_fostered_child", "privately fostered child", "private_foster_carer", {}, {}, Group::cared_for},
    {"SIB", "brother or sister", "SIB", {}, {}, Group::sibling},
    {"NSIB", "full brother or sister", "NSIB", {}, {}, Group::sibling},
    {"HSIB", "half-brother or half-sister", "HSIB", {}, {}, Group::sibling},
    {"STPSIB", "stepbrother or stepsister", "STPSIB", {}, {}, Group::sibling},
    {"TWIN", "twin", "TWIN", {}, {}, Group::sibling},
    {"SPS", "husband, wife or civil partner", "SPS", {}, {}, Group::partner},
    {"DOMPART", "partner living together", "DOMPART", {}, {}, Group::partner},
    {"SIGOTHR", "partner", "SIGOTHR", {}, {}, Group::partner},
    {"FMRSPS", "former husband, wife or partner", "FMRSPS", {}, {}, Group::partner},
    {"GRPRN", "grandparent", "GRNDCHILD", {}, {}, Group::wider},
    {"GRNDCHILD", "grandchild", "GRPRN", {}, {}, Group::wider},
    {"AUNT", "aunt", "NIENEPH", {}, {}, Group::wider},
    {"UNCLE", "uncle", "NIENEPH", {}, {}, Group::wider},
    {"aunt_or_uncle", "aunt or uncle", "NIENEPH", {}, {}, Group::wider},
    {"NIENEPH", "niece or nephew", "aunt_or_uncle", "AUNT", "UNCLE", Group::wider},
    {"COUSN", "cousin", "COUSN", {}, {}, Group::wider},
    {"parents_ex_partner", "parent's former partner", "child_of_ex_partner", {}, {}, Group::wider},
    {"child_of_ex_partner", "former partner's child", "parents_ex_partner", {}, {}, Group::wider},
    {"EXT", "other relative", "EXT", {}, {}, Group::wider},
    {"FRND", "friend of the family", "FRND", {}, {}, Group::wider},
    {"NBOR", "neighbour", "NBOR", {}, {}, Group::wider},
    {"ROOM", "lives in the same home, not related", "ROOM", {}, {}, Group::wider},
};

struct ResponsibilityWords {
    Responsibility responsibility;
    std::string_view code;
    std::string_view word;
    std::string_view past;
};

constexpr std::array responsibility_codes = {
    ResponsibilityWords{Responsibility::yes, "yes", "has parental responsibility", "had parental responsibility"},
    ResponsibilityWords{Responsibility::no, "no", "does not have parental responsibility",
                        "did not have parental responsibility"},
    ResponsibilityWords{Responsibility::not_known, "not_known", "not known", "not known"},
};

// A relationship told from the parent's side.
struct Parenthood {
    Id<Person> parent, child;
    std::string code; // "MTH"
};

std::optional<Parenthood> parenthood(const Relationship& relationship) {
    const auto* kinship = find_kinship(relationship.code);
    if (kinship && kinship->group == Group::parent)
        return Parenthood{relationship.person, relationship.other, relationship.code};
    if (kinship && kinship->group == Group::child)
        return Parenthood{relationship.other, relationship.person, relationship.back};
    return std::nullopt;
}

bool is_step(std::string_view code) {
    return code == "STPMTH" || code == "STPFTH" || code == "STPPRN";
}

bool is_a_woman(std::string_view code) {
    return code == "MTH" || code == "NMTH" || code == "STPMTH";
}

bool is_a_man(std::string_view code) {
    return code == "FTH" || code == "NFTH" || code == "STPFTH";
}

// Nothing is known of an estimate.
bool is_born_after(const people::Birth& parent, const people::Birth& child) {
    if (parent.is_unborn()) return true;
    const auto &one = parent.born(), &other = child.born();
    if (!one || !other || one->is_estimated() || other->is_estimated()) return false;
    return one->earliest() > other->latest();
}

bool is_over(const Relationship& relationship, Day today) {
    return relationship.until && *relationship.until < today;
}

} // namespace

const std::vector<Kinship>& kinships() {
    return table;
}

const Kinship* find_kinship(std::string_view code) {
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const Kinship& kinship) { return kinship.code == code; });
    return at == table.end() ? nullptr : &*at;
}

std::string_view word(std::string_view code) {
    const Kinship* kinship = find_kinship(code);
    return kinship ? kinship->word : std::string_view();
}

std::string_view back(std::string_view code, people::Sex second) {
    const Kinship* kinship = find_kinship(code);
    if (!kinship) return {};
    if (second == people::Sex::female && !kinship->back_if_female.empty()) return kinship->back_if_female;
    if (second == people::Sex::male && !kinship->back_if_male.empty()) return kinship->back_if_male;
    return kinship->back;
}

bool is_the_same_parenthood(std::string_view one, std::string_view other) {
    const auto* kinship = find_kinship(one);
    if (!kinship || kinship->group != Group::parent || is_step(one) != is_step(other)) return false;
    return one == other || (is_a_woman(one) && is_a_woman(other)) || (is_a_man(one) && is_a_man(other));
}

Relationship turned(const Relationship& relationship) {
    Relationship other = relationship;
    std::swap(other.person, other.other);
    std::swap(other.code, other.back);
    return other;
}

std::optional<Problem> contradiction(const Relationship& whole, const std::vector<Relationship>& standing,
                                     const people::Birth& of_person, const people::Birth& of_other, Day today) {
    const auto said = parenthood(whole);
    if (!said) return std::nullopt;

    const bool forward = said->parent == whole.person;
    const auto& parents = forward ? of_person : of_other;
    const auto& childs = forward ? of_other : of_person;
    for (const auto& each : standing) {
        const auto recorded = parenthood(each);
        if (!recorded) continue;
        if (recorded->parent == said->child)
            return Problem{"code", "the_other_way_round",
                           "The child is recorded as a parent of the parent. If that is wrong, correct it first"};
        const bool two_of_one = (is_a_woman(said->code) && is_a_man(recorded->code)) ||
                                (is_a_man(said->code) && is_a_woman(recorded->code));
        if (two_of_one && !is_over(each, today) && !is_over(whole, today))
            return Problem{"code", "mother_and_father",
                           fmt::format("This person is recorded as the child’s {} already. If that is wrong, correct "
                                       "it first",
                                       word(recorded->code))};
    }
    if (!is_step(said->code) && is_born_after(parents, childs))
        return Problem{"code", "born_after_the_child",
                       "A parent cannot be born after the child. Check who is whose, and the dates of birth"};
    return std::nullopt;
}

std::string_view code(Responsibility responsibility) {
    return responsibility_codes[static_cast<std::size_t>(responsibility)].code;
}

std::string_view word(Responsibility responsibility) {
    return responsibility_codes[static_cast<std::size_t>(responsibility)].word;
}

std::string_view past_word(Responsibility responsibility) {
    return responsibility_codes[static_cast<std::size_t>(responsibility)].past;
}

std::optional<Responsibility> to_responsibility(std::string_view code) {
    for (const auto& words : responsibility_codes)
        if (words.code == code) return words.responsibility;
    return std::nullopt;
}

} // namespace kith::families
