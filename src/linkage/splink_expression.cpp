#include "linkage/splink_expression.h"

#include "linkage/splink_functions.h"
#include "linkage/splink_refused.h"

#include <cctype>
#include <regex>

namespace kith::linkage {

struct SplinkExpression::Node {
    enum class Kind { constant, column, call, both, either, negation, comparison, is_null, sum } kind = Kind::constant;
    SplinkValue constant;
    Side side = Side::neither; // of a column
    std::size_t column = 0;
    std::string sign; // of a comparison or a sum
    const SplinkFunction* function = nullptr;
    std::vector<std::shared_ptr<const Node>> parts;
};

namespace {

using Node = SplinkExpression::Node;
using NodePointer = std::shared_ptr<const Node>;

std::string lower(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return small;
}

struct Token {
    enum class Kind { word, name, text, number, sign, end } kind = Kind::end;
    std::string words;
};

std::string up_to_quote(std::string_view& sql, char quote) {
    std::string words;
    sql.remove_prefix(1);
    while (!sql.empty()) {
        if (sql.front() == quote && (sql.size() < 2 || sql[1] != quote)) {
            sql.remove_prefix(1);
            return words;
        }
        if (sql.front() == quote) sql.remove_prefix(1);
        words += sql.front();
        sql.remove_prefix(1);
    }
    throw SplinkRefused("a quote is never closed");
}

std::string while_true(std::string_view& sql, const auto& belongs) {
    std::size_t size = 0;
    while (size < sql.size() && belongs(static_cast<unsigned char>(sql[size])))
        ++size;
    std::string words(sql.substr(0, size));
    sql.remove_prefix(size);
    return words;
}

Token next_token(std::string_view& sql) {
    while_true(sql, [](unsigned char letter) { return std::isspace(letter) != 0; });
    if (sql.empty()) return {};
    const auto first = static_cast<unsigned char>(sql.front());
    if (first == '"') return {Token::Kind::name, up_to_quote(sql, '"')};
    if (first == '\'') return {Token::Kind::text, up_to_quote(sql, '\'')};
    if (std::isdigit(first) != 0)
        return {Token::Kind::number,
                while_true(sql, [](unsigned char letter) { return std::isdigit(letter) != 0 || letter == '.'; })};
    if (std::isalpha(first) != 0 || first == '_')
        return {Token::Kind::word,
                while_true(sql, [](unsigned char letter) { return std::isalnum(letter) != 0 || letter == '_'; })};
    for (const std::string_view sign : {"<=", ">=", "<>", "!=", "||"})
        if (sql.starts_with(sign)) {
            sql.remove_prefix(2);
            return {Token::Kind::sign, std::string(sign)};
        }
    sql.remove_prefix(1);
    return {Token::Kind::sign, std::string(1, static_cast<char>(first))};
}

class Reader {
public:
    Reader(std::string_view sql, const std::vector<std::string>& columns) : columns_(columns) {
        do
            tokens_.push_back(next_token(sql));
        while (tokens_.back().kind != Token::Kind::end);
    }

    NodePointer whole() {
        NodePointer node = either();
        if (token().kind != Token::Kind::end) refuse();
        return node;
    }

private:
    static constexpr int deepest = 200;

    const Token& token() const { return tokens_[at_]; }

    [[noreturn]] void refuse() const {
        throw SplinkRefused(token().kind == Token::Kind::end ? "it ends too early"
                                                             : fmt::format("\"{}\" is not understood", token().words));
    }

    bool takes(std::string_view word) {
        const bool same =
            (token().kind == Token::Kind::word || token().kind == Token::Kind::sign) && lower(token().words) == word;
        if (same) ++at_;
        return same;
    }

    void expect(std::string_view word) {
        if (!takes(word)) refuse();
    }

    static NodePointer made(Node::Kind kind, std::vector<NodePointer> parts, std::string sign = "") {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->parts = std::move(parts);
        node->sign = std::move(sign);
        return node;
    }

    NodePointer either() {
        if (++depth_ > deepest) throw SplinkRefused("it is nested too deeply");
        std::vector<NodePointer> parts{all()};
        while (takes("or"))
            parts.push_back(all());
        --depth_;
        return parts.size() == 1 ? parts.front() : made(Node::Kind::either, std::move(parts));
    }

    NodePointer all() {
        std::vector<NodePointer> parts{negation()};
        while (takes("and"))
            parts.push_back(negation());
        return parts.size() == 1 ? parts.front() : made(Node::Kind::both, std::move(parts));
    }

    NodePointer negation() {
        bool negated = false;
        while (takes("not"))
            negated = !negated;
        NodePointer node = comparison();
        return negated ? made(Node::Kind::negation, {std::move(node)}) : node;
    }

    NodePointer comparison() {
        NodePointer left = sum();
        for (const std::string_view sign : {"=", "<>", "!=", "<=", ">=", "<", ">"})
            if (takes(sign))
                return made(Node::Kind::comparison, {left, sum()}, sign == "!=" ? "<>" : std::string(sign));
        if (!takes("is")) return left;
        const bool negated = takes("not");
        expect("null");
        NodePointer node = made(Node::Kind::is_null, {left});
        return negated ? made(Node::Kind::negation, {std::move(node)}) : node;
    }

    NodePointer sum() {
        NodePointer left = value();
        for (;;) {
            const std::string sign = token().kind == Token::Kind::sign ? token().words : "";
            if (sign != "+" && sign != "-" && sign != "*" && sign != "/" && sign != "||") return left;
            ++at_;
            left = made(Node::Kind::sum, {left, value()}, sign);
        }
    }

    NodePointer value() {
        if (takes("(")) {
            NodePointer node = either();
            expect(")");
            return node;
        }
        if (token().kind == Token::Kind::number || token().kind == Token::Kind::text) return constant();
        if (token().kind == Token::Kind::name) return column(tokens_[at_++].words, Side::neither);
        if (token().kind != Token::Kind::word) refuse();
        return word();
    }

    NodePointer constant() {
        auto node = std::make_shared<Node>();
        const Token& token = tokens_[at_++];
        if (token.kind == Token::Kind::text)
            node->constant = token.words;
        else
            node->constant = std::strtod(token.words.c_str(), nullptr);
        return node;
    }

    NodePointer word() {
        const Token word = tokens_[at_++];
        if (takes("(")) return call(word.words);
        if (takes(".")) {
            const std::string side = lower(word.words);
            if (side != "l" && side != "r") throw SplinkRefused(fmt::format("\"{}.\" is neither l nor r", word.words));
            return column(tokens_[at_++].words, side == "l" ? Side::left : Side::right);
        }
        return column(word.words, Side::neither);
    }

    NodePointer call(const std::string& name) {
        auto node = std::make_shared<Node>();
        node->kind = Node::Kind::call;
        if (!takes(")")) {
            do
                node->parts.push_back(either());
            while (takes(","));
            expect(")");
        }
        node->function = splink_function(lower(name), node->parts.size());
        if (node->function == nullptr)
            throw SplinkRefused(
                fmt::format("the function {} of {} values is not known to Kith", name, node->parts.size()));
        for (const NodePointer& part : node->parts)
            if (part->kind == Node::Kind::constant && lower(name) == "regexp_extract") check_pattern(part->constant);
        return node;
    }

    static void check_pattern(const SplinkValue& constant) {
        try {
            std::regex(splink_text(constant));
        } catch (const std::regex_error&) {
            throw SplinkRefused(fmt::format("\"{}\" is no regular expression", splink_text(constant)));
        }
    }

    NodePointer column(std::string name, Side side) {
        if (side == Side::neither) {
            const bool left = name.ends_with("_l");
            if (!left && !name.ends_with("_r")) throw SplinkRefused(fmt::format("\"{}\" is of neither record", name));
            side = left ? Side::left : Side::right;
            name.resize(name.size() - 2);
        }
        const auto found = std::ranges::find(columns_, name);
        if (found == columns_.end()) throw SplinkRefused(fmt::format("there is no column \"{}\"", name));
        auto node = std::make_shared<Node>();
        node->kind = Node::Kind::column;
        node->side = side;
        node->column = static_cast<std::size_t>(found - columns_.begin());
        return node;
    }

    const std::vector<std::string>& columns_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

bool is_known(const SplinkValue& value) {
    return value.index() != 0;
}

bool is_true(const SplinkValue& value) {
    return std::holds_alternative<bool>(value) && std::get<bool>(value);
}

double as_number(const SplinkValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return std::strtod(text->c_str(), nullptr);
    return is_true(value) ? 1 : 0;
}

SplinkValue compared(const std::string& sign, const SplinkValue& a, const SplinkValue& b) {
    if (!is_known(a) || !is_known(b)) return {};
    int order = 0;
    if (a.index() == b.index() && std::holds_alternative<std::string>(a))
        order = std::get<std::string>(a).compare(std::get<std::string>(b));
    else
        order = as_number(a) < as_number(b) ? -1 : as_number(a) > as_number(b) ? 1 : 0;
    if (sign == "=") return order == 0;
    if (sign == "<>") return order != 0;
    if (sign == "<") return order < 0;
    if (sign == ">") return order > 0;
    return sign == "<=" ? order <= 0 : order >= 0;
}

SplinkValue summed(const std::string& sign, const SplinkValue& a, const SplinkValue& b) {
    if (!is_known(a) || !is_known(b)) return {};
    if (sign == "||") return splink_text(a) + splink_text(b);
    const double x = as_number(a);
    const double y = as_number(b);
    if (sign == "/" && y == 0) return {};
    return sign == "+" ? x + y : sign == "-" ? x - y : sign == "*" ? x * y : x / y;
}

SplinkValue value_of(const Node& node, const SplinkRecord& left, const SplinkRecord& right);

// `decided` settles it: one false of "and", one true of "or".
SplinkValue joined(const Node& node, bool decided, const SplinkRecord& left, const SplinkRecord& right) {
    bool all_known = true;
    for (const NodePointer& part : node.parts) {
        const SplinkValue value = value_of(*part, left, right);
        if (!is_known(value))
            all_known = false;
        else if (is_true(value) == decided)
            return decided;
    }
    return all_known ? SplinkValue(!decided) : SplinkValue();
}

SplinkValue value_of(const Node& node, const SplinkRecord& left, const SplinkRecord& right) {
    const auto part = [&](std::size_t which) { return value_of(*node.parts[which], left, right); };
    switch (node.kind) {
    case Node::Kind::constant:
        return node.constant;
    case Node::Kind::column: {
        const auto& held = (node.side == Side::left ? left : right)[node.column];
        return held ? SplinkValue(*held) : SplinkValue();
    }
    case Node::Kind::both:
        return joined(node, false, left, right);
    case Node::Kind::either:
        return joined(node, true, left, right);
    case Node::Kind::negation: {
        const SplinkValue value = part(0);
        return is_known(value) ? SplinkValue(!is_true(value)) : value;
    }
    case Node::Kind::comparison:
        return compared(node.sign, part(0), part(1));
    case Node::Kind::sum:
        return summed(node.sign, part(0), part(1));
    case Node::Kind::is_null:
        return !is_known(part(0));
    case Node::Kind::call:
        break;
    }
    std::vector<SplinkValue> values;
    for (const NodePointer& each : node.parts)
        values.push_back(value_of(*each, left, right));
    return node.function->apply(values);
}

Side side_of(const Node& node) {
    if (node.kind == Node::Kind::column) return node.side;
    Side side = Side::neither;
    for (const NodePointer& part : node.parts) {
        const Side other = side_of(*part);
        if (side == Side::neither)
            side = other;
        else if (other != Side::neither && other != side)
            side = Side::both;
    }
    return side;
}

} // namespace

Result<SplinkExpression> SplinkExpression::read(std::string_view sql, const std::vector<std::string>& columns) {
    try {
        return SplinkExpression(Reader(sql, columns).whole());
    } catch (const SplinkRefused& refused) {
        return Problem{"", "not_understood", fmt::format("{}, in: {}", refused.what(), sql.substr(0, 300))};
    }
}

SplinkValue SplinkExpression::value(const SplinkRecord& left, const SplinkRecord& right) const {
    return value_of(*node_, left, right);
}

bool SplinkExpression::holds(const SplinkRecord& left, const SplinkRecord& right) const {
    return is_true(value(left, right));
}

std::vector<std::pair<SplinkExpression, SplinkExpression>> SplinkExpression::equal_parts() const {
    std::vector<NodePointer> open{node_};
    std::vector<std::pair<SplinkExpression, SplinkExpression>> parts;
    while (!open.empty()) {
        const NodePointer node = open.back();
        open.pop_back();
        if (node->kind == Node::Kind::both) {
            open.insert(open.end(), node->parts.begin(), node->parts.end());
        } else if (node->kind == Node::Kind::comparison && node->sign == "=") {
            const Side first = side_of(*node->parts[0]);
            const Side second = side_of(*node->parts[1]);
            if (first == Side::left && second == Side::right)
                parts.emplace_back(SplinkExpression(node->parts[0]), SplinkExpression(node->parts[1]));
            else if (first == Side::right && second == Side::left)
                parts.emplace_back(SplinkExpression(node->parts[1]), SplinkExpression(node->parts[0]));
        }
    }
    return parts;
}

std::optional<std::size_t> SplinkExpression::exactly_equal_column() const {
    if (node_->kind != Node::Kind::comparison || node_->sign != "=") return std::nullopt;
    const Node& first = *node_->parts[0];
    const Node& second = *node_->parts[1];
    const bool columns = first.kind == Node::Kind::column && second.kind == Node::Kind::column;
    if (!columns || first.column != second.column || first.side == second.side) return std::nullopt;
    return first.column;
}

} // namespace kith::linkage
