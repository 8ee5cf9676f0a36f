#pragma once
// Questions to a database.

#include "base/vault.h"
#include "db/beside.h"
#include "db/sql.h"
#include "db/value.h"

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

namespace kith::db {

using Parameters = std::initializer_list<Parameter>;

// One of several questions that are asked together. What its parameters look at must live until then.
struct Question {
    Sql sql;
    std::vector<Parameter> parameters;
    std::function<void(const Row&)> each;
};

// Asks questions. One consistent state for its whole life. Not for several threads at once.
class Reader {
public:
    virtual ~Reader() = default;

    // Calls `each` for every row. A parameter that the SQL does not name, or the other way round, throws Fault.
    // Statements are prepared once per connection and kept, by the address of their text.
    virtual void for_each(Sql sql, std::span<const Parameter> parameters,
                          const std::function<void(const Row&)>& each) = 0;

    // Questions of which none needs another's answer, answered in their order: on PostgreSQL in one journey.
    virtual void ask(std::span<const Question> questions) {
        for (const auto& question : questions)
            for_each(question.sql, question.parameters, question.each);
    }

    void ask(std::initializer_list<Question> questions) {
        ask(std::span<const Question>(questions.begin(), questions.size()));
    }

    // What seals and opens the columns that hold where somebody is.
    virtual const Vault& vault() const = 0;

    // What is kept in memory beside this database. A Writer's state may yet be undone, so it must leave no trace there.
    virtual Beside& beside() const = 0;

    virtual bool is_writer() const { return false; }

    template <typename Mapper>
    auto all(Sql sql, Parameters parameters, Mapper&& mapper) {
        std::vector<decltype(mapper(std::declval<const Row&>()))> rows;
        for_each(sql, {parameters.begin(), parameters.size()}, [&](const Row& row) { rows.push_back(mapper(row)); });
        return rows;
    }

    // The first row, or nothing.
    template <typename Mapper>
    auto one(Sql sql, Parameters parameters, Mapper&& mapper) {
        std::optional<decltype(mapper(std::declval<const Row&>()))> found;
        for_each(sql, {parameters.begin(), parameters.size()}, [&](const Row& row) {
            if (!found) found = mapper(row);
        });
        return found;
    }

    bool exists(Sql sql, Parameters parameters) {
        return one(sql, parameters, [](const Row&) { return true; }).has_value();
    }
};

} // namespace kith::db
