#include "app/config.h"

#include "base/clock.h"

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
    int port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && port >= 0 && port <= 65535;
}

bool is_listen_address(std::string_view text) {
    const auto colon = text.rfind(':');
    return colon != std::string_view::npos && colon > 0 && is_port(text.substr(colon + 1));
}

bool starts_with_one_of(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](auto beginning) { return text.starts_with(beginning); });
}

bool is_public_address(std::string_view text) {
    if (!starts_with_one_of(text, {"https://", "http://"})) return false;
    const auto host = text.substr(text.find("//") + 2);
    return !host.empty() && host.find('/') == std::string_view::npos;
}

// One setting of the file: where it goes, or a problem at its line.
class Settings {
public:
    Settings(std::string file, const toml::table& table) : file_(std::move(file)), table_(table) {}

    void text(std::string_view name, std::string& into) {
        known_.emplace(name);
        const auto* node = table_.get(name);
        if (!node) return;
        if (const auto* value = node->as_string())
            into = value->get();
        else
            refuse(*node, fmt::format("\"{}\" must be text in quotes", name));
    }

    void texts(std::string_view name, std::vector<std::string>& into) {
        known_.emplace(name);
        const auto* node = table_.get(name);
        if (!node) return;
        const auto* list = node->as_array();
        if (!list || !list->is_homogeneous(toml::node_type::string))
            return refuse(*node, fmt::format("\"{}\" must be a list of texts, like [\"127.0.0.1\"]", name));
        for (const auto& item : *list)
            into.push_back(item.as_string()->get());
    }

    Problems finish() {
        for (const auto& [key, node] : table_)
            if (!known_.contains(std::string(key.str())))
                refuse(node, fmt::format("there is no setting \"{}\"; the settings are {}", key.str(), names()));
        return std::move(problems_);
    }

private:
    void refuse(const toml::node& node, std::string text) {
        problems_.push_back({fmt::format("{}:{}", file_, node.source().begin.line), "setting", std::move(text)});
    }

    std::string names() const {
        std::string list;
        for (const auto& name : known_)
            list += (list.empty() ? "" : ", ") + name;
        return list;
    }

    std::string file_;
    const toml::table& table_;
    std::set<std::string> known_;
    Problems problems_;
};

} // namespace

Problems mistakes_in(const Config& config) {
    Problems problems;
    const auto refuse = [&](std::string_view setting, std::string_view text) {
        problems.push_back({std::string(setting), "setting", std::string(text)});
    };
    if (!config.public_address.empty() && !is_public_address(config.public_address))
        refuse("public_address", "must be like \"https://earlyhelp.example.org.uk\", with nothing after the name");
    if (!is_listen_address(config.listen)) refuse("listen", "must be an address and a port, like \"127.0.0.1:8080\"");
    if (!starts_with_one_of(config.database, {"sqlite:", "postgres://", "postgresql://"}))
        refuse("database", "must begin with \"sqlite:\" or \"postgres://\"");
    if (!config.mail_relay.empty() && !starts_with_one_of(config.mail_relay, {"smtp://", "smtps://"}))
        refuse("mail_relay", "must begin with \"smtp://\" or \"smtps://\"");
    if (!config.mail_relay.empty() && config.mail_from.find('@') == std::string::npos)
        refuse("mail_from", "must be an e-mail address when there is a mail relay");
    if (config.key_file.empty()) refuse("key_file", "must name the key file; `kith config key FILE` makes one");
    return problems;
}

Result<Config> read_config(const std::string& file) {
    const auto parsed = [&]() -> Result<toml::table> {
        try {
            if (!std::filesystem::is_regular_file(file)) return Problem{file, "missing", "there is no such file"};
            return toml::parse_file(file);
        } catch (const toml::parse_error& error) {
            return Problem{fmt::format("{}:{}", file, error.source().begin.line), "syntax",
                           std::string(error.description())};
        }
    }();
    if (!parsed) return parsed.error();

    Config config;
    Settings settings(file, *parsed);
    settings.text("public_address", config.public_address);
    settings.text("listen", config.listen);
    settings.text("database", config.database);
    settings.text("key_file", config.key_file);
    settings.text("mail_relay", config.mail_relay);
    settings.text("mail_from", config.mail_from);
    settings.texts("trusted_proxies", config.trusted_proxies);
    auto problems = settings.finish();
    for (auto& mistake : mistakes_in(config)) {
        const auto* node = parsed->get(mistake.field);
        const auto place = node ? fmt::format("{}:{}", file, node->source().begin.line) : file;
        problems.push_back({place, mistake.code, fmt::format("\"{}\" {}", mistake.field, mistake.text)});
    }
    if (!problems.empty()) return problems;
    return config;
}

std::string read_key(const std::string& file) {
    struct stat found {};

    if (::stat(file.c_str(), &found) != 0)
        throw std::runtime_error(fmt::format("There is no key file {}. `kith config key {}` makes one.", file, file));
    if ((found.st_mode & 077) != 0)
        throw std::runtime_error(fmt::format("Others may read the key file {}. Run: chmod 600 {}", file, file));
    std::ifstream in(file, std::ios::binary);
    std::string key((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (key.size() != key_bytes)
        throw std::runtime_error(
            fmt::format("The key file {} holds {} bytes; a key has {}.", file, key.size(), key_bytes));
    return key;
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
