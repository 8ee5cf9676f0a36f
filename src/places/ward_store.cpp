#include "places/ward_store.h"

#include "db/database.h"

namespace kith::places {

namespace {

Ward to_ward(const db::Row& row) {
    Ward ward{.code = row.text("code"),
              .name = row.text("name"),
              .district = row.text("district"),
              .district_name = row.text("district_name"),
              .upper_tier = row.text("upper_tier")};
    if (const auto year = row.optional_integer("boundary_year")) ward.boundary_year = static_cast<int>(*year);
    return ward;
}

constexpr db::Sql ward_of_code = R"sql(
    select w.code, w.name, w.district, w.district_name, w.upper_tier, b.boundary_year
      from wards w
      left join ward_boundaries b on b.ward = w.code
     where w.code = :code
)sql";

constexpr db::Sql every_ward = R"sql(
    select w.code, w.name, w.district, w.district_name, w.upper_tier, b.boundary_year
      from wards w
      left join ward_boundaries b on b.ward = w.code
     order by w.code
)sql";

constexpr db::Sql wards_that_a_council_covers = R"sql(
    select w.code, w.name, w.district, w.district_name, w.upper_tier, b.boundary_year
      from wards w
      left join ward_boundaries b on b.ward = w.code
     where w.district = :council
        or w.upper_tier = :council
     order by w.name, w.code
)sql";

// After a boundary review the abolished wards are still there: the newest boundary comes first.
constexpr db::Sql wards_that_may_hold_a_point = R"sql(
    select w.code, w.name, w.district, w.district_name, w.upper_tier, b.boundary_year, b.shape
      from ward_boundaries b
      join wards w on w.code = b.ward
     where b.west <= :longitude
       and b.east >= :longitude
       and b.south <= :latitude
       and b.north >= :latitude
     order by coalesce(b.boundary_year, 0) desc, w.code
)sql";

constexpr db::Sql add_ward = R"sql(
    insert into wards (code, name, district, district_name, upper_tier)
    values (:code, :name, :district, :district_name, :upper_tier)
)sql";

constexpr db::Sql change_ward = R"sql(
    update wards
       set name = :name, district = :district, district_name = :district_name, upper_tier = :upper_tier
     where code = :code
)sql";

constexpr db::Sql boundary_of_ward = R"sql(
    select boundary_year, shape
      from ward_boundaries
     where ward = :ward
)sql";

constexpr db::Sql put_boundary = R"sql(
    insert into ward_boundaries (ward, boundary_year, west, south, east, north, shape)
    values (:ward, :year, :west, :south, :east, :north, :shape)
    on conflict (ward) do update
       set boundary_year = excluded.boundary_year,
           west = excluded.west,
           south = excluded.south,
           east = excluded.east,
           north = excluded.north,
           shape = excluded.shape
)sql";

bool is_same(const Ward& left, const Ward& right) {
    return left.name == right.name && left.district == right.district && left.district_name == right.district_name &&
           left.upper_tier == right.upper_tier;
}

struct Kept {
    std::optional<std::int64_t> year;
    std::string shape;
};

} // namespace

std::optional<Ward> find_ward(db::Reader& reader, std::string_view code) {
    return reader.one(ward_of_code, {{"code", code}}, to_ward);
}

std::vector<Ward> all_wards(db::Reader& reader) {
    return reader.all(every_ward, {}, to_ward);
}

std::vector<Ward> wards_of(db::Reader& reader, std::string_view council) {
    return reader.all(wards_that_a_council_covers, {{"council", council}}, to_ward);
}

std::optional<Ward> find_ward_at(db::Reader& reader, Point point) {
    std::optional<Ward> found;
    const db::Parameter where[] = {{"longitude", int{point.longitude}}, {"latitude", int{point.latitude}}};
    reader.for_each(wards_that_may_hold_a_point, where, [&](const db::Row& row) {
        if (found) return;
        const auto boundary = unpacked(row.blob("shape"));
        if (!boundary) throw db::Fault(db::Fault::Kind::other, "a ward's boundary in the database is damaged");
        if (is_inside(*boundary, point)) found = to_ward(row);
    });
    return found;
}

Saved save_ward(db::Writer& writer, const Ward& ward) {
    const auto kept = find_ward(writer, ward.code);
    if (kept && is_same(*kept, ward)) return Saved::unchanged;
    writer.run(kept ? change_ward : add_ward, {{"code", ward.code},
                                               {"name", ward.name},
                                               {"district", ward.district},
                                               {"district_name", ward.district_name},
                                               {"upper_tier", ward.upper_tier}});
    return kept ? Saved::changed : Saved::added;
}

Saved save_boundary(db::Writer& writer, std::string_view ward, const Boundary& boundary, std::optional<int> year) {
    const auto shape = packed(boundary);
    const auto kept = writer.one(boundary_of_ward, {{"ward", ward}}, [](const db::Row& row) {
        return Kept{row.optional_integer("boundary_year"), row.blob("shape")};
    });
    if (kept && kept->shape == shape && kept->year == year) return Saved::unchanged;
    const auto box = box_around(boundary);
    writer.run(put_boundary, {{"ward", ward},
                              {"year", year},
                              {"west", int{box.south_west.longitude}},
                              {"south", int{box.south_west.latitude}},
                              {"east", int{box.north_east.longitude}},
                              {"north", int{box.north_east.latitude}},
                              {"shape", db::Blob{shape}}});
    return kept ? Saved::changed : Saved::added;
}

} // namespace kith::places
