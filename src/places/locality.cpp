#include "places/locality.h"

#include "places/postcode_store.h"
#include "profiles/profile.h"

namespace kith::places {

std::string locality_of_postcode(db::Reader& reader, const profiles::Profile& profile, std::string_view postcode) {
    const auto place = find_place(reader, postcode);
    return place ? profile.locality_of(place->ward.code) : "";
}

} // namespace kith::places
