#pragma once
// Which column of the made-up records holds what.

#include "linkage/mapping.h"

namespace kith::bench {

inline linkage::Mapping made_up_mapping() {
    linkage::Mapping mapping;
    mapping.record_id.any = {"record_id"};
    mapping.source.any = {"source"};
    mapping.forenames = {"forename", "middle_names"};
    mapping.surname.any = {"surname"};
    mapping.former_names = {"former_surname"};
    mapping.birth.any = {"date_of_birth"};
    mapping.sex.any = {"sex"};
    mapping.address = {"street"};
    mapping.house_number.any = {"house_number"};
    mapping.postcode.any = {"postcode"};
    mapping.phone.any = {"phone"};
    return mapping;
}

} // namespace kith::bench
