#include "linkage/splink_settings.h"

#include "linkage/splink_refused.h"

#include <boost/json.hpp>
#include <cmath>

namespace kith::linkage {

namespace json = boost::json;

namespace {

constexpr double not_observed = 1e-6; // for a level that training never saw, which Splink says in words

const json::value* find(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value == nullptr || value->is_null() ? nullptr : value;
}

std::string text(const json::object& object, std::string_view key, std::string otherwise = "") {
    const auto* value = find(object, key);
    if (value == nullptr) return otherwise;
    if (!value->is_string()) throw SplinkRefused(fmt::format("\"{}\" is not a text", key));
    return std::string(value->as_string());
}

bool flag(const json::object& object, std::string_view key) {
    const auto* value = find(object, key);
    return value != nullptr && value->is_bool() && value->as_bool();
}

double number(const json::value& value, std::string_view key) {
    const double read = value.is_number() ? value.to_number<double>() : std::nan("");
    if (!std::isfinite(read)) throw SplinkRefused(fmt::format("\"{}\" is not a number", key));
    return read;
}

std::optional<double> probability(const json::object& object, std::string_view key) {
    const auto* value = find(object, key);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return not_observed;
    const double read = number(*value, key);
    if (read < 0 || read > 1) throw SplinkRefused(fmt::format("\"{}\" is not from 0 to 1", key));
    return read;
}

double number_or(const json::object& object, std::string_view key, double otherwise) {
    const auto* value = find(object, key);
    return value == nullptr ? otherwise : number(*value, key);
}

const json::array& list(const json::object& object, std::string_view key) {
    const auto* value = find(object, key);
    if (value == nullptr || !value->is_array()) throw SplinkRefused(fmt::format("\"{}\" is not a list", key));
    return value->as_array();
}

const json::object& object_in(const json::value& value, std::string_view what) {
    if (!value.is_object()) throw SplinkRefused(fmt::format("{} is not an object", what));
    return value.as_object();
}

SplinkLevel level_from(const json::value& value) {
    const auto& object = object_in(value, "a comparison level");
    SplinkLevel level;
    level.condition = text(object, "sql_condition");
    if (level.condition.empty()) throw SplinkRefused("a comparison level has no \"sql_condition\"");
    level.label = text(object, "label_for_charts");
    level.is_null = flag(object, "is_null_level");
    level.m = probability(object, "m_probability");
    level.u = probability(object, "u_probability");
    level.frequency_column = text(object, "tf_adjustment_column");
    level.frequency_weight = number_or(object, "tf_adjustment_weight", 1);
    level.least_frequency = number_or(object, "tf_minimum_u_value", 0);
    level.own_u_for_frequency = flag(object, "disable_tf_exact_match_detection");
    return level;
}

SplinkComparison comparison_from(const json::value& value) {
    const auto& object = object_in(value, "a comparison");
    SplinkComparison comparison{text(object, "output_column_name"), {}};
    for (const auto& level : list(object, "comparison_levels"))
        comparison.levels.push_back(level_from(level));
    return comparison;
}

SplinkSettings settings_from(const json::value& value) {
    const auto& object = object_in(value, "the whole");
    SplinkSettings settings;
    settings.link_type = text(object, "link_type");
    if (settings.link_type != "dedupe_only" && settings.link_type != "link_only" &&
        settings.link_type != "link_and_dedupe")
        throw SplinkRefused("\"link_type\" is none of dedupe_only, link_only and link_and_dedupe");
    settings.prior = number_or(object, "probability_two_random_records_match", 0.0001);
    if (settings.prior <= 0 || settings.prior >= 1)
        throw SplinkRefused("\"probability_two_random_records_match\" is not between 0 and 1");
    settings.id_column = text(object, "unique_id_column_name", "unique_id");
    for (const auto& comparison : list(object, "comparisons"))
        settings.comparisons.push_back(comparison_from(comparison));
    for (const auto& rule : list(object, "blocking_rules_to_generate_predictions"))
        settings.blocking_rules.push_back(rule.is_string() ? std::string(rule.as_string())
                                                           : text(object_in(rule, "a blocking rule"), "blocking_rule"));
    return settings;
}

json::object to_object(const SplinkLevel& level) {
    json::object object{{"sql_condition", level.condition}, {"label_for_charts", level.label}};
    if (level.is_null) object["is_null_level"] = true;
    if (level.m) object["m_probability"] = *level.m;
    if (level.u) object["u_probability"] = *level.u;
    if (!level.frequency_column.empty()) {
        object["tf_adjustment_column"] = level.frequency_column;
        object["tf_adjustment_weight"] = level.frequency_weight;
        if (level.least_frequency > 0) object["tf_minimum_u_value"] = level.least_frequency;
        if (level.own_u_for_frequency) object["disable_tf_exact_match_detection"] = true;
    }
    return object;
}

} // namespace

Result<SplinkSettings> splink_settings_from_json(std::string_view text, std::string_view name) {
    try {
        return settings_from(json::parse({text.data(), text.size()}));
    } catch (const SplinkRefused& refused) {
        return Problem{
            "", "not_splink",
            fmt::format("{} is not a file of Splink's settings that Kith can read: {}", name, refused.what())};
    } catch (const boost::system::system_error& broken) {
        return Problem{"", "not_json", fmt::format("{} is not JSON: {}", name, broken.what())};
    }
}

std::string to_json(const SplinkSettings& settings) {
    json::array comparisons;
    for (const SplinkComparison& comparison : settings.comparisons) {
        json::array levels;
        for (const SplinkLevel& level : comparison.levels)
            levels.push_back(to_object(level));
        comparisons.push_back(
            json::object{{"output_column_name", comparison.name}, {"comparison_levels", std::move(levels)}});
    }
    json::array rules;
    for (const std::string& rule : settings.blocking_rules)
        rules.push_back(json::object{{"blocking_rule", rule}, {"sql_dialect", "duckdb"}});
    return json::serialize(json::object{{"link_type", settings.link_type},
                                        {"probability_two_random_records_match", settings.prior},
                                        {"unique_id_column_name", settings.id_column},
                                        {"sql_dialect", "duckdb"},
                                        {"comparisons", std::move(comparisons)},
                                        {"blocking_rules_to_generate_predictions", std::move(rules)}}) +
           "\n";
}

double default_m(std::size_t place, std::size_t levels) {
    return place + 1 == levels ? 0.95 : (1 - 0.95) / static_cast<double>(levels - 1);
}

double default_u(std::size_t place, std::size_t levels) {
    double weight = -5;
    if (place + 1 == levels)
        weight = 10;
    else if (levels > 2)
        weight = -5 + static_cast<double>(place) * 8 / static_cast<double>(levels - 2);
    return default_m(place, levels) / std::exp2(weight);
}

} // namespace kith::linkage
