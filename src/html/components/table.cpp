#include "html/components/table.h"

#include "html/components/tag.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

std::string_view caption_classes(const Table& table) {
    if (table.caption_hidden) return "govuk-visually-hidden";
    switch (table.caption_size) {
    case Size::l:
        return "govuk-table__caption govuk-table__caption--l";
    case Size::s:
        return "govuk-table__caption govuk-table__caption--s";
    default:
        return "govuk-table__caption govuk-table__caption--m";
    }
}

// A column in which no row says anything is left out; the first names the rows and stays.
std::vector<bool> columns_with_words(const Table& table) {
    std::vector<bool> said(table.columns.size());
    said.at(0) = true;
    for (const Row& row : table.rows)
        for (std::size_t at = 0; at < row.size(); ++at)
            if (!row[at].empty()) said.at(at) = true;
    return said;
}

Html heads_of(const Table& table, const std::vector<bool>& said) {
    Html heads;
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        if (!said[at]) continue;
        const Column& column = table.columns[at];
        heads += element(
            "th",
            {{"scope", "col"},
             {"class", column.numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header"}},
            column.head);
    }
    return element("thead", {{"class", "govuk-table__head"}}, element("tr", {{"class", "govuk-table__row"}}, heads));
}

void write_row(Writer& rows, const Table& table, const std::vector<bool>& said, const Row& row) {
    rows.start("tr", {{"class", "govuk-table__row"}});
    for (std::size_t at = 0; at < row.size(); ++at) {
        if (!said[at]) continue;
        const Column& column = table.columns.at(at);
        if (at == 0 && table.first_cell_heads) {
            rows.element("th", {{"scope", "row"}, {"class", "govuk-table__header"}}, row[at]);
            continue;
        }
        rows.element("td",
                     {{"class", column.numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell"},
                      unless_empty("data-head", at == 0 ? std::string_view() : column.head)},
                     row[at]);
    }
    rows.end("tr");
}

// Heads over nothing help nobody: the words stand alone.
Html empty(const Table& table) {
    const Html heading = table.caption_hidden ? Html() : html::heading(table.caption, 2, table.caption_size);
    return heading + paragraph(secondary(table.when_empty));
}

std::size_t room_for(const Table& table) {
    std::size_t room = 600;
    for (const Row& row : table.rows) {
        room += 40;
        for (const Html& cell : row)
            room += cell.markup().size() + 70;
    }
    return room;
}

} // namespace

Html table(const Table& table) {
    if (table.rows.empty()) return empty(table);
    const auto said = columns_with_words(table);
    Writer all(room_for(table));
    all.start("table", {{"class", "govuk-table kith-table"}});
    all.element("caption", {{"class", caption_classes(table)}}, table.caption).add(heads_of(table, said));
    all.start("tbody", {{"class", "govuk-table__body"}});
    for (const Row& row : table.rows)
        write_row(all, table, said, row);
    return all.end("tbody").end("table").done();
}

std::vector<Example> table_examples() {
    return {
        {"Actions", table({.caption = "Plan: actions open",
                           .columns = {"Action", "Who", "By", "Status"},
                           .rows = {{link("#tables", "Speak to Maya about what helps at bedtime"), "Tom Bell, school",
                                     "28 November 2026", tag({"Doing", TagColour::blue})},
                                    {link("#tables", "Send sleep clinic appointment"), "Health visiting team",
                                     "14 November 2026", tag({"8 days late", TagColour::red})}}})},
        {"Numbers", table({.caption = "Families by area",
                           .columns = {"Area", {"Families", true}, {"Children", true}},
                           .rows = {{"North", "120", "231"}, {"East", "98", "180"}},
                           .caption_size = Size::s,
                           .first_cell_heads = true})},
        {"Empty", table({.caption = "Requests waiting",
                         .columns = {"Request", "From"},
                         .rows = {},
                         .when_empty = "No request is waiting. New ones appear here when they are sent."})},
    };
}

} // namespace kith::html
