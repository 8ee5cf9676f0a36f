#include "http/form_version.h"

#include <algorithm>

namespace kith::http {

std::int64_t seen_version(const Answers& answers, std::string_view field) {
    return answers.number(field).value_or(0);
}

std::int64_t version_to_send(const Answers& answers, const Problems& problems, std::int64_t latest,
                             std::string_view field) {
    const bool tells = std::any_of(problems.begin(), problems.end(),
                                   [](const Problem& each) { return each.code == "changed_meanwhile"; });
    return problems.empty() || tells ? latest : seen_version(answers, field);
}

} // namespace kith::http
