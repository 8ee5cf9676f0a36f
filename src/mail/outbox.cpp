#include "mail/outbox.h"

namespace kith::mail {

std::string_view code(Template) {
    return "request_message";
}

std::int64_t wait_after(int tries) {
    switch (tries) {
    case 0:
    case 1:
        return minutes_ms;
    case 2:
        return 5 * minutes_ms;
    case 3:
        return 15 * minutes_ms;
    case 4:
        return hours_ms;
    default:
        return 4 * hours_ms;
    }
}

} // namespace kith::mail
