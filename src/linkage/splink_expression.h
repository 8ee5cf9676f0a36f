#pragma once
// Expressions of SQL over two records, as far as Splink writes them into its settings. A value that is not known makes
// the answer unknown, as in SQL.

#include "base/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kith::linkage {

using SplinkRecord = std::vector<std::optional<std::string>>;
using SplinkValue = std::variant<std::monostate, bool, double, std::string>; // monostate: not known

enum class Side : unsigned { left, right, neither, both };

class SplinkExpression {
public:
    // `columns` are the names in order; "surname_l" and l."surname" both mean the left record's. Refuses what Kith does
    // not understand, and says which word.
    static Result<SplinkExpression> read(std::string_view sql, const std::vector<std::string>& columns);

    SplinkValue value(const SplinkRecord& left, const SplinkRecord& right) const;

    // Neither false nor unknown.
    bool holds(const SplinkRecord& left, const SplinkRecord& right) const;

    // Pairs of expressions that must be equal for this to hold, the left record's first: what a join can use.
    std::vector<std::pair<SplinkExpression, SplinkExpression>> equal_parts() const;

    // The one column when this says no more than that it is the same on both sides.
    std::optional<std::size_t> exactly_equal_column() const;

    struct Node;

private:
    explicit SplinkExpression(std::shared_ptr<const Node> node) : node_(std::move(node)) {}

    std::shared_ptr<const Node> node_;
};

} // namespace kith::linkage
