#include "http/clearing.h"

#include "access/session.h"
#include "http/held_post_store.h"
#include "http/submission_store.h"

namespace kith::http {

void drop_what_is_old(db::Database& database) {
    database.write([](db::Writer& writer) {
        drop_old_submissions(writer);
        drop_old_held_posts(writer);
        access::remove_old_sessions(writer, writer.now());
    });
}

} // namespace kith::http
