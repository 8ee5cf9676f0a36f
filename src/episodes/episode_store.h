#pragma once
// Episodes in the database. Lists and single reads obey access; whoever changes one tells access and history in the
// same transaction.

#include "access/decide.h"
#include "access/viewer.h"
#include "episodes/episode.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::episodes {

// What an agency is called to those who may not know that it works with a family: a refuge, sexual health.
inline constexpr std::string_view support_service = "A support service";

// An episode as one viewer may see it. At index level: dates, lead, agency and team; neither level nor state. Of a
// confidential agency not even those: a support service, and the front door's telephone.
struct SeenEpisode {
    access::Decision decision = {};
    Episode episode;
    Reference family;
    std::string family_name = {}; // content level only
    std::string lead_name = {};   // empty: nobody leads now
    std::string lead_email = {};
    std::string led_before = {};         // whose posting ended while they led, when nobody does now
    std::optional<Instant> left_at = {}; // and when it did
    std::string agency_name = {};
    std::string team_name = {};
    std::string telephone = {};   // the team's, or else the agency's
    bool is_confidential = false; // the agency; then, at index level, who leads is not told
    bool is_answered_for = false; // somebody of the agency sees it, lead or not
    std::optional<Instant> led_since = {};
    std::optional<Instant> agreed_at = {}; // content level only

    bool shows_content() const { return decision.effect == access::Effect::content; }
};

std::optional<SeenEpisode> find_episode(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                        Instant now);
std::optional<SeenEpisode> find_episode(db::Reader& reader, const access::Viewer& viewer, Id<Episode> id, Instant now);
// Those of many that the viewer may know of, in their order.
std::vector<SeenEpisode> find_episodes(db::Reader& reader, const access::Viewer& viewer,
                                       const std::vector<Id<Episode>>& ids, Instant now);

// The family's periods of help that the viewer may know of, the newest first.
std::vector<SeenEpisode> episodes_of(db::Reader& reader, const access::Viewer& viewer, Id<families::Family> family,
                                     Instant now);

// Those with a posting now in the agency who can lead help for a family, by name.
struct PossibleLead {
    Id<access::Posting> posting = {};
    std::string name = {};
    std::string email = {};
};

std::vector<PossibleLead> people_who_can_lead(db::Reader& reader, Id<agencies::Agency> agency, Instant now);

struct NewEpisode {
    Id<families::Family> family = {}; // has no open episode, unless this one is `beside` it; else db::Fault
    std::vector<Id<people::Person>> people = {};
    Id<agencies::Agency> agency = {};
    Id<agencies::Team> team = {};
    std::string offer = {};
    std::string level = {};
    bool agreed = false;
    std::string locality = {};
    Id<access::Posting> lead = {};                  // empty: nobody yet
    std::vector<Id<access::Posting>> contacts = {}; // who answer for it until somebody leads
    bool beside = false;                            // whoever decided may not know of the help that is open
};

// Begins a period of help: state and lead are recorded, the family and its people belong to it from now on, and
// whoever helps is involved. Follows the family's latest episode when it had one.
Episode open_episode(db::Writer& writer, const access::Viewer& viewer, const NewEpisode& opened);

// The person is among those the episode helps, as those it was opened with are. Twice changes nothing.
void help_too(db::Writer& writer, Id<Episode> episode, Id<people::Person> person);

// Managers of the agency with a posting now for that locality, or its Early Help workers where there is no manager.
std::vector<Id<access::Posting>> people_who_oversee(db::Reader& reader, Id<agencies::Agency> agency,
                                                    std::string_view locality, Instant now);

// Names who leads; whoever answered for it until then is involved no longer. Whoever leads already goes on as before.
// Refuses an older version ("changed_meanwhile"), a posting that is not of the helping agency now, and one that would
// not see the help: in a change that is then given up.
Result<Done> name_lead(db::Writer& writer, const access::Viewer& viewer, const Episode& seen, Id<access::Posting> lead);

// Each of these keeps what a rule of episode.h gave, and refuses ("changed_meanwhile") an older version.
Result<Done> save_state(db::Writer& writer, const access::Viewer& viewer, const Episode& moved);
Result<Done> record_agreement(db::Writer& writer, const access::Viewer& viewer, const Episode& agreed,
                              const GivenAgreement& agreement);
Result<Done> record_ending(db::Writer& writer, const access::Viewer& viewer, const Episode& closed,
                           const Ending& ending);

// Asks nobody's permission: for the front door too, where it may record the agreement.
bool has_agreed(db::Reader& reader, Id<Episode> episode);
// What was recorded after help began, the newest; nothing when the family had agreed before.
std::optional<GivenAgreement> find_agreement(db::Reader& reader, Id<Episode> episode);
std::optional<Ending> find_ending(db::Reader& reader, Id<Episode> episode);

// So long whoever helped reads what they wrote, after help has ended; nobody writes any more.
inline constexpr std::int64_t seen_after_ending = 30 * days_ms;

} // namespace kith::episodes
