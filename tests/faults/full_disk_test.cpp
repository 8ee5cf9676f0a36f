#include "tests/faults/ledger.h"

#include <doctest/doctest.h>

namespace kith::faults {

namespace {

constexpr int saves_in_a_sequence = 12;

const Disk::Contents& fresh_disk() {
    static const Disk::Contents contents = [] {
        the_disk().become({});
        open_on_disk({.pages_between_checkpoints = 20});
        return the_disk().contents();
    }();
    return contents;
}

// Saves for as long as the trouble lasts and gives the Faults, of which there may be none: the trouble may have met
// nothing but the log being moved.
std::vector<db::Fault> faults_of_a_sequence(Ledger& ledger, db::Database& database) {
    std::vector<db::Fault> faults;
    for (int i = 0; i < saves_in_a_sequence; ++i)
        if (const auto fault = ledger.save(database)) faults.push_back(*fault);
    return faults;
}

int operations_in_a_sequence() {
    the_disk().become(fresh_disk());
    Ledger ledger;
    const auto database = open_on_disk({.pages_between_checkpoints = 20});
    the_disk().mend();
    faults_of_a_sequence(ledger, *database);
    return the_disk().operations();
}

struct Seen {
    int faults = 0;
    int sequences_with_faults = 0;
};

// The sequence once for each n: from its nth operation on the disk is in trouble, until it is mended; then saving goes
// on in the same process, if it is to. In the end the database is opened anew and looked through.
template <typename EachFault>
Seen with_trouble_at_every_operation(Trouble trouble, bool goes_on, EachFault&& each_fault) {
    Seen seen;
    const int operations = operations_in_a_sequence();
    for (int n = 1; n <= operations; ++n) {
        CAPTURE(n);
        the_disk().become(fresh_disk());
        Ledger ledger;
        auto database = open_on_disk({.pages_between_checkpoints = 20});
        the_disk().trouble_from(n, trouble);
        const auto faults = faults_of_a_sequence(ledger, *database);
        seen.faults += static_cast<int>(faults.size());
        seen.sequences_with_faults += faults.empty() ? 0 : 1;
        for (const db::Fault& fault : faults)
            each_fault(fault);
        the_disk().mend();
        const auto after = ledger.save(*database);
        if (goes_on) CHECK_FALSE(after);
        if (goes_on) CHECK(ledger.lost(*database) == 0);
        database.reset();
        database = open_on_disk({.pages_between_checkpoints = 20});
        CHECK(ledger.lost(*database) == 0);
        CHECK_FALSE(ledger.save(*database));
    }
    MESSAGE(operations << " operations, " << seen.faults << " saves refused");
    CHECK(seen.sequences_with_faults > operations / 2);
    return seen;
}

void check_says_full(const db::Fault& fault) {
    CHECK(fault.kind() == db::Fault::Kind::full);
    CHECK(std::string_view(fault.what()) == "The disk is full: nothing of this was saved.");
}

} // namespace

TEST_CASE("a disk that is full at any write refuses saves in words, and they go on when there is room") {
    with_trouble_at_every_operation(Trouble::full, true, check_says_full);
}

TEST_CASE("so does one that has room for half of what is written") {
    with_trouble_at_every_operation(Trouble::full_half_way, true, check_says_full);
}

TEST_CASE("so does one whose room runs out at a sync") {
    with_trouble_at_every_operation(Trouble::full_at_sync, true, check_says_full);
}

TEST_CASE("a write that fails refuses its save, and they go on when writes do") {
    with_trouble_at_every_operation(Trouble::broken, true,
                                    [](const db::Fault& fault) { CHECK(fault.kind() == db::Fault::Kind::other); });
}

TEST_CASE("after a sync that failed nothing more is acknowledged until Kith is started again") {
    bool has_stopped = false;
    with_trouble_at_every_operation(Trouble::broken_at_sync, false, [&](const db::Fault& fault) {
        has_stopped =
            has_stopped || std::string_view(fault.what()).find("until it is started again") != std::string_view::npos;
        CHECK(std::string_view(fault.what()).starts_with("The disk failed while saving"));
    });
    CHECK(has_stopped);
}

TEST_CASE("a disk that fills up while the database is made leaves one that can be finished") {
    the_disk().become({});
    the_disk().mend();
    open_on_disk({.pages_between_checkpoints = 20});
    const int operations = the_disk().operations();
    for (int n = 1; n <= operations; ++n) {
        CAPTURE(n);
        the_disk().become({});
        the_disk().trouble_from(n, Trouble::full);
        try {
            open_on_disk({.pages_between_checkpoints = 20});
        } catch (const db::Fault& fault) {
            CHECK(fault.kind() == db::Fault::Kind::full);
        }
        the_disk().mend();
        Ledger ledger;
        const auto database = open_on_disk({.pages_between_checkpoints = 20});
        CHECK_FALSE(ledger.save(*database));
        CHECK(ledger.lost(*database) == 0);
    }
}

} // namespace kith::faults
