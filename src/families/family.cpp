#include "families/family.h"

namespace kith::families {

std::string display_name(const Family& family) {
    return family.name + " family";
}

bool holds(const std::optional<Day>& from, const std::optional<Day>& until, Day on) {
    return (!from || *from <= on) && (!until || on <= *until);
}

bool overlap(const std::optional<Day>& from, const std::optional<Day>& until, const std::optional<Day>& other_from,
             const std::optional<Day>& other_until, Day today) {
    const auto first = [&](const std::optional<Day>& begins, const std::optional<Day>& ends) {
        return begins.value_or(ends ? std::min(*ends, today) : today);
    };
    const auto later = std::max(first(from, until), first(other_from, other_until));
    return holds({}, until, later) && holds({}, other_until, later);
}

} // namespace kith::families
