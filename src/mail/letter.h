#pragma once
// What a letter says. Whoever opens it by mistake learns that a request exists, and nothing else.

#include "mail/outbox.h"

namespace kith::mail {

// What differs between councils.
struct Letterhead {
    std::string from = {};           // "early-help@council.example"
    std::string service_name = {};   // "Early Help"
    std::string public_address = {}; // "https://kith.council.example", without a slash at the end
};

// The whole message as it goes over the wire: headers and body, CRLF line ends, UTF-8. The Message-ID is made from
// the letter's id, so that a second delivery of the same letter can be recognised as one.
std::string message(const Letter& letter, const Letterhead& head);

} // namespace kith::mail
