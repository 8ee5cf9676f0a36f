#include "matching/finder.h"

#include "db/database.h"
#include "matching/likely.h"

namespace kith::matching {

namespace {

// A round of fifty people takes some tens of milliseconds of one processor, and then others have their turn.
constexpr std::size_t people_in_a_round = 50;
constexpr auto between_rounds = std::chrono::milliseconds(50);
constexpr auto between_looks = std::chrono::seconds(5);

constexpr std::string_view unreadable_model = "The model that was chosen to weigh pairs of records cannot be read by "
                                              "this Kith, and the one before goes on: train one anew with kith "
                                              "matching train.";

} // namespace

Finder::Finder(db::Database& database, std::function<void(const std::string&)> complain)
    : database_(database), complain_(std::move(complain)) {}

Finder::~Finder() {
    stop();
}

void Finder::start() {
    thread_ = std::thread([this] { keep_looking(); });
}

void Finder::stop() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    stopping_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Finder::wait(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    return !stopping_.wait_for(lock, at_most, [this] { return stop_; });
}

void Finder::keep_looking() {
    std::string complained;
    std::size_t looked_at = 0;
    do {
        looked_at = 0;
        try {
            if (!database_.reading(people::build_similar)) complain_(std::string(unreadable_model));
            looked_at = look_for_pairs(database_, people_in_a_round);
            complained.clear();
        } catch (const std::exception& fault) {
            if (complained != fault.what())
                complain_(std::string("Pairs of records were not looked for: ") + fault.what());
            complained = fault.what();
        }
    } while (wait(looked_at > 0 ? std::chrono::milliseconds(between_rounds) : between_looks));
}

} // namespace kith::matching
