#include "agencies/school.h"

namespace kith::agencies {

std::string School::where() const {
    return ward ? words(*ward) : council_name;
}

} // namespace kith::agencies
