#pragma once
// The one way out: an SMTP relay. An interface, so that tests and simulations can be the relay.

#include <string>

namespace kith::mail {

struct Delivered {
    bool accepted = false;
    bool for_good = false;  // refused with 5xx for its recipient or content: trying again is useless
    std::string error = {}; // for administrators: "421 try later", "could not connect"
};

class Relay {
public:
    virtual ~Relay() = default;
    // One message to one address. Blocks for at most the relay's own time limit; never throws.
    virtual Delivered deliver(const std::string& from, const std::string& to, const std::string& message) = 0;
};

struct SmtpSettings {
    std::string url = {};  // "smtp://relay.council.example:25", "smtps://…:465"
    std::string user = {}; // empty: the relay asks for none
    std::string password = {};
    bool require_tls = false; // refuse to send over a plain connection
    long connect_ms = 10000;
    long total_ms = 60000;
};

// Speaks SMTP by libcurl.
class SmtpRelay final : public Relay {
public:
    explicit SmtpRelay(SmtpSettings settings);
    Delivered deliver(const std::string& from, const std::string& to, const std::string& message) override;

private:
    SmtpSettings settings_;
};

} // namespace kith::mail
