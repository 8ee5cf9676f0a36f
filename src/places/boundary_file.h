#pragma once
// Ward boundaries as the Office for National Statistics publishes them: GeoJSON (RFC 7946) in degrees (WGS84), each
// feature with the ward's code in a property like "WD25CD", whose digits are the year of the boundary set.

#include "places/import.h"

namespace kith::places {

// The whole file is taken apart in memory, so its length and the number of its values are bounded: at worst 100 MB. A
// county of 151 wards is 0.7 MB and 40,000 values.
inline constexpr std::int64_t longest_boundary_file = 16 * 1024 * 1024;
inline constexpr std::int64_t most_boundary_values = 1'000'000;

// Refuses wards that are not known, shapes that are no polygons, and points outside England and Wales (often because
// the file is in the national grid's metres).
void read_boundaries(db::Writer& writer, Import& import);

} // namespace kith::places
