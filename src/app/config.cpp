#include "app/config.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/machine.h"
#include "http/proxies.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

namespace kith::app {

namespace {

constexpr std::size_t key_bytes = 32;

bool is_port(std::string_view text) {
    return whole_number<std::uint16_t>(text).has_value();
}

bool is_ip_address(const std::string& text) {
    in6_addr address{}; // has room for either
    return ::inet_pton(AF_INET, text.c_str(), &address) == 1 || ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_listen_address(const std::string& text) {
    const auto colon = text.rfind(':');
    return colon != std::string::npos && is_ip_address(listen_host(text)) &&
           is_port(std::string_view(text).substr(colon + 1));
}

bool starts_with_one_of(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](auto beginning) { return text.starts_with(beginning); });
}

// As browsers write it in Host and Origin, to which it is compared: in small letters, without the usual port.
bool is_public_address(std::string_view text) {
    if (!starts_with_one_of(text, {"https://", "http://"})) return false;
    const auto host = text.substr(text.find("//") + 2);
    if (host.empty() || host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") != std::string_view::npos)
        return false;
    if (host.ends_with(text.starts_with("https://") ? ":443" : ":80")) return false;
    const auto colon = host.rfind(':');
    return colon == std::string_view::npos || host.ends_with(']') || is_port(host.substr(colon + 1));
}

// What stands between "smtp://" and the port.
std::string_view relay_host(std::string_view relay) {
    relay.remove_prefix(std::min(relay.size(), relay.find("//") + 2));
    const auto colon = relay.rfind(':');
    const bool has_port = colon != std::string_view::npos && relay.find(']', colon) == std::string_view::npos;
    return relay.substr(0, has_port ? colon : relay.size());
}

std::optional<std::string> fault_of_proxies(const std::vector<std::string>& proxies) {
    try {
        http::TrustedProxies{proxies};
        return std::nullopt;
    } catch (const std::invalid_argument& fault) {
        return fault.what();
    }
}

// A file that is nobody's but its owner's. `what` is "key" or "password".
std::string read_secret(const std::string& file, std::string_view what, std::string_view advice) {
    struct stat found {};

    if (::stat(file.c_str(), &found) != 0)
        throw std::runtime_error(fmt::format("There is no {} file {}.{}", what, file, advice));
    if ((found.st_mode & 077) != 0)
        throw std::runtime_error(fmt::format("Others may read the {} file {}. Run: chmod 600 {}", what, file, file));
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(fmt::format("The {} file {} cannot be read.", what, file));
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// What is wrong with the settings of a file, by their lines. What is wrong with one that the file leaves out comes
// last.
class Mistakes {
public:
    void add(std::optional<toml::source_index> line, Problem problem) { all_.emplace_back(line, std::move(problem)); }

    Problems in_order(const std::string& file) {
        std::stable_sort(all_.begin(), all_.end(), [](const auto& one, const auto& other) {
            return one.first && (!other.first || *one.first < *other.first);
        });
        Problems problems;
        for (auto& [line, problem] : all_) {
            problem.field = line ? fmt::format("{}:{}", file, *line) : file;
            problems.push_back(std::move(problem));
        }
        return problems;
    }

private:
    std::vector<std::pair<std::optional<toml::source_index>, Problem>> all_;
};

// One setting of the file: where it goes, or a mistake at its line.
class Settings {
public:
    Settings(const toml::table& table, Mistakes& mistakes) : table_(table), mistakes_(mistakes) {}

    void text(std::string_view name, std::string& into) {
        known_.emplace(name);
        const auto* node = table_.get(name);
        if (!node) return;
        if (const auto* value = node->as_string())
            into = value->get();
        else
            refuse(name, *node, fmt::format("\"{}\" must be text in quotes", name));
    }

    void texts(std::string_view name, std::vector<std::string>& into) {
        known_.emplace(name);
        const auto* node = table_.get(name);
        if (!node) return;
        const auto* list = node->as_array();
        if (!list || !list->is_homogeneous(toml::node_type::string))
            return refuse(name, *node, fmt::format("\"{}\" must be a list of texts, like [\"127.0.0.1\"]", name));
        for (const auto& item : *list)
            into.push_back(item.as_string()->get());
    }

    void refuse_unknown() {
        for (const auto& [key, node] : table_)
            if (!known_.contains(std::string(key.str())))
                refuse(key.str(), node,
                       fmt::format("there is no setting \"{}\"; the settings are {}", key.str(), names()));
    }

    // Of a setting that could be read. One that could not has its mistake already.
    void refuse(const std::string& name, std::string_view code, std::string text) {
        if (refused_.contains(name)) return;
        const auto* node = table_.get(name);
        mistakes_.add(node ? std::optional(node->source().begin.line) : std::nullopt,
                      {"", std::string(code), std::move(text)});
    }

private:
    void refuse(std::string_view name, const toml::node& node, std::string text) {
        refused_.emplace(name);
        mistakes_.add(node.source().begin.line, {"", "setting", std::move(text)});
    }

    std::string names() const {
        std::string list;
        for (const auto& name : known_)
            list += (list.empty() ? "" : ", ") + name;
        return list;
    }

    const toml::table& table_;
    Mistakes& mistakes_;
    std::set<std::string> known_, refused_;
};

} // namespace

std::string listen_host(const std::string& listen) {
    auto host = listen.substr(0, listen.rfind(':'));
    if (host.starts_with('[') && host.ends_with(']')) return host.substr(1, host.size() - 2);
    return host;
}

unsigned short listen_port(const std::string& listen) {
    return static_cast<unsigned short>(std::stoi(listen.substr(listen.rfind(':') + 1)));
}

std::string shown_address(const std::string& database) {
    if (database.starts_with("sqlite:")) return database;
    const auto address = database.substr(0, database.find('?'));
    const auto start = std::min(address.size(), address.find("//") + 2);
    const auto host = address.substr(0, address.find('/', start)).rfind('@');
    if (host == std::string::npos) return address;
    return address.substr(0, std::min(host, address.find(':', start))) + address.substr(host);
}

bool must_encrypt_letters(const Config& config) {
    return config.mail_tls != "none" && !http::is_this_machine(relay_host(config.mail_relay));
}

namespace {

using Refuse = std::function<void(std::string_view setting, std::string_view text)>;

void refuse_public_address(const Config& config, const Refuse& refuse) {
    const auto& address = config.public_address;
    const auto host = listen_host(config.listen);
    if (!address.empty() && !is_public_address(address))
        refuse("public_address", "must be like \"https://earlyhelp.example.org.uk\", in small letters, with nothing "
                                 "after the name but a port that is not the usual one");
    else if (is_ip_address(host) && !http::is_this_machine(host) && !address.starts_with("https://"))
        refuse("public_address", "must begin with \"https://\" where \"listen\" is not this machine alone");
    else if (is_ip_address(host) && !http::is_safe_public_address(address, host))
        refuse("public_address", "must begin with \"https://\", unless it is http://127.0.0.1");
}

void refuse_mail_mistakes(const Config& config, const Refuse& refuse) {
    const bool sends = !config.mail_relay.empty();
    if (sends && !starts_with_one_of(config.mail_relay, {"smtp://", "smtps://"}))
        refuse("mail_relay", "must begin with \"smtp://\" or \"smtps://\"");
    if (config.mail_relay.find('@') != std::string::npos)
        refuse("mail_relay", "must hold no user and no password: they go into mail_user and mail_password_file");
    if ((sends || !config.mail_from.empty()) && config.mail_from.find('@') == std::string::npos)
        refuse("mail_from", sends ? "must be an email address when there is a mail relay" : "must be an email address");
    if (config.mail_tls != "required" && config.mail_tls != "none")
        refuse("mail_tls", "must be \"required\" or \"none\"");
    if (config.mail_user.empty() != config.mail_password_file.empty())
        refuse(config.mail_user.empty() ? "mail_user" : "mail_password_file",
               "is missing: a relay that asks who sends needs mail_user and mail_password_file");
    if (!config.mail_user.empty() && config.mail_relay.starts_with("smtp://") && !must_encrypt_letters(config) &&
        !http::is_this_machine(relay_host(config.mail_relay)))
        refuse("mail_tls", "must be \"required\" where there is a password: it does not travel in the clear");
}

} // namespace

Problems mistakes_in(const Config& config) {
    Problems problems;
    const auto refuse = [&](std::string_view setting, std::string_view text) {
        problems.push_back({std::string(setting), "setting", std::string(text)});
    };
    if (!is_listen_address(config.listen)) refuse("listen", "must be an address and a port, like \"127.0.0.1:8080\"");
    refuse_public_address(config, refuse);
    if (!starts_with_one_of(config.database, {"sqlite:", "postgres://", "postgresql://"}))
        refuse("database", "must begin with \"sqlite:\" or \"postgres://\"");
    if (config.key_file.empty()) refuse("key_file", "must name the key file; `kith config key FILE` makes one");
    if (const auto fault = fault_of_proxies(config.trusted_proxies)) refuse("trusted_proxies", ": " + *fault);
    refuse_mail_mistakes(config, refuse);
    return problems;
}

namespace {

// Kith makes the file of a new database, and no folder.
void require_folder_of(const std::string& database) {
    constexpr std::string_view sqlite = "sqlite:";
    if (!database.starts_with(sqlite)) return;
    const auto folder = std::filesystem::path(database.substr(sqlite.size())).parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder))
        throw std::runtime_error(fmt::format("There is no folder {} for the database.", folder.string()));
}

// What only the files themselves show.
Problems mistakes_in_files(const Config& config) {
    Problems problems;
    const auto look = [&](const char* setting, auto&& read) {
        try {
            read();
        } catch (const std::runtime_error& broken) {
            problems.push_back({setting, "file", broken.what()});
        }
    };
    look("database", [&] { require_folder_of(config.database); });
    if (!config.key_file.empty()) look("key_file", [&] { read_key(config.key_file); });
    look("mail_password_file", [&] { read_mail_password(config); });
    return problems;
}

void read_settings(Settings& settings, Config& config) {
    settings.text("public_address", config.public_address);
    settings.text("listen", config.listen);
    settings.text("database", config.database);
    settings.text("key_file", config.key_file);
    settings.text("mail_relay", config.mail_relay);
    settings.text("mail_from", config.mail_from);
    settings.text("mail_tls", config.mail_tls);
    settings.text("mail_user", config.mail_user);
    settings.text("mail_password_file", config.mail_password_file);
    settings.texts("trusted_proxies", config.trusted_proxies);
    settings.refuse_unknown();
}

Result<toml::table> parsed(const std::string& file) {
    try {
        if (!std::filesystem::is_regular_file(file)) return Problem{file, "missing", "there is no such file"};
        return toml::parse_file(file);
    } catch (const toml::parse_error& error) {
        return Problem{fmt::format("{}:{}", file, error.source().begin.line), "syntax",
                       std::string(error.description())};
    }
}

enum class Named { left_alone, looked_at };

CheckedConfig checked(const std::string& file, Named files) {
    const auto table = parsed(file);
    if (!table) return {.config = {}, .mistakes = table.error()};

    Config config;
    Mistakes mistakes;
    Settings settings(*table, mistakes);
    read_settings(settings, config);
    for (const auto& each : mistakes_in(config))
        settings.refuse(each.field, each.code, fmt::format("\"{}\" {}", each.field, each.text));
    if (files == Named::looked_at)
        for (const auto& each : mistakes_in_files(config))
            settings.refuse(each.field, each.code, each.text);
    return {.config = std::move(config), .mistakes = mistakes.in_order(file)};
}

} // namespace

CheckedConfig check_config(const std::string& file) {
    return checked(file, Named::looked_at);
}

Result<Config> read_config(const std::string& file) {
    auto read = checked(file, Named::left_alone);
    if (!read.mistakes.empty()) return read.mistakes;
    return read.config;
}

std::string read_key(const std::string& file) {
    auto key = read_secret(file, "key", fmt::format(" `kith config key {}` makes one.", file));
    if (key.size() != key_bytes)
        throw std::runtime_error(
            fmt::format("The key file {} holds {} bytes; a key has {}.", file, key.size(), key_bytes));
    return key;
}

std::string read_mail_password(const Config& config) {
    if (config.mail_password_file.empty()) return {};
    auto password = trimmed(read_secret(config.mail_password_file, "password", ""));
    if (password.empty() || password.find('\n') != std::string::npos)
        throw std::runtime_error(
            fmt::format("The password file {} must hold one line: the password.", config.mail_password_file));
    return password;
}

void make_key(const std::string& file) {
    std::array<unsigned char, key_bytes> key{};
    SystemRandom().fill(key);
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) throw std::runtime_error(fmt::format("Cannot make the key file {}: {}.", file, std::strerror(errno)));
    const bool written = ::write(out, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(out) == 0;
    ::close(out);
    if (!written) throw std::runtime_error(fmt::format("Cannot write the key file {}.", file));
}

void refuse_mistakes(const Config& config) {
    if (const auto mistakes = mistakes_in(config); !mistakes.empty())
        throw std::runtime_error(fmt::format("\"{}\" {}", mistakes.front().field, mistakes.front().text));
}

} // namespace kith::app
