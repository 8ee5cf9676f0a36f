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

Html heads_of(const Table& table) {
    Html heads;
    for (const Column& column : table.columns)
        heads += element(
            "th",
            {{"scope", "col"},
             {"class", column.numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header"}},
            column.head);
    return element("thead", {{"class", "govuk-table__head"}}, element("tr", {{"class", "govuk-table__row"}}, heads));
}

void write_row(Writer& rows, const Table& table, const Row& row) {
    rows.start("tr", {{"class", "govuk-table__row"}});
    for (std::size_t at = 0; at < row.size(); ++at) {
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

Html empty_row(const Table& table) {
    return element("tr", {{"class", "govuk-table__row"}},
                   element("td", {{"class", "govuk-table__cell"}, {"colspan", std::to_string(table.columns.size())}},
                           secondary(table.when_empty)));
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
    Writer all(room_for(table));
    all.start("table", {{"class", "govuk-table kith-table"}});
    all.element("caption", {{"class", caption_classes(table)}}, table.caption).add(heads_of(table));
    all.start("tbody", {{"class", "govuk-table__body"}});
    for (const Row& row : table.rows)
        write_row(all, table, row);
    if (table.rows.empty()) all.add(empty_row(table));
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
