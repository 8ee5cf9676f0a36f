#pragma once
// Tables and columns as the database has them, for `kith schema` and the test that each is described.

#include "db/database.h"

namespace kith::app {

struct TableColumn {
    std::string name;
    std::string type; // as the database spells it
};

struct TableShape {
    std::string name;
    std::vector<TableColumn> columns;
};

// By name; columns in their order. Views are left out.
std::vector<TableShape> schema(db::Database& database);

} // namespace kith::app
