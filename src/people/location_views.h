#pragma once
// Where somebody is, in words: for those alone whom a decision allows.

#include "people/address.h"

namespace kith::db {
class Reader;
}

namespace kith::people {

// "12 Bolton Road, BL9 0EJ (Hillside, the council), since 3 May 2024"
std::string address_words(db::Reader& reader, const Address& address);
std::string attendance_words(const Attendance& attendance);

} // namespace kith::people
