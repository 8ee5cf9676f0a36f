#pragma once
// Where a postcode lies. People live across the border too, so a postcode outside the council is as good as one inside.

#include "places/ward_store.h"

namespace kith::places {

struct Place {
    std::string postcode; // "BL9 0EJ"
    Ward ward;            // its district and upper tier with it; by the Ordnance Survey's own lookup
    std::string lsoa21;   // neighbourhoods of about 1,500 people, by the 2021 census
    std::string lsoa11;   // and by the 2011 one, for figures that were never redone
    std::string msoa21;
    Point point;

    // Whether the council with this code covers it.
    bool is_inside(std::string_view council) const { return places::is_inside(ward, council); }
};

// Accepts a postcode however it is typed. Nothing when it has no postcode's shape or was not imported.
std::optional<Place> find_place(db::Reader& reader, std::string_view postcode);

// What the table of postcodes holds of a place.
struct PostcodeRow {
    std::string_view postcode;
    std::string_view ward;
    std::string_view lsoa21;
    std::string_view lsoa11;
    std::string_view msoa21;
    Point point;
};

// True when it was added or differed from what was kept.
bool save_postcode(db::Writer& writer, const PostcodeRow& row);

std::int64_t number_of_postcodes(db::Reader& reader);

struct PostcodeCount {
    std::int64_t all = 0;
    std::int64_t inside = 0; // the council with this code
};

PostcodeCount postcode_count(db::Reader& reader, std::string_view council);

} // namespace kith::places
