#include "protection/record_views.h"

#include "access/kinds.h"
#include "access/register.h"
#include "families/family_views.h"
#include "people/person_views.h"

namespace kith::protection {

namespace {

using access::Action;
using access::Effect;

bool allows(const access::Rights& rights, Action action) {
    const auto effect = rights.to(action).effect;
    return action == Action::bar_oneself ? effect != Effect::hidden : effect == Effect::content;
}

} // namespace

Record record_of(const people::SeenPerson& seen) {
    return {access::Kind::person, std::string(seen.summary.id.text()), people::words(seen.summary.name),
            people::path_to(seen.summary)};
}

Record record_of(const families::SeenFamily& seen) {
    return {access::Kind::family, std::string(seen.family.id.text()), families::display_name(seen.family),
            families::path_to(seen.family)};
}

bool may(http::Context& cx, Action action, const Record& record) {
    return allows(access::rights_to(cx.db, cx.viewer, record.id, cx.now), action);
}

namespace {

Record if_may(http::Context& cx, Action action, const access::Rights& rights, Record record) {
    if (!allows(rights, action)) throw http::Stop{404};
    cx.saw(access::code(record.kind), record.id);
    return record;
}

} // namespace

Record person_for(http::Context& cx, Action action) {
    const auto seen = http::found(people::find_person(cx.db, cx.viewer, cx.reference("person"), cx.now));
    return if_may(cx, action, seen.rights, record_of(seen));
}

Record family_for(http::Context& cx, Action action) {
    const auto seen = http::found(families::find_family(cx.db, cx.viewer, cx.reference("family"), cx.now));
    return if_may(cx, action, seen.rights, record_of(seen));
}

} // namespace kith::protection
