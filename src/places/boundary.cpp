#include "places/boundary.h"

#include <cmath>

namespace kith::places {

namespace {

constexpr double west = -9, east = 3, south = 49, north = 61;

std::int32_t ten_millionths(double degrees) {
    return static_cast<std::int32_t>(std::llround(degrees * 1e7));
}

// Whether the edge passes to the east of the point. Taken from its southern end, so that both neighbours of a shared
// edge compute the same.
bool passes_east_of(Point point, Point from, Point to) {
    if (from.latitude > to.latitude) std::swap(from, to);
    if (point.latitude < from.latitude || point.latitude >= to.latitude) return false;
    const std::int64_t width = std::int64_t{to.longitude} - from.longitude;
    const std::int64_t height = std::int64_t{to.latitude} - from.latitude;
    return width * (std::int64_t{point.latitude} - from.latitude) >
           height * (std::int64_t{point.longitude} - from.longitude);
}

bool is_inside_ring(const Ring& ring, Point point) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); i++)
        if (passes_east_of(point, ring[i], ring[(i + 1) % ring.size()])) inside = !inside;
    return inside;
}

void put(std::string& bytes, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>((number >> shift) & 0xff);
}

// Takes numbers off the front; `whole` turns false when there are none left.
struct Unpacking {
    std::string_view bytes;
    bool whole = true;

    std::uint32_t number() {
        if (bytes.size() < 4) {
            whole = false;
            return 0;
        }
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < 4; i++)
            number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        bytes.remove_prefix(4);
        return number;
    }

    // A count of things that each take at least `size` bytes.
    std::uint32_t count(std::size_t size) {
        const auto count = number();
        if (count > bytes.size() / size) whole = false;
        return whole ? count : 0;
    }
};

Ring unpacked_ring(Unpacking& from) {
    Ring ring(from.count(8));
    for (auto& point : ring) {
        point.longitude = static_cast<std::int32_t>(from.number());
        point.latitude = static_cast<std::int32_t>(from.number());
    }
    return ring;
}

} // namespace

std::optional<Point> Point::from_degrees(double longitude, double latitude) {
    const bool there = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
    if (!there) return std::nullopt;
    return Point{ten_millionths(longitude), ten_millionths(latitude)};
}

Box box_around(const Boundary& boundary) {
    std::optional<Box> box;
    for (const auto& polygon : boundary.polygons)
        for (const auto& ring : polygon)
            for (const auto& point : ring) {
                if (!box) box = Box{point, point};
                box->south_west.longitude = std::min(box->south_west.longitude, point.longitude);
                box->south_west.latitude = std::min(box->south_west.latitude, point.latitude);
                box->north_east.longitude = std::max(box->north_east.longitude, point.longitude);
                box->north_east.latitude = std::max(box->north_east.latitude, point.latitude);
            }
    return box.value_or(Box{});
}

bool is_inside(const Boundary& boundary, Point point) {
    return std::any_of(boundary.polygons.begin(), boundary.polygons.end(), [&](const auto& polygon) {
        const auto rings_around = std::count_if(polygon.begin(), polygon.end(),
                                                [&](const Ring& ring) { return is_inside_ring(ring, point); });
        return rings_around % 2 == 1; // in the outline and in no hole
    });
}

std::string packed(const Boundary& boundary) {
    std::string bytes;
    put(bytes, static_cast<std::uint32_t>(boundary.polygons.size()));
    for (const auto& polygon : boundary.polygons) {
        put(bytes, static_cast<std::uint32_t>(polygon.size()));
        for (const auto& ring : polygon) {
            put(bytes, static_cast<std::uint32_t>(ring.size()));
            for (const auto& point : ring) {
                put(bytes, static_cast<std::uint32_t>(point.longitude));
                put(bytes, static_cast<std::uint32_t>(point.latitude));
            }
        }
    }
    return bytes;
}

std::optional<Boundary> unpacked(std::string_view bytes) {
    Unpacking from{bytes};
    Boundary boundary;
    boundary.polygons.resize(from.count(4));
    for (auto& polygon : boundary.polygons) {
        polygon.resize(from.count(4));
        for (auto& ring : polygon)
            ring = unpacked_ring(from);
    }
    if (!from.whole || !from.bytes.empty()) return std::nullopt;
    return boundary;
}

} // namespace kith::places
