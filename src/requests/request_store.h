#pragma once
// Requests in the database. Reads obey access; what is sent is registered with access and told to history in the
// same transaction.

#include "access/register.h"
#include "requests/composing.h"
#include "requests/draft.h"
#include "requests/worker_store.h"

namespace kith::db {
class Writer;
}

namespace kith::requests {

// A request as one viewer may see it. At index level (triage, some days after the decision) the words of the request
// are left out: what stays is when it was sent, by whom, and where it has got to. Who sent it is named as known_to()
// says.
struct SeenRequest {
    access::Rights rights = {};
    access::Decision decision = {}; // to read it
    Request request;
    Worker sender = {};
    Worker begun_by = {}; // nobody's name: the sender wrote it all, or theirs is not told either

    bool shows_content() const { return decision.effect == access::Effect::content; }

    // Whose words these are: "Tom Bell and Helen Marsh, St Aidan's".
    std::string tellers() const {
        return begun_by.name.empty() ? sender.words() : begun_by.name + " and " + sender.words();
    }
};

std::optional<SeenRequest> find_request(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                        Instant now);

// What a list says of a request whose content the viewer may see.
struct RequestLine {
    Id<Request> id;
    Reference reference;
    Instant sent_at;
    Worker sender = {};
};

// Those that the viewer may read; the latest first.
std::vector<RequestLine> requests_about(db::Reader& reader, const access::Viewer& viewer, Id<families::Family> family,
                                        Instant now);
std::vector<RequestLine> requests_about(db::Reader& reader, const access::Viewer& viewer, Id<episodes::Episode> episode,
                                        Instant now);

// For rules inside a transaction, not for pages: asks nobody's permission.
std::optional<Request> whole_request(db::Reader& reader, Id<Request> id);

// Everybody named, with their whereabouts. For rules: what it gives is never shown.
std::vector<NamedPerson> named_in(db::Reader& reader, Id<Request> request);

// Sends what was composed, under the draft's reference. Locality, ward and the time by which it
// is due come from the profile in force.
Request send_request(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile,
                     const Draft& draft, const Composed& composed);

// Takes it, or gives it back. Refuses ("changed_meanwhile") when the version seen is not the latest: somebody was
// faster.
Result<Done> take_request(db::Writer& writer, const access::Viewer& viewer, const Request& seen);
Result<Done> release_request(db::Writer& writer, const access::Viewer& viewer, const Request& seen);

// Keep what ask() and answer() made of the request, and write to the other side. `seen` was at the latest version.
Result<Done> save_question(db::Writer& writer, const access::Viewer& viewer, const Request& asked);
Result<Done> save_answer(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile,
                         const Request& answered);

// Keeps what add() added last, and writes to whoever has taken the request.
Result<Done> save_addition(db::Writer& writer, const access::Viewer& viewer, const Request& added);

// When it must be decided: by the profile's clock, standing still while questions were open and while social care was
// asked; nothing where there is no such clock, or while a question is open.
std::optional<Instant> due_at(const profiles::Profile& profile, const Request& request, Instant now);
// "2 working days left", "1 day late", "paused, 2 working days left"; empty where there is no clock.
profiles::Standing clock_of(const profiles::Profile& profile, const Request& request, Instant now);
// The same for a line of a list: one small query.
profiles::Standing clock_of(db::Reader& reader, const profiles::Profile& profile, Id<Request> request, Instant sent_at,
                            Instant now);

} // namespace kith::requests
