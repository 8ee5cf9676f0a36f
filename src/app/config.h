#pragma once
// kith.toml: the few settings of one installation. Everything about the council is in its profile instead.

#include "base/result.h"

#include <string>
#include <vector>

namespace kith::app {

struct Config {
    std::string public_address;              // "https://earlyhelp.example.org.uk"; empty: this machine alone
    std::string listen = "127.0.0.1:8080";   // address:port
    std::string database = "sqlite:kith.db"; // or postgres://…
    std::string key_file = "kith.key";       // 32 random bytes; made by `kith config key`
    std::string mail_relay;                  // "smtp://relay:25" or smtps://; empty: letters wait in the outbox
    std::string mail_from;                   // sender of letters
    std::string mail_tls = "required";       // or "none", for a relay that cannot and is trusted with the network to it
    std::string mail_user;                   // empty: the relay asks for none
    std::string mail_password_file;          // never in kith.toml itself
    std::vector<std::string> trusted_proxies; // addresses whose X-Forwarded headers are believed
};

// Reads a file. Every mistake is a Problem whose field is "FILE:LINE" and whose text says what to do: an unknown
// setting, a wrong type, an address without a port, a relay that is not smtp or would be given a password in the clear,
// a public address without TLS, a proxy that is no address. They come in the order of their lines, and last what the
// file leaves out. No text repeats a password.
Result<Config> read_config(const std::string& file);

// The same, and what is wrong with the files and the folder that the settings name, all at once: code "file".
struct CheckedConfig {
    Config config; // as far as it could be read
    Problems mistakes;
};

CheckedConfig check_config(const std::string& file);

// The same checks for settings that came another way.
Problems mistakes_in(const Config& config);
// Throws with the first of them, in words.
void refuse_mistakes(const Config& config);

// A database's address as it may be shown: a PostgreSQL one without its password and what follows a "?".
std::string shown_address(const std::string& database);

// The address of `listen` without its port and brackets: "127.0.0.1", "::1".
std::string listen_host(const std::string& listen);
unsigned short listen_port(const std::string& listen);

// Reads the 32 bytes that seal addresses, second-factor seeds and held forms. Refuses a missing file, one that others
// may read, and one of another length, with a sentence for a person (std::runtime_error).
std::string read_key(const std::string& file);

// The one line of the file that mail_password_file names; "" where none is named. Refuses what read_key refuses.
std::string read_mail_password(const Config& config);

// Whether letters must travel encrypted: always, but to a relay on this machine or where mail_tls says "none".
bool must_encrypt_letters(const Config& config);

// Makes a key file, readable by its owner alone; refuses to overwrite one.
void make_key(const std::string& file);

} // namespace kith::app
