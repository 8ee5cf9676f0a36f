#include "access/register.h"
#include "agencies/school_store.h"
#include "people/fact_row.h"
#include "people/facts.h"
#include "places/postcode_store.h"
#include "profiles/profile_store.h"

namespace kith::people {

namespace {

constexpr db::Sql standing_addresses = R"sql(
    select a.number, a.kind, a.sealed, a.from_on, a.until_on, a.source, a.recorded_at, a.recorded_by
    from person_addresses a
    where a.person_id = :person
    and a.withdrawn = false
    and not exists (select 1 from person_addresses c where c.person_id = a.person_id and c.corrects = a.number)
    order by a.number desc
)sql";

Recorded<Address> to_address(const Vault& vault, Id<Person> person, const db::Row& row) {
    const auto opened = opened_fact(vault, "person_addresses", person, row, 7);
    return recorded(row, Address{to_address_kind(row.text("kind")).value(), opened[0], opened[1], opened[2],
                                 Area{opened[3], opened[4], opened[5], opened[6]}, row.optional_day("from_on"),
                                 row.optional_day("until_on")});
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
    select t.number, t.sealed, t.from_on, t.until_on, t.source, t.recorded_at, t.recorded_by
    from person_attendances t
    where t.person_id = :person
    and t.withdrawn = false
    and not exists (select 1 from person_attendances c where c.person_id = t.person_id and c.corrects = t.number)
    order by t.number desc
)sql";

Recorded<Attendance> to_attendance(const Vault& vault, Id<Person> person, const db::Row& row) {
    const auto opened = opened_fact(vault, "person_attendances", person, row, 1);
    return recorded(row, Attendance{opened[0], {}, row.optional_day("from_on"), row.optional_day("until_on")});
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

// The latest that holds, by its first day and then by when it was recorded; facts come latest first.
template <typename T, typename Test>
std::ptrdiff_t latest_that(const std::vector<Recorded<T>>& facts, Test&& test) {
    std::ptrdiff_t best = -1;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (!test(facts[i].value)) continue;
        if (best < 0 || facts[static_cast<std::size_t>(best)].value.from < facts[i].value.from)
            best = static_cast<std::ptrdiff_t>(i);
    }
    return best;
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
