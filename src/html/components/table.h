#pragma once
#include "html/components/text.h"

namespace kith::html {

struct Column {
    std::string head;
    bool numeric = false;

    Column(const char* words, bool is_numeric = false) : head(words), numeric(is_numeric) {}

    Column(std::string words, bool is_numeric = false) : head(std::move(words)), numeric(is_numeric) {}
};

using Row = std::vector<Html>;

// Rows of the same kind. On a phone each row becomes a block, and each cell says its column's head before it. A column
// that is empty in every row is not shown; without rows `when_empty` stands alone, under the caption as a heading.
struct Table {
    std::string caption; // what the rows are; always said, shown unless hidden
    std::vector<Column> columns;
    std::vector<Row> rows; // as many cells as columns
    bool caption_hidden = false;
    Size caption_size = Size::m;
    bool first_cell_heads = false; // the first cell of a row names it
    Html when_empty = "Nothing here yet";
};

Html table(const Table& table);

} // namespace kith::html
