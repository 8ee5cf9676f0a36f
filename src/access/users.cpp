#include "access/users.h"

namespace kith::access {

bool may_grant(const Viewer& by, const NewPosting& posting) {
    if (!by.may(Action::manage_users) || posting.user == by.user) return false;
    if (by.role == Role::system_administrator) return true;
    const bool reaches_beyond = posting.role == Role::system_administrator || posting.role == Role::privacy_officer;
    return posting.agency == by.agency && !reaches_beyond;
}

Result<Id<Posting>> grant_posting(db::Writer& writer, const Viewer& by, const NewPosting& posting) {
    if (!may_grant(by, posting))
        return Problem{"role", "role.not-yours", "You cannot give this role. Ask a system administrator"};
    return add_posting(writer, by.actor(), posting);
}

} // namespace kith::access
