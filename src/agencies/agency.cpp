#include "agencies/agency.h"

#include "agencies/checks.h"

namespace kith::agencies {

Problems problems_with(const AgencyDetails& details) {
    Problems problems;
    check_name(problems, details.name, "Enter the agency's name");
    if (details.kind.empty()) problems.push_back({"kind", "missing", "Choose what kind of agency it is"});
    check_telephone(problems, details.telephone);
    if (details.agreement_to && !details.agreement_from)
        problems.push_back({"agreement_from", "missing", "Enter the first day of the information-sharing agreement"});
    if (details.agreement_from && details.agreement_to && *details.agreement_to < *details.agreement_from)
        problems.push_back({"agreement_to", "before_start", "The agreement must end after it begins"});
    return problems;
}

} // namespace kith::agencies
