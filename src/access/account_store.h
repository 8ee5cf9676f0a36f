#pragma once
// What signing in asks the database about an account.

#include "access/users.h"

namespace kith::access {

struct Account {
    Id<User> user;
    std::string name;
    std::string email;
    std::string password_hash;
};

// An account that can sign in by password now.
std::optional<Account> find_account(db::Reader& reader, std::string_view email);
std::optional<Account> find_account(db::Reader& reader, Id<User> user);

void save_password(db::Writer& writer, Id<User> user, std::string_view hash, bool to_be_changed);

} // namespace kith::access
