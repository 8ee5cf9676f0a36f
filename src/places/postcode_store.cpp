#include "places/postcode_store.h"

#include "base/text.h"
#include "db/database.h"

namespace kith::places {

namespace {

Place to_place(const db::Row& row) {
    Place place{.postcode = row.text("postcode"),
                .ward = {.code = row.text("code"),
                         .name = row.text("name"),
                         .district = row.text("district"),
                         .district_name = row.text("district_name"),
                         .upper_tier = row.text("upper_tier")},
                .lsoa21 = row.text("lsoa21"),
                .lsoa11 = row.text("lsoa11"),
                .msoa21 = row.text("msoa21"),
                .point = {static_cast<std::int32_t>(row.integer("longitude")),
                          static_cast<std::int32_t>(row.integer("latitude"))}};
    if (const auto year = row.optional_integer("boundary_year")) place.ward.boundary_year = static_cast<int>(*year);
    return place;
}

constexpr db::Sql place_of_a_postcode = R"sql(
    select p.postcode, p.lsoa21, p.lsoa11, p.msoa21, p.longitude, p.latitude,
           w.code, w.name, w.district, w.district_name, w.upper_tier, b.boundary_year
      from postcodes p
      join wards w on w.code = p.ward
      left join ward_boundaries b on b.ward = w.code
     where p.postcode = :postcode
)sql";

constexpr db::Sql put_postcode = R"sql(
    insert into postcodes (postcode, ward, lsoa21, lsoa11, msoa21, longitude, latitude)
    values (:postcode, :ward, :lsoa21, :lsoa11, :msoa21, :longitude, :latitude)
    on conflict (postcode) do update
       set ward = excluded.ward,
           lsoa21 = excluded.lsoa21,
           lsoa11 = excluded.lsoa11,
           msoa21 = excluded.msoa21,
           longitude = excluded.longitude,
           latitude = excluded.latitude
     where postcodes.ward <> excluded.ward
        or postcodes.lsoa21 <> excluded.lsoa21
        or postcodes.lsoa11 <> excluded.lsoa11
        or postcodes.msoa21 <> excluded.msoa21
        or postcodes.longitude <> excluded.longitude
        or postcodes.latitude <> excluded.latitude
)sql";

constexpr db::Sql how_many_postcodes = R"sql(
    select count(*) as number
      from postcodes
)sql";

constexpr db::Sql how_many_postcodes_inside = R"sql(
    select count(*) as number
      from postcodes p
      join wards w on w.code = p.ward
     where w.district = :council
        or w.upper_tier = :council
)sql";

} // namespace

std::optional<Place> find_place(db::Reader& reader, std::string_view postcode) {
    const auto written = kith::postcode(postcode);
    if (!written) return std::nullopt;
    return reader.one(place_of_a_postcode, {{"postcode", *written}}, to_place);
}

bool save_postcode(db::Writer& writer, const PostcodeRow& row) {
    return writer.run(put_postcode, {{"postcode", row.postcode},
                                     {"ward", row.ward},
                                     {"lsoa21", row.lsoa21},
                                     {"lsoa11", row.lsoa11},
                                     {"msoa21", row.msoa21},
                                     {"longitude", int{row.point.longitude}},
                                     {"latitude", int{row.point.latitude}}}) > 0;
}

std::int64_t number_of_postcodes(db::Reader& reader) {
    return reader.one(how_many_postcodes, {}, [](const db::Row& row) { return row.integer("number"); }).value_or(0);
}

PostcodeCount postcode_count(db::Reader& reader, std::string_view council) {
    const auto inside = reader.one(how_many_postcodes_inside, {{"council", council}},
                                   [](const db::Row& row) { return row.integer("number"); });
    return {.all = number_of_postcodes(reader), .inside = inside.value_or(0)};
}

} // namespace kith::places
