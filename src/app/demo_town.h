#pragma once
// Northbridge: a made-up town with named families and workers, for the demo and for tests. Nobody in it is real; its
// telephone numbers are those kept for fiction, its postcodes (NB…) belong to no place.

#include "access/viewer.h"
#include "base/crypto.h"
#include "db/database.h"

#include <span>

namespace kith::app {

struct Worker {
    std::string_view key; // "priya"
    std::string_view name;
    std::string_view email;
    std::string_view agency; // its name in the town
    access::Role role;
};

std::span<const Worker> workers();

inline constexpr std::string_view town_password = "only for the demo town";

// Who does in the history what nobody of the town does.
inline const history::Actor builder{"", "", "", "demo town"};

// The second-factor seed of somebody in the town: made from the address, so that a demo's codes need no database.
// Real seeds are made by chance and cannot be had so.
std::string town_seed(std::string_view email);

// The number of a school of the town by its name there; "" for none of them.
std::string number_of_school(std::string_view name);

enum class Passwords { set, none }; // none is quicker, for tests that do not sign in by password

// Fills a migrated database with a profile loaded. All in one transaction.
void build_town(db::Database& database, const Cipher& cipher, Passwords passwords);

bool has_town(db::Database& database);

} // namespace kith::app
