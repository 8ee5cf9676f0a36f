#include "profiles/grade.h"

namespace kith::profiles {

std::string_view code(Grade grade) {
    return grade == Grade::confirmed ? "S" : grade == Grade::unverified ? "K" : "N";
}

std::string_view word(Grade grade) {
    return grade == Grade::confirmed ? "confirmed" : grade == Grade::unverified ? "unverified" : "not set";
}

std::optional<Grade> to_grade(std::string_view text) {
    for (const Grade grade : {Grade::confirmed, Grade::unverified, Grade::not_set}) {
        if (code(grade) == text) return grade;
    }
    return std::nullopt;
}

std::string shown(const Sourced<std::string>& fact) {
    return fact.value.value_or(std::string(word(Grade::not_set)));
}

} // namespace kith::profiles
