// A reference is made by chance, and chance may give one that is there already: whatever has one is made all the same.

#include "agencies/team_store.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "http/held_post_store.h"
#include "mail/outbox.h"
#include "people/office_test.h"
#include "requests/draft_store.h"

using namespace kith;

namespace {

// What a reference is made of stays the same for a while, so that each is made several times; what an id is made of
// does not.
class ChanceThatRepeats final : public Random {
public:
    void fill(std::span<unsigned char> bytes) override {
        machine_.fill(bytes);
        if (bytes.size() != 16) return;
        const auto value = calls_++ / 8;
        for (std::size_t i = 0; i < 7; ++i)
            bytes[i] = static_cast<unsigned char>(value >> (7 * i) & 0x7f);
    }

private:
    SystemRandom machine_;
    std::atomic<std::uint64_t> calls_ = 0;
};

} // namespace

TEST_CASE("a reference that something has already is given to nothing else") {
    static OfficeClock clock;
    static ChanceThatRepeats chance;
    on_each_database({.key = test_key, .clock = &clock, .random = &chance}, [](db::Database& database) {
        Office office(database); // agencies, users, postings
        std::set<std::string> people, families;
        for (int i = 0; i < 5; ++i)
            office.writing([&](db::Writer& writer) {
                const auto person = people::add_person(writer, office.sam, {.name = {"Zed", "Quill"}});
                people.insert(person.reference.text());
                const auto family = families::add_family(writer, office.sam, "Quill", {person.id}, "");
                families.insert(family.reference.text());
                episodes::open_episode(writer, office.sam, {.family = family.id, .agency = office.host});
                agencies::add_team(writer, {}, office.host, {.name = fmt::format("Team {}", i)}).value();
                mail::post(writer, "tom@example.org", mail::Template::request_message, person.reference);
                requests::begin_draft(writer, office.tom, std::to_string(i));
                return http::hold(writer, Cipher(test_key), office.sam.user.text(), "/people", {}).has_value();
            });
        CHECK(people.size() == 5);
        CHECK(families.size() == 5);
    });
}
