#include "agencies/agency_store.h"

#include "access/register.h"
#include "agencies/name_match.h"
#include "db/database.h"
#include "db/unused_reference.h"
#include "history/record.h"

namespace kith::agencies {

namespace {

Agency to_agency(const db::Row& row) {
    return {.id = row.id<Agency>("id"),
            .reference = row.reference("reference"),
            .details = {.name = row.text("name"),
                        .kind = row.text("kind"),
                        .host = row.flag("host"),
                        .confidential = row.flag("confidential"),
                        .telephone = row.text("telephone"),
                        .agreement_from = row.optional_day("agreement_from"),
                        .agreement_to = row.optional_day("agreement_to")},
            .ended_at = row.optional_instant("ended_at"),
            .version = row.integer("version")};
}

constexpr db::Sql agency_of_id = R"sql(
    select id, reference, name, kind, host, confidential, telephone, agreement_from, agreement_to, ended_at, version
      from agencies
     where id = :id
)sql";

constexpr db::Sql agency_of_reference = R"sql(
    select id, reference, name, kind, host, confidential, telephone, agreement_from, agreement_to, ended_at, version
      from agencies
     where reference = :reference
)sql";

constexpr db::Sql host_agency = R"sql(
    select id, reference, name, kind, host, confidential, telephone, agreement_from, agreement_to, ended_at, version
      from agencies
     where host
)sql";

constexpr db::Sql names_of_agencies = R"sql(
    select a.id, a.search, s.urn, s.council_name, w.name as ward_name, w.district_name
      from agencies a
      left join schools s on s.agency_id = a.id
      left join wards w on w.code = s.ward
     where (:kind = '' or a.kind = :kind)
       and (:also_ended or a.ended_at is null)
     order by a.name, a.id
)sql";

constexpr db::Sql agency_reference_is_taken = R"sql(
    select 1 as taken
      from agencies
     where reference = :reference
)sql";

constexpr db::Sql insert_agency = R"sql(
    insert into agencies (id, reference, name, search, kind, host, confidential, telephone, agreement_from, agreement_to,
                          created_at, version)
    values (:id, :reference, :name, :search, :kind, :host, :confidential, :telephone, :agreement_from, :agreement_to,
            :now, 1)
)sql";

constexpr db::Sql update_agency = R"sql(
    update agencies
       set name = :name, search = :search, kind = :kind, host = :host, confidential = :confidential, telephone = :telephone,
           agreement_from = :agreement_from, agreement_to = :agreement_to, version = version + 1
     where id = :id
       and version = :version
       and ended_at is null
)sql";

constexpr db::Sql end_of_agency = R"sql(
    update agencies
       set ended_at = :now, version = version + 1
     where id = :id
       and version = :version
       and ended_at is null
)sql";

const Problem second_host{"host", "second_host",
                          "There is already an agency of the council's own. There can be one only"};

// The host agency shares with itself by being the council's own; everybody else by agreement.
access::Window agreement_window(const Agency& agency) {
    const auto& details = agency.details;
    access::Window window{.from = {}, .to = agency.ended_at};
    if (details.host) return window;
    if (!details.agreement_from) return {.from = {}, .to = Instant{}};
    window.from = england_time(*details.agreement_from, 0);
    if (details.agreement_to) {
        const auto last = england_time(*details.agreement_to + 1, 0);
        if (!window.to || last < *window.to) window.to = last;
    }
    if (window.to && *window.to < window.from) window.to = window.from;
    return window;
}

void tell(db::Writer& writer, const history::Actor& actor, const Agency& agency, std::string action) {
    access::set_agency_terms(writer, {.agency = agency.id,
                                      .name = agency.name(),
                                      .host = agency.details.host,
                                      .confidential = agency.details.confidential,
                                      .agreement = agreement_window(agency)});
    const auto& details = agency.details;
    const auto day = [](const std::optional<Day>& on) { return on ? on->iso() : std::string("not set"); };
    history::record(
        writer, actor,
        {.action = std::move(action),
         .subjects = {{"agency", std::string(agency.id.text())}},
         .particulars = fmt::format("{}; {}{}{}; telephone {}; agreement from {} to {}", details.name, details.kind,
                                    details.host ? ", host" : "", details.confidential ? ", confidential" : "",
                                    details.telephone, day(details.agreement_from), day(details.agreement_to))});
}

bool is_second_host(db::Reader& reader, const AgencyDetails& details, Id<Agency> id) {
    if (!details.host) return false;
    const auto host = find_host_agency(reader);
    return host && host->id != id;
}

// Those that fit, best first.
std::vector<Id<Agency>> fitting_agencies(db::Reader& reader, const Search& search) {
    const NameMatch match(search.words);
    SearchablePlaces places;
    std::vector<std::pair<int, Id<Agency>>> fit;
    const db::Parameter which[] = {{"kind", search.kind}, {"also_ended", search.also_ended}};
    reader.for_each(names_of_agencies, which, [&](const db::Row& row) {
        const auto& place = places.of(row.text("ward_name"), row.text("district_name"), row.text("council_name"));
        if (const auto rank = match.rank(row.text("search"), place + row.text("urn")))
            fit.emplace_back(*rank, row.id<Agency>("id"));
    });
    return best_first(std::move(fit));
}

} // namespace

std::optional<Agency> find_agency(db::Reader& reader, Id<Agency> id) {
    return reader.one(agency_of_id, {{"id", id}}, to_agency);
}

std::optional<Agency> find_agency(db::Reader& reader, const Reference& reference) {
    return reader.one(agency_of_reference, {{"reference", reference}}, to_agency);
}

std::optional<Agency> find_host_agency(db::Reader& reader) {
    return reader.one(host_agency, {}, to_agency);
}

Matches matching_agencies(db::Reader& reader, const Search& search) {
    const auto fit = fitting_agencies(reader, search);
    Matches matches{.agencies = {}, .total = fit.size()};
    for (std::size_t i = search.from; i < fit.size() && matches.agencies.size() < search.limit; i++)
        if (auto agency = find_agency(reader, fit[i])) matches.agencies.push_back(std::move(*agency));
    return matches;
}

Result<Agency> add_agency(db::Writer& writer, const history::Actor& actor, const AgencyDetails& details) {
    const Agency agency{.id = Id<Agency>::make(writer.now(), writer.random()),
                        .reference = db::unused_reference(writer, agency_reference_is_taken),
                        .details = details,
                        .ended_at = {},
                        .version = 1};
    if (is_second_host(writer, details, agency.id)) return second_host;
    writer.run(insert_agency, {{"id", agency.id},
                               {"reference", agency.reference},
                               {"name", details.name},
                               {"search", searchable(details.name)},
                               {"kind", details.kind},
                               {"host", details.host},
                               {"confidential", details.confidential},
                               {"telephone", details.telephone},
                               {"agreement_from", details.agreement_from},
                               {"agreement_to", details.agreement_to},
                               {"now", writer.now()}});
    tell(writer, actor, agency, "agency.added");
    return agency;
}

Result<Agency> change_agency(db::Writer& writer, const history::Actor& actor, Id<Agency> id, std::int64_t version,
                             const AgencyDetails& details) {
    if (is_second_host(writer, details, id)) return second_host;
    const auto changed = writer.run(update_agency, {{"id", id},
                                                    {"version", version},
                                                    {"name", details.name},
                                                    {"search", searchable(details.name)},
                                                    {"kind", details.kind},
                                                    {"host", details.host},
                                                    {"confidential", details.confidential},
                                                    {"telephone", details.telephone},
                                                    {"agreement_from", details.agreement_from},
                                                    {"agreement_to", details.agreement_to}});
    if (changed == 0) return changed_meanwhile;
    const auto agency = find_agency(writer, id).value();
    tell(writer, actor, agency, "agency.changed");
    return agency;
}

Result<Agency> end_agency(db::Writer& writer, const history::Actor& actor, Id<Agency> id, std::int64_t version) {
    const auto before = find_agency(writer, id);
    if (before && before->details.host) return Problem{"", "host", "The council's own agency cannot be ended"};
    if (writer.run(end_of_agency, {{"id", id}, {"version", version}, {"now", writer.now()}}) == 0)
        return changed_meanwhile;
    const auto agency = find_agency(writer, id).value();
    tell(writer, actor, agency, "agency.ended");
    return agency;
}

} // namespace kith::agencies
