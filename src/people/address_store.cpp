#include "access/register.h"
#include "agencies/school_store.h"
#include "people/fact_row.h"
#include "people/facts.h"
#include "places/postcode_store.h"
#include "profiles/profile_store.h"

namespace kith::people {

namespace {

constexpr db::Sql standing_addresses = R"sql(
    with recursive said_first as (
        select number, recorded_at as first_at
        from person_addresses
        where person_id = :person
        and corrects is null
        union all
        select c.number, s.first_at
        from said_first s
        join person_addresses c on c.person_id = :person and c.corrects = s.number
    )
    select a.number, a.kind, a.sealed, a.from_on, a.until_on, a.source, a.recorded_at, a.recorded_by, s.first_at
    from person_addresses a
    join said_first s on s.number = a.number
    where a.person_id = :person
    and a.withdrawn = false
    and not exists (select 1 from person_addresses c where c.person_id = a.person_id and c.corrects = a.number)
    order by a.number desc
)sql";

Recorded<Address> to_address(const Vault& vault, Id<Person> person, const db::Row& row) {
    const auto opened = opened_fact(vault, "person_addresses", person, row, 7);
    auto address = recorded(row, Address{to_address_kind(row.text("kind")).value(), opened[0], opened[1], opened[2],
                                         Area{opened[3], opened[4], opened[5], opened[6]}, row.optional_day("from_on"),
                                         row.optional_day("until_on")});
    address.first_at = row.instant("first_at");
    return address;
}

constexpr db::Sql latest_address = R"sql(
    select coalesce(max(number), 0) as number
    from person_addresses
    where person_id = :person
)sql";

constexpr db::Sql new_address = R"sql(
    insert into person_addresses (person_id, number, kind, sealed, from_on, until_on,
                                  withdrawn, corrects, source, recorded_at, recorded_by)
    values (:person, :number, :kind, :sealed, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

constexpr db::Sql standing_attendances = R"sql(
    with recursive said_first as (
        select number, recorded_at as first_at
        from person_attendances
        where person_id = :person
        and corrects is null
        union all
        select c.number, s.first_at
        from said_first s
        join person_attendances c on c.person_id = :person and c.corrects = s.number
    )
    select t.number, t.sealed, t.from_on, t.until_on, t.source, t.recorded_at, t.recorded_by, s.first_at
    from person_attendances t
    join said_first s on s.number = t.number
    where t.person_id = :person
    and t.withdrawn = false
    and not exists (select 1 from person_attendances c where c.person_id = t.person_id and c.corrects = t.number)
    order by t.number desc
)sql";

Recorded<Attendance> to_attendance(const Vault& vault, Id<Person> person, const db::Row& row) {
    const auto opened = opened_fact(vault, "person_attendances", person, row, 1);
    auto attendance =
        recorded(row, Attendance{opened[0], {}, row.optional_day("from_on"), row.optional_day("until_on")});
    attendance.first_at = row.instant("first_at");
    return attendance;
}

constexpr db::Sql latest_attendance = R"sql(
    select coalesce(max(number), 0) as number
    from person_attendances
    where person_id = :person
)sql";

constexpr db::Sql new_attendance = R"sql(
    insert into person_attendances (person_id, number, sealed, from_on, until_on,
                                    withdrawn, corrects, source, recorded_at, recorded_by)
    values (:person, :number, :sealed, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

Area area_of(db::Reader& reader, const Address& address) {
    const auto place = address.postcode.empty() ? std::nullopt : places::find_place(reader, address.postcode);
    if (!place) return {};
    const auto& year = place->ward.boundary_year;
    return {place->ward.code, place->ward.district, place->lsoa21, year ? std::to_string(*year) : ""};
}

// By the first days where both have one. A fact without one was so when it was said: only a first day after that is
// later, otherwise what was said later.
template <typename T>
bool is_later(const Recorded<T>& left, const Recorded<T>& right) {
    const auto& left_from = left.value.from;
    const auto& right_from = right.value.from;
    if (left_from && right_from && *left_from != *right_from) return *left_from > *right_from;
    if (left_from && !right_from && *left_from > right.first_at.day()) return true;
    if (right_from && !left_from && *right_from > left.first_at.day()) return false;
    return std::pair(left.first_at, left.number) > std::pair(right.first_at, right.number);
}

// The latest of those with a first day, or of those without one.
template <typename T, typename Test>
std::ptrdiff_t latest_that(const std::vector<Recorded<T>>& facts, Test&& test) {
    const auto fact = [&](std::ptrdiff_t at) -> const Recorded<T>& { return facts[static_cast<std::size_t>(at)]; };
    std::array<std::ptrdiff_t, 2> best = {-1, -1};
    for (std::ptrdiff_t i = 0; i < std::ssize(facts); ++i) {
        if (!test(fact(i).value)) continue;
        auto& so_far = best[fact(i).value.from ? 1 : 0];
        if (so_far < 0 || is_later(fact(i), fact(so_far))) so_far = i;
    }
    const auto [undated, dated] = best;
    if (undated < 0 || dated < 0) return std::max(undated, dated);
    return is_later(fact(dated), fact(undated)) ? dated : undated;
}

} // namespace

std::vector<Recorded<Address>> addresses_of(db::Reader& reader, Id<Person> person) {
    return reader.all(standing_addresses, {{"person", person}},
                      [&](const db::Row& row) { return to_address(reader.vault(), person, row); });
}

std::ptrdiff_t current_address(const std::vector<Recorded<Address>>& addresses, Day on) {
    const auto of_kind = [&](AddressKind kind) {
        return latest_that(addresses,
                           [&](const Address& address) { return address.kind == kind && holds(address, on); });
    };
    for (const AddressKind kind : {AddressKind::home, AddressKind::temporary, AddressKind::placement})
        if (const auto at = of_kind(kind); at >= 0) return at;
    return -1;
}

Result<Done> keep_address(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                          const Address& address) {
    const Area area = area_of(writer, address);
    return keep_fact(writer, person, entry, latest_address, [&](int number) {
        const auto sealed = sealed_fact(
            writer, "person_addresses", person, number,
            {address.lines, address.postcode, address.uprn, area.ward, area.district, area.lsoa, area.boundaries});
        return writer.run(new_address, {{"person", person},
                                        {"number", number},
                                        {"kind", code(address.kind)},
                                        {"sealed", db::Blob{sealed}},
                                        {"from", address.from},
                                        {"until", address.until},
                                        {"withdrawn", entry.withdrawn},
                                        {"corrects", entry.corrects},
                                        {"source", entry.source},
                                        {"now", writer.now()},
                                        {"by", viewer.posting}});
    });
}

std::vector<Recorded<Attendance>> attendances_of(db::Reader& reader, Id<Person> person) {
    auto found = reader.all(standing_attendances, {{"person", person}},
                            [&](const db::Row& row) { return to_attendance(reader.vault(), person, row); });
    for (auto& attendance : found)
        if (const auto school = agencies::find_school(reader, attendance.value.urn))
            attendance.value.school = school->name;
    return found;
}

std::ptrdiff_t current_attendance(const std::vector<Recorded<Attendance>>& attendances, Day on) {
    return latest_that(attendances, [&](const Attendance& attendance) { return holds(attendance, on); });
}

Result<Done> keep_attendance(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                             const Attendance& attendance) {
    return keep_fact(writer, person, entry, latest_attendance, [&](int number) {
        const auto sealed = sealed_fact(writer, "person_attendances", person, number, {attendance.urn});
        return writer.run(new_attendance, {{"person", person},
                                           {"number", number},
                                           {"sealed", db::Blob{sealed}},
                                           {"from", attendance.from},
                                           {"until", attendance.until},
                                           {"withdrawn", entry.withdrawn},
                                           {"corrects", entry.corrects},
                                           {"source", entry.source},
                                           {"now", writer.now()},
                                           {"by", viewer.posting}});
    });
}

void follow_home(db::Writer& writer, Id<Person> person) {
    const auto addresses = addresses_of(writer, person);
    const auto home = current_address(addresses, writer.now().day());
    const std::string ward = home < 0 ? "" : addresses[static_cast<std::size_t>(home)].value.area.ward;
    const std::string locality = ward.empty() ? "" : profiles::current(writer)->locality_of(ward);
    access::move_to_locality(writer, person.text(), locality);
}

} // namespace kith::people
