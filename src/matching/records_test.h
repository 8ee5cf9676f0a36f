#pragma once
// For tests of pairs of records in Northbridge: Sam makes them, so that he sees all of them; the others of the office
// see their entries.

#include "matching/likely.h"
#include "people/person_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

namespace kith {

inline people::Birth born(int year, int month, int day) {
    return people::Birth::on(people::PartDay::exact(*Day::from_parts(year, month, day)));
}

inline people::AddedPerson add(Town& town, const people::NewPerson& person) {
    town.clock().forward(1); // whoever is added first leads
    return town.writing([&](db::Writer& w) { return people::add_person(w, town.viewer("sam"), person); });
}

inline void look(Town& town) {
    while (matching::look_for_pairs(town.database(), 100) > 0) {
    }
}

} // namespace kith
