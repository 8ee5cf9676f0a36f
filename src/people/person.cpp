#include "people/person.h"

namespace kith::people {

std::string_view code(Sex sex) {
    return sex == Sex::female ? "F" : sex == Sex::male ? "M" : "U";
}

std::string_view word(Sex sex) {
    return sex == Sex::female ? "female" : sex == Sex::male ? "male" : "not known";
}

std::optional<Sex> to_sex(std::string_view code) {
    for (const Sex sex : sexes())
        if (people::code(sex) == code) return sex;
    return std::nullopt;
}

const std::vector<Sex>& sexes() {
    static const std::vector<Sex> all = {Sex::female, Sex::male, Sex::unknown};
    return all;
}

} // namespace kith::people
