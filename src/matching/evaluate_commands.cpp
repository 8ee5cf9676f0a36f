#include "matching/evaluate_commands.h"

#include <fstream>
#include <iostream>

namespace kith::matching {

int evaluate(const Evaluation& evaluation, std::ostream& out, std::ostream& problems) {
    const auto columns = judged(evaluation.clusters, evaluation.truth, evaluation.columns);
    if (!columns) {
        problems << columns.error().front().text << '\n';
        return 1;
    }
    const linkage::Quality quality = linkage::evaluated(*columns);
    out << as_text(quality);
    if (evaluation.json.empty()) return 0;
    std::ofstream json(evaluation.json, std::ios::binary);
    json << as_json(quality) << '\n';
    json.close();
    if (json) return 0;
    problems << evaluation.json.string() << " cannot be written.\n";
    return 1;
}

} // namespace kith::matching
