#include "places/boundary.h"

#include "base/clock.h"
#include "places/codes.h"

#include <doctest/doctest.h>

namespace kith::places {

namespace {

Ring rectangle(int west, int south, int east, int north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}};
}

// The ring in the other direction, from another corner.
Ring turned(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    return ring;
}

} // namespace

TEST_CASE("a point is inside the outline and outside a hole") {
    const Boundary park{.polygons = {{rectangle(0, 0, 100, 100), rectangle(40, 40, 60, 60)}}};

    CHECK(is_inside(park, {10, 10}));
    CHECK_FALSE(is_inside(park, {50, 50}));
    CHECK_FALSE(is_inside(park, {101, 50}));
    CHECK_FALSE(is_inside(park, {-1, 50}));
    CHECK_FALSE(is_inside(park, {50, 200}));
}

TEST_CASE("a ward may be in several parts") {
    const Boundary parts{.polygons = {{rectangle(0, 0, 10, 10)}, {rectangle(20, 0, 30, 10)}}};

    CHECK(is_inside(parts, {5, 5}));
    CHECK_FALSE(is_inside(parts, {15, 5}));
    CHECK(is_inside(parts, {25, 5}));
}

TEST_CASE("a point on the border of two wards is in exactly one of them") {
    // A slanted border from (40, 0) to (70, 100), drawn in opposite directions, as neighbours are.
    const Boundary western{.polygons = {{{{0, 0}, {40, 0}, {70, 100}, {0, 100}}}}};
    const Boundary eastern{.polygons = {{turned({{40, 0}, {100, 0}, {100, 100}, {70, 100}})}}};

    for (int step = 0; step < 10; step++) {
        const Point on_border{40 + 3 * step, 10 * step};
        CHECK(is_inside(western, on_border) != is_inside(eastern, on_border));
    }
}

TEST_CASE("every point of a square is in exactly one of the triangles it is cut into") {
    const Point middle{37, 61};
    const auto square = rectangle(0, 0, 100, 100);
    std::vector<Boundary> triangles;
    for (std::size_t i = 0; i < 4; i++) {
        Ring triangle{square[i], square[(i + 1) % 4], middle};
        triangles.push_back({.polygons = {{i % 2 == 0 ? triangle : turned(triangle)}}});
    }
    for (int x = 0; x < 100; x++)
        for (int y = 0; y < 100; y++) {
            const auto holders = std::count_if(triangles.begin(), triangles.end(), [&](const Boundary& triangle) {
                return is_inside(triangle, {x, y});
            });
            REQUIRE(holders == 1);
        }
}

TEST_CASE("an empty boundary holds nothing") {
    CHECK_FALSE(is_inside({}, {0, 0}));
    CHECK_FALSE(is_inside({.polygons = {{{}}}}, {0, 0}));
    CHECK(box_around({}).north_east == Point{});
}

TEST_CASE("a boundary comes back whole from its packed form, and damaged bytes do not") {
    const Boundary shape{.polygons = {{rectangle(-22'000'000, 530'000'000, -21'000'000, 540'000'000),
                                       rectangle(-21'500'000, 533'000'000, -21'400'000, 534'000'000)},
                                      {rectangle(0, 0, 1, 1)}}};
    const auto bytes = packed(shape);

    CHECK(unpacked(bytes) == shape);
    CHECK(unpacked(packed({})) == Boundary{});
    for (std::size_t length = 0; length < bytes.size(); length++)
        REQUIRE_FALSE(unpacked(std::string_view(bytes).substr(0, length)));
    CHECK_FALSE(unpacked(bytes + "x"));
    CHECK_FALSE(unpacked(std::string(4, '\xFF'))); // a count beyond all bounds allocates nothing
}

TEST_CASE("degrees outside England and Wales are a mistake") {
    CHECK(Point::from_degrees(-2.29, 53.59));
    CHECK_FALSE(Point::from_degrees(53.59, -2.29));   // the wrong way round
    CHECK_FALSE(Point::from_degrees(381768, 405926)); // metres of the national grid
    CHECK_FALSE(Point::from_degrees(std::nan(""), 53.59));
    CHECK(Point::from_degrees(-2.276640001, 53.549660009) == Point{-22'766'400, 535'496'600});
}

TEST_CASE("the box around a boundary touches its outermost points") {
    const auto box = box_around({.polygons = {{{{-5, 7}, {3, -2}, {9, 1}}}}});
    CHECK(box.south_west == Point{-5, -2});
    CHECK(box.north_east == Point{9, 7});
}

TEST_CASE("codes are told by their shape") {
    CHECK(is_ward_code("E05014152"));
    CHECK_FALSE(is_ward_code("E0501415"));
    CHECK_FALSE(is_ward_code("E05O14152"));
    CHECK_FALSE(is_ward_code("E08000002"));
    CHECK(is_district_code("E08000002"));
    CHECK_FALSE(is_district_code("E10000028"));
    CHECK(is_upper_tier_code("E10000028"));
    CHECK(may_be_upper_tier("E10000028", "E07000192"));
    CHECK_FALSE(may_be_upper_tier("E08000002", "E07000192"));
    CHECK(may_be_upper_tier("E08000002", "E08000002"));
    CHECK_FALSE(may_be_upper_tier("E08000003", "E08000002"));
}

} // namespace kith::places
