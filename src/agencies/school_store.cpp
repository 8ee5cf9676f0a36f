#include "agencies/school_store.h"

#include "agencies/name_match.h"
#include "base/text.h"
#include "db/database.h"

namespace kith::agencies {

namespace {

std::optional<places::Point> to_point(const db::Row& row) {
    const auto longitude = row.optional_integer("longitude"), latitude = row.optional_integer("latitude");
    if (!longitude || !latitude) return std::nullopt;
    return places::Point{static_cast<std::int32_t>(*longitude), static_cast<std::int32_t>(*latitude)};
}

std::optional<places::Ward> to_ward(const db::Row& row) {
    auto code = row.text("ward");
    if (code.empty()) return std::nullopt;
    return places::Ward{.code = std::move(code),
                        .name = row.text("ward_name"),
                        .district = row.text("district"),
                        .district_name = row.text("district_name"),
                        .upper_tier = row.text("upper_tier")};
}

School to_school(const db::Row& row) {
    return {.agency = row.id<Agency>("agency_id"),
            .reference = row.reference("reference"),
            .urn = row.text("urn"),
            .name = row.text("name"),
            .phase = row.text("phase"),
            .type = row.text("type"),
            .council_number = row.text("council_number"),
            .council_name = row.text("council_name"),
            .number_in_council = row.text("number_in_council"),
            .pupils = row.optional_integer("pupils"),
            .point = to_point(row),
            .ward = to_ward(row),
            .lsoa = row.text("lsoa")};
}

constexpr db::Sql school_of_urn = R"sql(
    select s.agency_id, a.reference, s.urn, a.name, s.phase, s.type, s.council_number, s.council_name,
           s.number_in_council, s.pupils, s.longitude, s.latitude, s.lsoa,
           s.ward, w.name as ward_name, w.district, w.district_name, w.upper_tier
      from schools s
      join agencies a on a.id = s.agency_id
      left join wards w on w.code = s.ward
     where s.urn = :urn
)sql";

constexpr db::Sql school_of_agency = R"sql(
    select s.agency_id, a.reference, s.urn, a.name, s.phase, s.type, s.council_number, s.council_name,
           s.number_in_council, s.pupils, s.longitude, s.latitude, s.lsoa,
           s.ward, w.name as ward_name, w.district, w.district_name, w.upper_tier
      from schools s
      join agencies a on a.id = s.agency_id
      left join wards w on w.code = s.ward
     where s.agency_id = :agency
)sql";

constexpr db::Sql names_of_open_schools = R"sql(
    select s.urn, a.search, s.council_name, w.name as ward_name, w.district_name
      from schools s
      join agencies a on a.id = s.agency_id
      left join wards w on w.code = s.ward
     where a.ended_at is null
     order by a.name, w.name, s.urn
)sql";

constexpr db::Sql insert_school = R"sql(
    insert into schools (agency_id, urn, phase, type, council_number, council_name, number_in_council, pupils,
                         longitude, latitude, ward, lsoa)
    values (:agency, :urn, :phase, :type, :council_number, :council_name, :number_in_council, :pupils,
            :longitude, :latitude, :ward, :lsoa)
)sql";

constexpr db::Sql update_school = R"sql(
    update schools
       set phase = :phase, type = :type, council_number = :council_number, council_name = :council_name,
           number_in_council = :number_in_council, pupils = :pupils, longitude = :longitude, latitude = :latitude,
           ward = :ward, lsoa = :lsoa
     where agency_id = :agency
       and urn = :urn
)sql";

constexpr db::Sql points_of_schools = R"sql(
    select agency_id, ward, longitude, latitude
      from schools
     where longitude is not null
)sql";

constexpr db::Sql move_school = R"sql(
    update schools
       set ward = :ward
     where agency_id = :agency
)sql";

// Their URNs, best first.
std::vector<std::string> fitting_schools(db::Reader& reader, std::string_view words) {
    const NameMatch match(words);
    if (match.empty()) return {};
    std::vector<std::pair<int, std::string>> fit;
    SearchablePlaces places;
    reader.for_each(names_of_open_schools, {}, [&](const db::Row& row) {
        const auto& place = places.of(row.text("ward_name"), row.text("district_name"), row.text("council_name"));
        if (const auto rank = match.rank(row.text("search"), place + row.text("urn")))
            fit.emplace_back(*rank, row.text("urn"));
    });
    return best_first(std::move(fit));
}

SchoolEntry entry_of(const School& school) {
    return {.urn = school.urn,
            .name = school.name,
            .phase = school.phase,
            .type = school.type,
            .council_number = school.council_number,
            .council_name = school.council_name,
            .number_in_council = school.number_in_council,
            .pupils = school.pupils,
            .point = school.point,
            .lsoa = school.lsoa};
}

std::optional<std::string> ward_of(db::Reader& reader, const std::optional<places::Point>& point) {
    const auto ward = point ? places::find_ward_at(reader, *point) : std::nullopt;
    return ward ? std::optional(ward->code) : std::nullopt;
}

void write_school(db::Writer& writer, db::Sql how, Id<Agency> agency, const SchoolEntry& entry,
                  const std::optional<std::string>& ward) {
    const auto place = entry.point.value_or(places::Point{});
    const db::Parameter longitude("longitude", int{place.longitude}), latitude("latitude", int{place.latitude});
    writer.run(how, {{"agency", agency},
                     {"urn", entry.urn},
                     {"phase", entry.phase},
                     {"type", entry.type},
                     {"council_number", entry.council_number},
                     {"council_name", entry.council_name},
                     {"number_in_council", entry.number_in_council},
                     {"pupils", entry.pupils},
                     entry.point ? longitude : db::Parameter("longitude", std::nullopt),
                     entry.point ? latitude : db::Parameter("latitude", std::nullopt),
                     {"ward", ward},
                     {"lsoa", entry.lsoa}});
}

void rename_agency(db::Writer& writer, const history::Actor& actor, const School& school, const std::string& name) {
    const auto agency = find_agency(writer, school.agency).value();
    if (agency.has_ended()) return; // it keeps the name it ended with
    auto details = agency.details;
    details.name = name;
    if (!change_agency(writer, actor, agency.id, agency.version, details))
        throw db::Fault(db::Fault::Kind::other, "a school's agency could not be renamed");
}

} // namespace

std::optional<School> find_school(db::Reader& reader, std::string_view urn) {
    return reader.one(school_of_urn, {{"urn", urn}}, to_school);
}

std::optional<School> find_school(db::Reader& reader, Id<Agency> agency) {
    return reader.one(school_of_agency, {{"agency", agency}}, to_school);
}

SchoolMatches matching_schools(db::Reader& reader, std::string_view words, std::size_t limit) {
    const auto fit = fitting_schools(reader, words);
    SchoolMatches matches{.schools = {}, .total = fit.size()};
    for (std::size_t i = 0; i < fit.size() && i < limit; i++)
        if (auto school = find_school(reader, fit[i])) matches.schools.push_back(std::move(*school));
    return matches;
}

SavedSchool save_school(db::Writer& writer, const history::Actor& actor, const SchoolEntry& entry) {
    const auto ward = ward_of(writer, entry.point);
    const auto kept = find_school(writer, entry.urn);
    if (!kept) {
        const auto agency = add_agency(writer, actor, {.name = entry.name, .kind = std::string(school_kind)});
        write_school(writer, insert_school, agency.value().id, entry, ward);
        return {places::Saved::added, ward.has_value()};
    }
    const auto ward_kept = kept->ward ? std::optional(kept->ward->code) : std::nullopt;
    if (entry_of(*kept) == entry && ward == ward_kept) return {places::Saved::unchanged, ward.has_value()};
    if (kept->name != entry.name) rename_agency(writer, actor, *kept, entry.name);
    write_school(writer, update_school, kept->agency, entry, ward);
    return {places::Saved::changed, ward.has_value()};
}

std::int64_t place_schools(db::Writer& writer) {
    struct Placed {
        Id<Agency> agency;
        std::optional<std::string> ward;
        std::optional<places::Point> point;
    };

    const auto schools = writer.all(points_of_schools, {}, [](const db::Row& row) {
        return Placed{row.id<Agency>("agency_id"), row.optional_text("ward"), to_point(row)};
    });
    std::int64_t moved = 0;
    for (const auto& school : schools) {
        const auto ward = ward_of(writer, school.point);
        if (ward == school.ward) continue;
        moved += writer.run(move_school, {{"agency", school.agency}, {"ward", ward}});
    }
    return moved;
}

} // namespace kith::agencies
