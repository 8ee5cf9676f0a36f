#include "access/renewal.h"
#include "tests/town.h"

#include <doctest/doctest.h>

namespace kith::agencies {

namespace {

access::Posting posting_of(Town& town, std::string_view name) {
    return town.reading([&](db::Reader& reader) {
        const auto user = access::find_user_by_email(reader, fmt::format("{}@demo.example", name)).value();
        return access::postings_of(reader, user.id).front();
    });
}

std::string renewal_of(Town& town, std::string_view name) {
    return "/admin/postings/" + posting_of(town, name).reference.text() + "/renewal";
}

std::string path_of(Town& town, std::string_view name) {
    return town.reading([&](db::Reader& reader) {
        return "/admin/users/" +
               access::find_user_by_email(reader, fmt::format("{}@demo.example", name))->reference.text();
    });
}

} // namespace

TEST_CASE("a school's administrator is told whose role ends soon, and renews it in two answers") {
    on_each_town([](Town& town) {
        town.clock().forward(340 * days_ms); // everybody's posting ends in 20 days
        const auto home = town.get("ruth", "/home");
        CHECK(home.says("Roles that end soon (2)"));
        CHECK(home.says("Tom Bell"));
        CHECK_FALSE(home.says("Priya Nair"));                                      // of another agency
        CHECK(town.get("alan", "/home").link("See all of them") == "/home/roles"); // ten of them stand on Home
        CHECK(town.get("alan", "/home/roles").says("Priya Nair"));
        CHECK_FALSE(town.get("tom", "/home").says("Roles that end soon"));
        CHECK(town.get("ruth", path_of(town, "tom.bell")).link("Renew") == renewal_of(town, "tom.bell"));

        const auto before = posting_of(town, "tom.bell");
        const auto address = renewal_of(town, "tom.bell");
        const auto form = town.get("ruth", address);
        CHECK(form.heading().find("Renew this posting") != std::string::npos);
        CHECK(form.says("No family"));
        const auto unsaid = town.fill_in("ruth", form, address, {{"reason", ""}});
        CHECK(unsaid.status() == 422);
        CHECK(unsaid.problems() == std::vector<std::string>{"Say why this person goes on in this role"});
        const auto wrong = town.fill_in("ruth", form, address, {{"to-year", "2029"}, {"reason", "Still works here"}});
        CHECK(wrong.problems() == std::vector<std::string>{"A posting is renewed for 12 months at most"});
        CHECK(wrong.field("reason") == "Still works here");
        CHECK(town.fill_in("ruth", form, address, {{"reason", "Still works here"}}).location() ==
              path_of(town, "tom.bell"));

        const auto after = posting_of(town, "tom.bell");
        CHECK(after.id == before.id);
        CHECK(after.to > before.to + 300 * days_ms);
        CHECK(town.get("ruth", "/home").says("Roles that end soon (1)"));
        CHECK(town.get("ruth", address).says("Still works here"));

        // Somebody else had the form open.
        CHECK(town.fill_in("alan", form, address, {{"reason", "Again"}}).problems() ==
              std::vector<std::string>{"Somebody has ended or renewed this posting meanwhile. Look again"});
    });
}

TEST_CASE("P9: nobody renews their own posting, nor that of another agency") {
    on_each_town([](Town& town) {
        CHECK(town.get("ruth", renewal_of(town, "ruth.ellis")).status() == 404);
        CHECK(town.post("ruth", renewal_of(town, "ruth.ellis"), {{"reason", "I stay"}}).status() == 404);
        CHECK(town.get("ruth", renewal_of(town, "priya.nair")).status() == 404);
        CHECK(town.get("grace", renewal_of(town, "sam.okoro")).status() == 403);
        CHECK(town.get("alan", renewal_of(town, "ruth.ellis")).status() == 200);
    });
}

} // namespace kith::agencies
