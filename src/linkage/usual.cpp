#include "linkage/usual.h"

#include "linkage/hash.h"
#include "linkage/records.h"

#include <boost/json.hpp>

namespace kith::linkage {

namespace {

const Values* values_of(const Records& records, unsigned which) {
    switch (which) {
    case comparison::phone:
        return &records.phones;
    case comparison::email:
        return &records.emails;
    case comparison::town:
        return &records.towns;
    default:
        return which >= comparison::identifier ? &records.identifiers[which - comparison::identifier] : nullptr;
    }
}

std::uint32_t records_with(const Records& records, unsigned which, std::uint32_t number) {
    if (which == comparison::forename) return records.names[number].as_forename;
    if (which == comparison::surname) return records.names[number].as_surname;
    return values_of(records, which)->records[number];
}

// log2(tf / sum of tf²), of Splink's term frequencies.
Commonness commonness(const Records& records, unsigned which) {
    Commonness all;
    const auto count = value_count(records, which);
    double total = 0, squares = 0;
    for (std::uint32_t i = 1; i < count; ++i) {
        const double here = records_with(records, which, i);
        total += here;
        squares += here * here;
    }
    if (total == 0) return all;
    const double typical = log2_of(squares / total);
    const double rarest = std::max(3.0, total * 1e-5);
    const auto bits_of = [&](double here) { return bits(std::clamp(log2_of(here) - typical, -12.0, 12.0)); };
    all.otherwise = bits_of(rarest);
    for (std::uint32_t i = 1; i < count; ++i)
        if (const double here = records_with(records, which, i); here > rarest && bits_of(here) != all.otherwise)
            all.listed.emplace_back(hash_of(value_text(records, which, i)), bits_of(here));
    std::sort(all.listed.begin(), all.listed.end());
    return all;
}

std::uint64_t number_in_hex(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, broken] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (broken != std::errc() || end != text.data() + text.size() || text.size() != 16)
        throw std::invalid_argument("not a hash");
    return number;
}

Bits weight_from(const boost::json::value& value) {
    const auto weight = value.to_number<std::int64_t>();
    if (std::abs(weight) > 12 * bit) throw std::out_of_range("no value is that common");
    return static_cast<Bits>(weight);
}

} // namespace

std::string_view value_text(const Records& records, unsigned which, std::uint32_t number) {
    const auto* values = values_of(records, which);
    return values ? values->texts.text(number) : records.name_texts.text(number);
}

std::uint32_t value_count(const Records& records, unsigned which) {
    const auto* values = values_of(records, which);
    return values ? values->texts.size() : records.name_texts.size();
}

Usual usual_of(const Records& records) {
    Usual usual;
    for (const auto which : with_commonness)
        usual.commonness[which] = commonness(records, which);
    usual.at_address = records.at_address;
    usual.no_birthdays = records.no_birthdays;
    usual.new_year_is_no_day = records.new_year_is_no_day;
    usual.newborn_since = records.newborn_since;
    usual.no_birthdays_of = records.no_birthdays_of;
    return usual;
}

boost::json::object to_json(const Usual& usual) {
    boost::json::object commonness;
    for (const auto which : with_commonness) {
        boost::json::object listed;
        for (const auto& [hash, weight] : usual.commonness[which].listed)
            listed[fmt::format("{:016x}", hash)] = weight;
        commonness[std::string(comparison_word(which))] = {{"otherwise", usual.commonness[which].otherwise},
                                                           {"listed", std::move(listed)}};
    }
    boost::json::object of_sources;
    for (const auto& [source, day] : usual.no_birthdays_of)
        of_sources.emplace(fmt::format("{:016x}", source), boost::json::array())
            .first->value()
            .as_array()
            .push_back(day);
    return {{"records_at_an_address", usual.at_address},
            {"no_birthdays", boost::json::value_from(usual.no_birthdays)},
            {"new_year_is_no_day", usual.new_year_is_no_day},
            {"newborn_since", usual.newborn_since},
            {"no_birthdays_of_sources", std::move(of_sources)},
            {"commonness", std::move(commonness)}};
}

Usual usual_from_json(const boost::json::object& object) {
    Usual usual;
    usual.at_address = object.at("records_at_an_address").to_number<double>();
    if (!(usual.at_address >= 0 && usual.at_address < 1e9)) throw std::out_of_range("records at an address");
    for (const auto& day : object.at("no_birthdays").as_array())
        usual.no_birthdays.push_back(day.to_number<std::uint32_t>());
    std::sort(usual.no_birthdays.begin(), usual.no_birthdays.end());
    usual.new_year_is_no_day = object.at("new_year_is_no_day").as_bool();
    usual.newborn_since = object.at("newborn_since").to_number<std::uint32_t>();
    for (const auto& [source, days] : object.at("no_birthdays_of_sources").as_object())
        for (const auto& day : days.as_array())
            usual.no_birthdays_of.emplace_back(number_in_hex(source), day.to_number<std::uint32_t>());
    std::sort(usual.no_birthdays_of.begin(), usual.no_birthdays_of.end());
    const auto& commonness = object.at("commonness").as_object();
    for (const auto which : with_commonness) {
        const auto& one = commonness.at(std::string(comparison_word(which))).as_object();
        usual.commonness[which].otherwise = weight_from(one.at("otherwise"));
        for (const auto& [hash, weight] : one.at("listed").as_object())
            usual.commonness[which].listed.emplace_back(number_in_hex(hash), weight_from(weight));
        std::sort(usual.commonness[which].listed.begin(), usual.commonness[which].listed.end());
    }
    return usual;
}

} // namespace kith::linkage
