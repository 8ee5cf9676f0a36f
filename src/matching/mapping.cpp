#include "matching/mapping.h"

#include <fstream>
#include <sstream>
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

namespace kith::matching {

namespace {

using linkage::AnyOf;

struct Mistake : std::runtime_error {
    using runtime_error::runtime_error;
};

class Reading {
public:
    Reading(const toml::table& file, std::string_view name) : file_(file), name_(name) {}

    linkage::Mapping mapping() {
        const auto* format = file_.get("format");
        if (!format || format->value<std::string>() != "kith-mapping-1")
            throw Mistake(
                fmt::format("{}: there is no line format = \"kith-mapping-1\". Add it if this is a mapping.", name_));
        known_ = {"format"};
        linkage::Mapping mapping;
        mapping.record_id = any("record_id");
        if (mapping.record_id.any.empty())
            throw Mistake(
                fmt::format("{}: there is no record_id. Name the column whose values tell records apart.", name_));
        mapping.source = any("source");
        mapping.forenames = any("forenames").any;
        mapping.surname = any("surname");
        mapping.former_names = any("former_names").any;
        birth(mapping);
        mapping.sex = any("sex");
        mapping.address = any("address").any;
        mapping.house_number = any("house_number");
        mapping.postcode = any("postcode");
        mapping.town = any("town");
        mapping.phone = any("phone");
        mapping.email = any("email");
        mapping.recorded_on = any("recorded_on");
        mapping.sealed = any("sealed");
        identifiers(mapping);
        refuse_unknown(file_, known_, "");
        return mapping;
    }

private:
    [[noreturn]] void refuse(const toml::node& node, const std::string& what) const {
        throw Mistake(fmt::format("{}, line {}: {}", name_, node.source().begin.line, what));
    }

    AnyOf columns(const toml::node& node, std::string_view key) const {
        if (const auto one = node.value<std::string>()) return {{*one}};
        AnyOf found;
        if (const auto* list = node.as_array()) {
            for (const auto& each : *list) {
                const auto column = each.value<std::string>();
                if (!column) refuse(each, fmt::format("{} lists column headings in quotes.", key));
                found.any.push_back(*column);
            }
            return found;
        }
        refuse(node, fmt::format("{} takes a column's heading in quotes, or a list of them.", key));
    }

    AnyOf any(std::string_view key) {
        known_.emplace_back(key);
        const auto* node = file_.get(key);
        return node ? columns(*node, key) : AnyOf();
    }

    void birth(linkage::Mapping& mapping) {
        const auto* node = file_.get("date_of_birth");
        const auto* parts = node ? node->as_table() : nullptr;
        if (!parts) {
            mapping.birth = any("date_of_birth");
            return;
        }
        known_.emplace_back("date_of_birth");
        const auto part = [&](std::string_view key) {
            const auto* column = parts->get(key);
            return column ? columns(*column, key) : AnyOf();
        };
        mapping.birth_day = part("day");
        mapping.birth_month = part("month");
        mapping.birth_year = part("year");
        refuse_unknown(*parts, {"day", "month", "year"}, "date_of_birth.");
    }

    void identifiers(linkage::Mapping& mapping) {
        known_.emplace_back("identifiers");
        const auto* node = file_.get("identifiers");
        if (!node) return;
        const auto* table = node->as_table();
        if (!table) refuse(*node, "identifiers is a table: a name and a column on each line.");
        for (const auto& [key, value] : *table) {
            if (mapping.identifiers.size() == linkage::most_identifiers)
                refuse(value, fmt::format("there are more than {} identifiers. Keep those that most records have.",
                                          linkage::most_identifiers));
            linkage::IdentifierColumn identifier{std::string(key.str()), {}, false};
            if (const auto* details = value.as_table()) {
                refuse_unknown(*details, {"column", "one_per_source"}, identifier.name + ".");
                const auto* column = details->get("column");
                if (!column) refuse(value, fmt::format("{} names no column.", identifier.name));
                identifier.column = columns(*column, "column");
                if (const auto* once = details->get("one_per_source"))
                    identifier.one_per_source = once->value<bool>().value_or(false);
            } else {
                identifier.column = columns(value, identifier.name);
            }
            mapping.identifiers.push_back(std::move(identifier));
        }
    }

    void refuse_unknown(const toml::table& table, const std::vector<std::string>& known,
                        std::string_view inside) const {
        for (const auto& [key, value] : table)
            if (std::find(known.begin(), known.end(), key.str()) == known.end())
                refuse(value, fmt::format("there is nothing called \"{}{}\" in a mapping. It knows: {}.", inside,
                                          key.str(), fmt::join(known, ", ")));
    }

    const toml::table& file_;
    std::string_view name_;
    std::vector<std::string> known_;
};

} // namespace

Result<linkage::Mapping> mapping_from(std::string_view toml, std::string_view name) {
    try {
        return Reading(toml::parse(toml), name).mapping();
    } catch (const toml::parse_error& broken) {
        return Problem{"", "mapping",
                       fmt::format("{}, line {}: {}.", name, broken.source().begin.line, broken.description())};
    } catch (const Mistake& mistake) {
        return Problem{"", "mapping", mistake.what()};
    }
}

Result<linkage::Mapping> read_mapping(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Problem{"", "mapping", fmt::format("{} cannot be read. Is the path right?", file.string())};
    std::ostringstream text;
    text << in.rdbuf();
    return mapping_from(text.str(), file.string());
}

} // namespace kith::matching
