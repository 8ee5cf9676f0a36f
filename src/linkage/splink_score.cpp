#include "linkage/splink_score.h"

#include "linkage/splink_refused.h"

#include <cmath>
#include <unordered_set>

namespace kith::linkage {

namespace {

constexpr double least_probability = 1e-300; // what Splink takes for nothing at all

SplinkExpression expression(const std::string& sql, const std::vector<std::string>& columns) {
    auto read = SplinkExpression::read(sql, columns);
    if (!read) throw SplinkRefused(read.error().front().text);
    return std::move(read).value();
}

struct Level {
    std::optional<SplinkExpression> condition; // none: always
    double weight = 0;
    std::optional<std::size_t> frequency_column;
    double log_u_of_exact = 0;
    double frequency_weight = 1;
    double least_frequency = 0;
};

using Comparison = std::vector<Level>;
using Frequencies = std::unordered_map<std::string, double>;

std::size_t column_named(const std::string& name, const std::vector<std::string>& columns) {
    const auto found = std::ranges::find(columns, name);
    if (found == columns.end()) throw SplinkRefused(fmt::format("there is no column \"{}\"", name));
    return static_cast<std::size_t>(found - columns.begin());
}

class Scoring {
public:
    Scoring(const SplinkSettings& settings, const std::vector<SplinkTable>& tables)
        : settings_(settings), columns_(tables.front().columns),
          prior_(std::log2(settings.prior / (1 - settings.prior))) {
        take_records(tables);
        for (const SplinkComparison& comparison : settings.comparisons)
            comparisons_.push_back(made(comparison));
        for (const std::string& rule : settings.blocking_rules)
            rules_.push_back(expression(rule, columns_));
    }

    std::vector<SplinkEdge> edges() {
        for (std::size_t rule = 0; rule < rules_.size(); ++rule)
            block(rule);
        std::ranges::sort(edges_, [](const SplinkEdge& a, const SplinkEdge& b) {
            return std::tie(a.left, a.right) < std::tie(b.left, b.right);
        });
        return std::move(edges_);
    }

private:
    struct Held {
        const SplinkRecord* values = nullptr;
        std::size_t table = 0;
        std::string order; // what decides which record is the left one
        std::string id;
    };

    void take_records(const std::vector<SplinkTable>& tables) {
        const std::size_t id = column_named(settings_.id_column, columns_);
        for (std::size_t table = 0; table < tables.size(); ++table) {
            if (tables[table].columns != columns_) throw SplinkRefused("the tables have different columns");
            for (const SplinkRecord& record : tables[table].records) {
                if (!record[id]) throw SplinkRefused("a record has no id");
                const std::string order =
                    settings_.link_type == "dedupe_only" ? *record[id] : tables[table].name + "-__-" + *record[id];
                records_.push_back({&record, table, order, *record[id]});
            }
        }
    }

    double u_of_exact(const SplinkComparison& comparison, std::size_t column, const std::vector<double>& u) const {
        for (std::size_t at = 0; at < comparison.levels.size(); ++at) {
            const SplinkLevel& level = comparison.levels[at];
            if (level.is_null || level.condition == "ELSE") continue;
            if (expression(level.condition, columns_).exactly_equal_column() == column) return u[at];
        }
        throw SplinkRefused(
            fmt::format("\"{}\" has no level for an exact match of {}", comparison.name, columns_[column]));
    }

    Comparison made(const SplinkComparison& comparison) {
        const auto known =
            static_cast<std::size_t>(std::ranges::count(comparison.levels, false, &SplinkLevel::is_null));
        std::size_t place = known;
        std::vector<double> u(comparison.levels.size());
        Comparison levels;
        for (std::size_t at = 0; at < comparison.levels.size(); ++at) {
            const SplinkLevel& said = comparison.levels[at];
            Level level;
            if (said.condition != "ELSE") level.condition = expression(said.condition, columns_);
            if (!said.is_null) {
                --place;
                u[at] = std::max(said.u.value_or(default_u(place, known)), least_probability);
                level.weight = std::log2(std::max(said.m.value_or(default_m(place, known)), least_probability) / u[at]);
            }
            levels.push_back(std::move(level));
        }
        for (std::size_t at = 0; at < comparison.levels.size(); ++at)
            add_frequency(levels[at], comparison, at, u);
        return levels;
    }

    void add_frequency(Level& level, const SplinkComparison& comparison, std::size_t at, const std::vector<double>& u) {
        const SplinkLevel& said = comparison.levels[at];
        if (said.is_null || said.frequency_column.empty() || said.frequency_weight == 0 || said.condition == "ELSE")
            return;
        const std::size_t column = column_named(said.frequency_column, columns_);
        level.frequency_column = column;
        level.log_u_of_exact = std::log2(said.own_u_for_frequency ? u[at] : u_of_exact(comparison, column, u));
        level.frequency_weight = said.frequency_weight;
        level.least_frequency = said.least_frequency;
        if (!frequencies_.contains(column)) count(column);
    }

    void count(std::size_t column) {
        Frequencies& frequencies = frequencies_[column];
        double known = 0;
        for (const Held& record : records_)
            if (const auto& value = (*record.values)[column]) {
                ++frequencies[*value];
                ++known;
            }
        for (auto& [value, frequency] : frequencies)
            frequency /= known;
    }

    bool may_pair(const Held& a, const Held& b) const {
        if (settings_.link_type == "link_only" && a.table == b.table) return false;
        return a.order < b.order;
    }

    // The values that must be equal, in one text; nothing when one is not known.
    template <std::size_t side>
    std::optional<std::string> key(const std::vector<std::pair<SplinkExpression, SplinkExpression>>& parts,
                                   const SplinkRecord& record) const {
        std::string key;
        for (const auto& part : parts) {
            const SplinkValue value = std::get<side>(part).value(record, record);
            if (value.index() == 0) return std::nullopt;
            key += splink_key(value) + '\x1f';
        }
        return key;
    }

    static std::string splink_key(const SplinkValue& value) {
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        const auto* number = std::get_if<double>(&value);
        return number != nullptr ? fmt::format("{}", *number) : std::get<bool>(value) ? "1" : "0";
    }

    void block(std::size_t rule) {
        const auto parts = rules_[rule].equal_parts();
        std::unordered_map<std::string, std::vector<std::size_t>> rights;
        for (std::size_t record = 0; record < records_.size(); ++record)
            if (auto at = key<1>(parts, *records_[record].values)) rights[std::move(*at)].push_back(record);
        for (const Held& left : records_) {
            const auto at = key<0>(parts, *left.values);
            const auto found = at ? rights.find(*at) : rights.end();
            if (found == rights.end()) continue;
            for (const std::size_t right : found->second)
                if (may_pair(left, records_[right]) && is_first(rule, left, records_[right]))
                    score(left, records_[right]);
        }
    }

    bool is_first(std::size_t rule, const Held& left, const Held& right) const {
        for (std::size_t earlier = 0; earlier < rule; ++earlier)
            if (rules_[earlier].holds(*left.values, *right.values)) return false;
        return rules_[rule].holds(*left.values, *right.values);
    }

    double frequency_part(const Level& level, const SplinkRecord& left, const SplinkRecord& right) const {
        if (!level.frequency_column) return 0;
        const Frequencies& frequencies = frequencies_.at(*level.frequency_column);
        const auto& a = left[*level.frequency_column];
        const auto& b = right[*level.frequency_column];
        if (!a && !b) return 0;
        const double commoner = std::max(a ? frequencies.at(*a) : 0, b ? frequencies.at(*b) : 0);
        return level.frequency_weight * (level.log_u_of_exact - std::log2(std::max(commoner, level.least_frequency)));
    }

    void score(const Held& left, const Held& right) {
        double weight = prior_;
        for (const Comparison& comparison : comparisons_)
            for (const Level& level : comparison) {
                if (level.condition && !level.condition->holds(*left.values, *right.values)) continue;
                weight += level.weight + frequency_part(level, *left.values, *right.values);
                break;
            }
        const double odds = std::exp2(-std::abs(weight));
        edges_.push_back({left.id, right.id, weight, weight >= 0 ? 1 / (1 + odds) : odds / (1 + odds)});
    }

    const SplinkSettings& settings_;
    const std::vector<std::string>& columns_;
    double prior_;
    std::vector<Held> records_;
    std::vector<Comparison> comparisons_;
    std::vector<SplinkExpression> rules_;
    std::unordered_map<std::size_t, Frequencies> frequencies_;
    std::vector<SplinkEdge> edges_;
};

} // namespace

Result<std::vector<SplinkEdge>> splink_edges(const SplinkSettings& settings, const std::vector<SplinkTable>& tables) {
    if (tables.empty()) return std::vector<SplinkEdge>();
    try {
        return Scoring(settings, tables).edges();
    } catch (const SplinkRefused& refused) {
        return Problem{"", "not_understood", refused.what()};
    }
}

} // namespace kith::linkage
