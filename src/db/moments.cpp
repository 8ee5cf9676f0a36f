#include "db/moments.h"

namespace kith::db {

Instant Moments::now() {
    const std::int64_t here = machine_.now().milliseconds + behind_.load();
    return {std::max(here, floor_.load())};
}

void Moments::heard(Instant server) {
    behind_ = server - machine_.now();
}

Instant Moments::stamp() {
    const Instant moment = now();
    not_before(moment);
    return moment;
}

void Moments::not_before(Instant moment) {
    std::int64_t floor = floor_.load();
    while (floor < moment.milliseconds && !floor_.compare_exchange_weak(floor, moment.milliseconds)) {
    }
}

} // namespace kith::db
