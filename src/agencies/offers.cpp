#include "agencies/offers.h"

#include "agencies/school_store.h"

namespace kith::agencies {

namespace {

Offer to_offer(const School& school) {
    return {.code = school.urn, .text = school.name, .hint = school.where()};
}

Offer unknown_school(std::string_view urn) {
    return {.code = std::string(urn), .text = "School " + std::string(urn), .hint = {}};
}

Offer to_offer(db::Reader& reader, const Agency& agency) {
    const auto school = agency.details.kind == school_kind ? find_school(reader, agency.id) : std::nullopt;
    return {.code = agency.reference.text(), .text = agency.name(), .hint = school ? school->where() : ""};
}

} // namespace

Offers school_offers(db::Reader& reader, std::vector<std::string> recorded) {
    return {.noun = "school",
            .find = [&reader, recorded = std::move(recorded)](std::string_view code) -> std::optional<Offer> {
                const bool is_recorded = std::find(recorded.begin(), recorded.end(), code) != recorded.end();
                const auto school = find_school(reader, code);
                const auto agency = school ? find_agency(reader, school->agency) : std::nullopt;
                if (agency && (is_recorded || !agency->has_ended())) return to_offer(*school);
                return is_recorded ? std::optional(unknown_school(code)) : std::nullopt;
            },
            .matching =
                [&reader](std::string_view words, std::size_t limit) {
                    std::vector<Offer> offers;
                    for (const auto& school : matching_schools(reader, words, limit).schools)
                        offers.push_back(to_offer(school));
                    return offers;
                }};
}

Offers agency_offers(db::Reader& reader) {
    return {.noun = "agency",
            .find = [&reader](std::string_view code) -> std::optional<Offer> {
                const auto reference = Reference::parse(code);
                const auto agency = reference ? find_agency(reader, *reference) : std::nullopt;
                if (!agency || agency->has_ended()) return std::nullopt;
                return to_offer(reader, *agency);
            },
            .matching =
                [&reader](std::string_view words, std::size_t limit) {
                    std::vector<Offer> offers;
                    if (words.empty()) return offers;
                    for (const auto& agency :
                         matching_agencies(reader, {.words = std::string(words), .limit = limit}).agencies)
                        offers.push_back(to_offer(reader, agency));
                    return offers;
                }};
}

} // namespace kith::agencies
