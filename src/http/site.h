#pragma once
// What a running Kith is made of, as http sees it: put together once, by app.

#include "base/crypto.h"
#include "http/log.h"
#include "http/router.h"

namespace kith::http {

struct Site {
    db::Database& database;
    const Router& router;
    const Cipher& cipher; // seals form tokens and held posts

    // The council's frame for this viewer.
    std::function<html::Frame(const Context&)> frame = {};

    // "https://kith.example.gov.uk", without a slash at its end. Plain http is for 127.0.0.1 and localhost alone.
    std::string public_address = "http://127.0.0.1";

    std::string home = "/home"; // after signing in

    bool sends_emails = true; // false: no mail relay is set, and they wait

    Log log = {}; // none: silent

    bool secure() const { return public_address.starts_with("https://"); }
};

} // namespace kith::http
