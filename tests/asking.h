#pragma once
// Asking for support in the town, as somebody does page by page: what several tests begin with.

#include "db/database.h"
#include "episodes/episode_store.h"
#include "tests/town.h"

namespace kith {

// A new child on page 1: six answers.
inline Fields a_new_child(std::string given = "Maya", std::string family = "Okafor-Reid") {
    return {{"child_given_names", std::move(given)},
            {"child_family_name", std::move(family)},
            {"child_born-day", "14"},
            {"child_born-month", "3"},
            {"child_born-year", "2017"},
            {"child_postcode", "NB4 1AA"},
            {"child_school", "Forest nursery"},
            {"child_relationship", "school"}};
}

// Page 2: four answers.
inline Fields a_worry() {
    return {{"going_well", "Maya loves drawing"},
            {"worries", "She has missed twelve days since September"},
            {"would_help", "Somebody to talk to about mornings"},
            {"needs", "attendance"},
            {"urgency", "this_week"}};
}

// Page 3: four answers.
inline Fields agreed() {
    return {{"agreement", "parent_agrees"},
            {"agreed_by", "Dana Reid, her mother"},
            {"agreement_covers", "everyone_named"},
            {"safe_contact", "Phone Dana only, before 3pm"}};
}

inline Fields not_agreed() {
    return {{"agreement", "not_yet"},
            {"not_yet_reason", "Nobody answered the telephone"},
            {"safe_contact", "Through the school"}};
}

// "/requests/drafts/K7MX4PQR" of a blank draft.
inline std::string begin_draft(Town& town, std::string_view who) {
    auto address = town.get(who, "/requests/new").location();
    return address.substr(0, address.rfind('/'));
}

// Opens a page of the draft and saves it with these answers.
inline SeenPage save_page(Town& town, std::string_view who, const std::string& draft, int page, Fields fields) {
    const auto address = fmt::format("{}/{}", draft, page);
    const auto seen = town.get(who, address);
    fields.emplace_back("version", seen.field("version").value_or("0"));
    return town.post(who, address, std::move(fields));
}

inline SeenPage press_send(Town& town, std::string_view who, const std::string& draft) {
    const auto address = draft + "/4";
    return town.fill_in(who, town.get(who, address), address, {});
}

// A whole request; gives its address, "/requests/K7MX4PQR".
inline std::string ask(Town& town, std::string_view who, Fields about = a_new_child(), Fields agreement = agreed()) {
    const auto draft = begin_draft(town, who);
    save_page(town, who, draft, 1, std::move(about));
    save_page(town, who, draft, 2, a_worry());
    save_page(town, who, draft, 3, std::move(agreement));
    const auto sent = press_send(town, who, draft).location();
    return sent.substr(0, sent.rfind('/'));
}

// Fills in the decision page as it stands now and records it. Possible matches that the fields do not answer are left
// open: "I cannot tell".
inline SeenPage decide(Town& town, std::string_view who, const std::string& request, Fields fields) {
    const auto address = request + "/decision";
    const auto page = town.get(who, address);
    for (const auto& name : page.field_names(address)) {
        const auto is_given = [&](const auto& field) { return field.first == name; };
        if (name.starts_with("match-") && std::none_of(fields.begin(), fields.end(), is_given))
            fields.emplace_back(name, "cannot_tell");
    }
    return town.fill_in(who, page, address, std::move(fields));
}

// What the page's form encrypts the browser's own copy with; "" when that keeps none.
inline std::string browser_key_on(const SeenPage& page) {
    constexpr std::string_view before = "data-key=\"";
    const auto& body = page.response().body;
    const auto from = body.find(before);
    if (from == std::string::npos) return {};
    return body.substr(from + before.size(), body.find('"', from + before.size()) - from - before.size());
}

// Decides that the team helps, level 3, with Sam to lead.
inline SeenPage decide_that_sam_helps(Town& town, const std::string& request) {
    const auto team = town.get("priya", request + "/decision").offered("team-EHT").back();
    return decide(town, "priya", request,
                  {{"level-1", "3"},
                   {"decision", "EHT"},
                   {"team-EHT", team},
                   {"lead-EHT", "sam.okoro@demo.example"},
                   {"reason", "Missing school"}});
}

// The family's open help, as far as that person may know of it; of several the oldest.
inline std::optional<episodes::Episode> open_help(Town& town, std::string_view who, Id<families::Family> family) {
    const auto all = town.reading([&](db::Reader& reader) {
        return episodes::episodes_of(reader, town.viewer(who), family, town.clock().now());
    });
    const auto open = std::find_if(all.rbegin(), all.rend(),
                                   [](const episodes::SeenEpisode& each) { return each.episode.is_open(); });
    return open == all.rend() ? std::nullopt : std::optional(open->episode);
}

// The answer to a form whose own change must wait for another one, made in the moment in which the form arrives: its
// handler has read everything before.
inline SeenPage sent_while(Town& town, const std::function<void(db::Writer&)>& change,
                           const std::function<SeenPage()>& send) {
    std::atomic<bool> writing = false;
    std::thread other([&] {
        town.writing([&](db::Writer& writer) {
            writing = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
            change(writer);
            return true;
        });
    });
    while (!writing)
        std::this_thread::yield();
    auto answer = send();
    other.join();
    return answer;
}

} // namespace kith
