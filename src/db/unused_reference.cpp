#include "db/unused_reference.h"

namespace kith::db {

Reference unused_reference(Writer& writer, Sql is_taken) {
    auto reference = Reference::make(writer.random());
    while (writer.exists(is_taken, {{"reference", reference}}))
        reference = Reference::make(writer.random());
    return reference;
}

} // namespace kith::db
