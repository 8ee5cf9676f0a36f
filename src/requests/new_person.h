#pragma once
// Somebody named in a request, as a person to look for or to add.

#include "people/person_store.h"
#include "requests/request.h"

namespace kith::requests {

people::NewPerson new_person(const RequestPerson& named, const Whereabouts& whereabouts);

} // namespace kith::requests
