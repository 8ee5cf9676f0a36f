#include "places/boundary_file.h"

#include "db/database.h"
#include "places/codes.h"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

namespace kith::places {

namespace {

namespace json = boost::json;

// A sentence about what is wrong with one feature; thrown to its one catch in read_boundaries.
struct Wrong {
    std::string text;
};

const json::array& array_in(const json::value& value, std::string_view what) {
    if (!value.is_array()) throw Wrong{fmt::format("its {} is not a list", what)};
    return value.get_array();
}

const json::value& member(const json::value& object, std::string_view name) {
    const auto* found = object.is_object() ? object.get_object().if_contains(name) : nullptr;
    if (!found) throw Wrong{fmt::format("it has no “{}”", name)};
    return *found;
}

Point to_point(const json::value& position) {
    const auto& numbers = array_in(position, "position");
    if (numbers.size() < 2 || !numbers[0].is_number() || !numbers[1].is_number())
        throw Wrong{"a position is not two numbers"};
    const auto point = Point::from_degrees(numbers[0].to_number<double>(), numbers[1].to_number<double>());
    if (!point)
        throw Wrong{"it has a position outside England and Wales. Boundaries must be in degrees (WGS84), longitude "
                    "first"};
    return *point;
}

Ring to_ring(const json::value& positions) {
    Ring ring;
    for (const auto& position : array_in(positions, "ring"))
        ring.push_back(to_point(position));
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if (ring.size() < 3) throw Wrong{"it has a ring of fewer than three points"};
    return ring;
}

std::vector<Ring> to_polygon(const json::value& rings) {
    std::vector<Ring> polygon;
    for (const auto& ring : array_in(rings, "polygon"))
        polygon.push_back(to_ring(ring));
    if (polygon.empty()) throw Wrong{"it has a polygon without an outline"};
    return polygon;
}

Boundary to_boundary(const json::value& geometry) {
    const auto& type = member(geometry, "type");
    const auto& coordinates = member(geometry, "coordinates");
    Boundary boundary;
    if (type == "Polygon") {
        boundary.polygons.push_back(to_polygon(coordinates));
    } else if (type == "MultiPolygon") {
        for (const auto& polygon : array_in(coordinates, "geometry"))
            boundary.polygons.push_back(to_polygon(polygon));
    } else {
        throw Wrong{"its geometry is neither Polygon nor MultiPolygon"};
    }
    if (boundary.polygons.empty()) throw Wrong{"it has no polygon"};
    return boundary;
}

struct Named {
    std::string ward;
    std::optional<int> year;
};

// 2025 of "WD25CD", 1998 of "WD98CD".
int year_of(std::string_view property) {
    const int year = (property[2] - '0') * 10 + (property[3] - '0');
    return year < 70 ? 2000 + year : 1900 + year;
}

Named named(const json::value& properties) {
    if (!properties.is_object()) throw Wrong{"it has no properties"};
    for (const auto& [key, value] : properties.get_object()) {
        const std::string_view name(key.data(), key.size());
        const bool is_dated = name.size() == 6 && name.starts_with("WD") && name.ends_with("CD") &&
                              name.find_first_not_of("0123456789", 2) == 4;
        if (!value.is_string() || !(is_dated || name == "ward_code")) continue;
        const auto& code = value.get_string();
        if (!is_ward_code({code.data(), code.size()}))
            throw Wrong{in_quotes({code.data(), code.size()}) + " is no ward code"};
        return {std::string(code.data(), code.size()), is_dated ? std::optional(year_of(name)) : std::nullopt};
    }
    throw Wrong{"it has no property with the ward's code (like WD25CD)"};
}

// The parsed file, or nothing with a mistake.
std::optional<json::value> parsed(Import& import, json::storage_ptr storage) {
    json::parse_options options;
    options.max_depth = 16;
    json::stream_parser parser(std::move(storage), options);
    std::string piece(64 * 1024, '\0');
    std::int64_t taken = 0, values = 0, line = 1;
    json::error_code error;
    while (import.input.read(piece.data(), static_cast<std::streamsize>(piece.size())), import.input.gcount() > 0) {
        const auto length = static_cast<std::size_t>(import.input.gcount());
        taken += import.input.gcount();
        values += std::count(piece.begin(), piece.begin() + import.input.gcount(), ',');
        if (taken > longest_boundary_file || values > most_boundary_values) {
            import.refuse(0,
                          fmt::format("The file is longer than {} MB or holds more than {} values. Import boundaries "
                                      "council by council, simplified (BSC or BGC, not BFC).",
                                      longest_boundary_file / (1024 * 1024), most_boundary_values));
            return std::nullopt;
        }
        const auto used = parser.write_some(piece.data(), length, error);
        const bool more_than_one = !error && used < length && piece.find_first_not_of(" \t\r\n", used) < length;
        line += std::count(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(used), '\n');
        if (error || more_than_one) {
            import.refuse(line, "The file is not well-formed JSON from here on.");
            return std::nullopt;
        }
    }
    parser.finish(error);
    if (error) {
        import.refuse(line, "The file ends in the middle: it is not whole.");
        return std::nullopt;
    }
    return parser.release();
}

void read_feature(db::Writer& writer, Import& import, const json::value& feature, std::set<std::string>& seen) {
    const auto [ward, year] = named(member(feature, "properties"));
    if (!find_ward(writer, ward))
        throw Wrong{fmt::format("the ward {} is not known. Import the list of wards first", ward)};
    if (!seen.insert(ward).second) throw Wrong{fmt::format("the ward {} stands in the file already", ward)};
    import.count(save_boundary(writer, ward, to_boundary(member(feature, "geometry")), year));
}

} // namespace

void read_boundaries(db::Writer& writer, Import& import) {
    json::monotonic_resource memory;
    const auto file = parsed(import, &memory);
    if (!file) return;
    const auto* features = file->is_object() ? file->get_object().if_contains("features") : nullptr;
    if (!features || !features->is_array()) {
        import.refuse(0, "The file has no list of “features”: it is not GeoJSON of ward boundaries.");
        return;
    }
    std::set<std::string> seen;
    std::size_t number = 0;
    for (const auto& feature : features->get_array()) {
        number++;
        if (import.has_enough_mistakes()) return;
        try {
            read_feature(writer, import, feature, seen);
        } catch (const Wrong& wrong) {
            import.refuse(0, fmt::format("Boundary {}: {}.", number, wrong.text));
        }
    }
}

} // namespace kith::places
