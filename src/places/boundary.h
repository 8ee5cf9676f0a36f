#pragma once
// Where a ward lies: polygons with holes on the map (WGS84), and whether a point is inside.
//
// Coordinates are whole ten-millionths of a degree (about a centimetre), so the test is exact: a point on the line
// between two neighbours is in one of them, not in both and not in neither.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::places {

struct Point {
    std::int32_t longitude = 0;
    std::int32_t latitude = 0;

    // From degrees. Nothing outside the box around England and Wales (9° W to 3° E, 49° to 61° N): a point there is
    // a mistake, often longitude and latitude the wrong way round.
    static std::optional<Point> from_degrees(double longitude, double latitude);

    double longitude_degrees() const { return longitude / 1e7; }

    double latitude_degrees() const { return latitude / 1e7; }

    auto operator<=>(const Point&) const = default;
};

using Ring = std::vector<Point>; // closed by itself: the last point joins the first

// The first ring of each polygon is its outline, the others are holes in it.
struct Boundary {
    std::vector<std::vector<Ring>> polygons;

    bool operator==(const Boundary&) const = default;
};

struct Box {
    Point south_west;
    Point north_east;
};

// The smallest box around it; of an empty boundary, an empty box at 0, 0.
Box box_around(const Boundary& boundary);

bool is_inside(const Boundary& boundary, Point point);

// As kept in the database: counts and coordinates as 32-bit little-endian numbers.
std::string packed(const Boundary& boundary);
// Nothing when the bytes are not a whole boundary.
std::optional<Boundary> unpacked(std::string_view bytes);

} // namespace kith::places
