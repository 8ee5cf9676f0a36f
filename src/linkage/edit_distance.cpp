#include "linkage/edit_distance.h"

namespace kith::linkage {

std::size_t levenshtein(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

std::size_t damerau_levenshtein(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 2;
    const std::size_t far = a.size() + b.size();
    std::vector<std::size_t> table((a.size() + 2) * width, 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return table[i * width + j]; };
    at(0, 0) = far;
    for (std::size_t i = 0; i <= a.size(); ++i) {
        at(i + 1, 0) = far;
        at(i + 1, 1) = i;
    }
    for (std::size_t j = 0; j <= b.size(); ++j) {
        at(0, j + 1) = far;
        at(1, j + 1) = j;
    }
    std::array<std::size_t, 256> last_row{}; // in which a letter of a was last seen
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t last_match = 0;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t k = last_row[static_cast<unsigned char>(b[j - 1])];
            const std::size_t l = last_match;
            const bool same = a[i - 1] == b[j - 1];
            if (same) last_match = j;
            at(i + 1, j + 1) = std::min({at(i, j) + (same ? 0 : 1), at(i + 1, j) + 1, at(i, j + 1) + 1,
                                         at(k, l) + (i - k - 1) + 1 + (j - l - 1)});
        }
        last_row[static_cast<unsigned char>(a[i - 1])] = i;
    }
    return at(a.size() + 1, b.size() + 1);
}

double plain_jaro(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.size() == b.size() ? 1 : 0;
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t reach = longer < 4 ? 0 : longer / 2 - 1;
    std::vector<bool> taken(b.size());
    std::string common;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = i > reach ? i - reach : 0; j < std::min(b.size(), i + reach + 1); ++j)
            if (!taken[j] && a[i] == b[j]) {
                taken[j] = true;
                common += a[i];
                break;
            }
    if (common.empty()) return 0;
    std::size_t moved = 0;
    for (std::size_t j = 0, at = 0; j < b.size(); ++j)
        if (taken[j] && b[j] != common[at++]) ++moved;
    const auto matches = static_cast<double>(common.size());
    return (matches / static_cast<double>(a.size()) + matches / static_cast<double>(b.size()) +
            (matches - static_cast<double>(moved / 2)) / matches) /
           3;
}

double plain_jaro_winkler(std::string_view a, std::string_view b) {
    const double similarity = plain_jaro(a, b);
    if (similarity <= 0.7) return similarity;
    std::size_t prefix = 0;
    while (prefix < std::min({a.size(), b.size(), std::size_t{4}}) && a[prefix] == b[prefix])
        ++prefix;
    return similarity + static_cast<double>(prefix) * 0.1 * (1 - similarity);
}

} // namespace kith::linkage
