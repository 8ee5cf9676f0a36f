#pragma once
// Which of the council's localities a place is in: the council's profile says so, ward by ward.

#include <string>
#include <string_view>

namespace kith::profiles {
struct Profile;
}

namespace kith::db {
class Reader;
}

namespace kith::places {

// The locality's code, by the ward of the postcode. "" when the postcode is not known or the profile does not say: then
// only council-wide workers act there (design 7.2).
std::string locality_of_postcode(db::Reader& reader, const profiles::Profile& profile, std::string_view postcode);

} // namespace kith::places
