#include "families/family.h"

namespace kith::families {

std::string display_name(const Family& family) {
    return family.name + " family";
}

bool holds(const std::optional<Day>& from, const std::optional<Day>& until, Day on) {
    return (!from || *from <= on) && (!until || on <= *until);
}

} // namespace kith::families
