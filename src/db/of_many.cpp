#include "db/of_many.h"

namespace kith::db {

void for_each_of(Reader& reader, Sql sql, const std::vector<std::string_view>& ids, Parameters more,
                 const std::function<void(const Row&)>& each) {
    std::vector<Question> questions;
    add_questions_of(questions, sql, ids, more, each);
    reader.ask(questions);
}

void add_questions_of(std::vector<Question>& questions, Sql sql, const std::vector<std::string_view>& ids,
                      Parameters more, const std::function<void(const Row&)>& each) {
    static constexpr std::array names = {"of0", "of1", "of2",  "of3",  "of4",  "of5",  "of6",  "of7",
                                         "of8", "of9", "of10", "of11", "of12", "of13", "of14", "of15"};
    for (std::size_t from = 0; from < ids.size(); from += names.size()) {
        std::vector<Parameter> parameters(more);
        for (std::size_t i = 0; i < names.size(); ++i)
            parameters.emplace_back(names[i], from + i < ids.size() ? ids[from + i] : std::string_view());
        questions.push_back({sql, std::move(parameters), each});
    }
}

} // namespace kith::db
