#pragma once
// Wards and their boundaries in the database.

#include "places/boundary.h"
#include "places/ward.h"

#include <vector>

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::places {

std::optional<Ward> find_ward(db::Reader& reader, std::string_view code);

// Every ward imported, of every council, in the order of code.
std::vector<Ward> all_wards(db::Reader& reader);

// The wards that this council (district or county) covers, by name.
std::vector<Ward> wards_of(db::Reader& reader, std::string_view council);

// The ward whose boundary holds the point. Nothing when none does, or its boundary was never imported.
std::optional<Ward> find_ward_at(db::Reader& reader, Point point);

enum class Saved { added, changed, unchanged };

Saved save_ward(db::Writer& writer, const Ward& ward);

// The ward must exist.
Saved save_boundary(db::Writer& writer, std::string_view ward, const Boundary& boundary, std::optional<int> year);

} // namespace kith::places
