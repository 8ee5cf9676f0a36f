#include "bench/recorded.h"

namespace kith::bench {

namespace {

class TakingDown final : public db::Reader {
public:
    TakingDown(db::Reader& reader, std::vector<Journey>& journeys) : reader_(reader), journeys_(journeys) {}

    void for_each(db::Sql sql, std::span<const db::Parameter> parameters,
                  const std::function<void(const db::Row&)>& each) override {
        journeys_.emplace_back().emplace_back(sql, parameters);
        reader_.for_each(sql, parameters, each);
    }

    void ask(std::span<const db::Question> questions) override {
        if (questions.empty()) return;
        auto& journey = journeys_.emplace_back();
        for (const auto& question : questions)
            journey.emplace_back(question.sql, question.parameters);
        reader_.ask(questions);
    }

    const Vault& vault() const override { return reader_.vault(); }

    db::Beside& beside() const override { return reader_.beside(); }

    bool is_writer() const override { return reader_.is_writer(); }

private:
    db::Reader& reader_;
    std::vector<Journey>& journeys_;
};

} // namespace

Statement::Statement(db::Sql sql, std::span<const db::Parameter> parameters) : sql_(sql) {
    for (const auto& parameter : parameters) {
        const auto name = kept(parameter.name());
        std::visit(
            [&](auto value) {
                using Type = decltype(value);
                if constexpr (std::is_same_v<Type, std::monostate>)
                    parameters_.emplace_back(name, std::nullopt);
                else if constexpr (std::is_same_v<Type, std::string_view>)
                    parameters_.emplace_back(name, kept(value));
                else if constexpr (std::is_same_v<Type, db::Blob>)
                    parameters_.emplace_back(name, db::Blob{kept(value.bytes)});
                else
                    parameters_.emplace_back(name, value);
            },
            parameter.value());
    }
}

std::string_view Statement::kept(std::string_view text) {
    return texts_.emplace_back(text);
}

// Rows are stepped through, not made into anything: that is the page's work.
db::Question Statement::question() const {
    return {sql_, parameters_, [](const db::Row&) {}};
}

void run(const Journey& journey, db::Reader& reader) {
    std::vector<db::Question> questions;
    for (const auto& statement : journey)
        questions.push_back(statement.question());
    reader.ask(questions);
}

void Recorder::read(const std::function<void(db::Reader&)>& question) {
    database_.read([&](db::Reader& reader) {
        TakingDown taking_down(reader, recorded_.journeys);
        question(taking_down);
    });
}

void Recorder::write_soon(db::Change change, std::function<void(std::exception_ptr)> done) {
    recorded_.line = change;
    database_.write_soon(std::move(change), std::move(done));
}

} // namespace kith::bench
