#include "agencies/team.h"

#include "agencies/checks.h"

namespace kith::agencies {

Problems problems_with(const TeamDetails& details) {
    Problems problems;
    check_name(problems, details.name, "Enter the team's name");
    check_telephone(problems, details.telephone);
    return problems;
}

} // namespace kith::agencies
