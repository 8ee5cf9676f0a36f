#include "app/schema_store.h"

namespace kith::app {

namespace {

// The catalogue is the one thing that the two databases name differently.
constexpr db::Sql columns_in_sqlite = R"sql(
    select t.name as table_name, c.name as column_name, c.type as type
    from sqlite_master t
    join pragma_table_info(t.name) c
    where t.type = 'table'
    and t.name not like 'sqlite_%'
    order by t.name, c.cid
)sql";

constexpr db::Sql columns_in_postgres = R"sql(
    select c.table_name, c.column_name, c.data_type as type
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public'
    and t.table_type = 'BASE TABLE'
    order by c.table_name, c.ordinal_position
)sql";

} // namespace

std::vector<TableShape> schema(db::Database& database) {
    std::vector<TableShape> tables;
    const auto sql = database.engine() == db::Engine::sqlite ? columns_in_sqlite : columns_in_postgres;
    database.read([&](db::Reader& reader) {
        reader.for_each(sql, {}, [&](const db::Row& row) {
            const auto table = row.text("table_name");
            if (tables.empty() || tables.back().name != table) tables.push_back({table, {}});
            tables.back().columns.push_back({row.text("column_name"), row.text("type")});
        });
    });
    return tables;
}

} // namespace kith::app
