#include "profiles/profile_files.h"

#include "base/crypto.h"
#include "base/text.h"
#include "profiles/read_profile.h"

#include <fstream>
#include <sstream>

namespace kith::profiles {

namespace {

namespace filesystem = std::filesystem;

constexpr std::uintmax_t largest_file = 1024 * 1024;
constexpr std::size_t most_files = 200;

// The files every profile needs, its own or common's, in the order in which they are read.
constexpr std::array single_files = {
    std::pair{"levels.toml", &read_levels},         std::pair{"places.toml", &read_places},
    std::pair{"clocks.toml", &read_clocks},         std::pair{"bank-holidays.toml", &read_bank_holidays},
    std::pair{"decisions.toml", &read_decisions},   std::pair{"closures.toml", &read_closures},
    std::pair{"agreements.toml", &read_agreements},
};

// "levels.toml" of "northbridge/levels.toml"
std::string_view inner(std::string_view name) {
    return name.substr(name.find('/') + 1);
}

bool is_in(std::string_view folder, std::string_view inner_name) {
    return inner_name.starts_with(folder) && inner_name.size() > folder.size();
}

std::string stem(std::string_view name) {
    return filesystem::path(name).stem().string();
}

std::vector<File> read_folder(const filesystem::path& folder, const std::string& name, Mistakes& mistakes) {
    std::vector<File> files;
    for (const auto& entry : filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".toml") continue;
        File file{name + "/" + entry.path().lexically_relative(folder).generic_string(), {}};
        if (entry.file_size() > largest_file) {
            mistakes.push_back({file.name, 0, "the file is larger than 1 MiB"});
            continue;
        }
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        file.text = std::move(text).str();
        files.push_back(std::move(file));
    }
    return files;
}

void add_common(std::vector<File>& files, std::vector<File> common) {
    const bool own_forms =
        std::any_of(files.begin(), files.end(), [](const File& each) { return is_in("forms/", inner(each.name)); });
    const std::size_t own = files.size();
    for (File& each : common) {
        const std::string_view name = inner(each.name);
        const bool has_own = std::any_of(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(own),
                                         [&](const File& one) { return inner(one.name) == name; });
        if (!has_own && !(own_forms && is_in("forms/", name))) files.push_back(std::move(each));
    }
}

// The trees of all files, by the name within the folder; a file that is no TOML is noted and left out.
class Trees {
public:
    Trees(const Files& files, Reading& reading) : reading_(reading) {
        for (const File& file : files) {
            auto tree = to_tree(file);
            if (const auto* mistake = std::get_if<Mistake>(&tree)) {
                reading_.mistakes.push_back(*mistake);
                broken_.insert(std::string(inner(file.name)));
            } else {
                trees_.emplace(inner(file.name), Tree{file.name, std::get<Node>(std::move(tree))});
            }
        }
    }

    // Calls `read` with the file's table; notes the file's absence.
    template <typename Read>
    void with(std::string_view name, Read&& read) {
        const auto found = trees_.find(name);
        if (found != trees_.end()) return use(found->second, read);
        if (!broken_.contains(std::string(name))) {
            reading_.mistakes.push_back({std::string(name), 0, "the file is missing"});
        }
    }

    template <typename Read>
    void with_each_in(std::string_view folder, Read&& read) {
        for (auto& [name, tree] : trees_) {
            if (is_in(folder, name)) use(tree, [&, &name = name](Table table) { read(stem(name), table); });
        }
    }

    void refuse_unused() {
        for (const auto& [name, tree] : trees_) {
            if (!tree.used) reading_.mistakes.push_back({tree.file, 0, "no profile has a file of this name"});
        }
    }

private:
    struct Tree {
        std::string file;
        Node node;
        bool used = false;
    };

    template <typename Read>
    void use(Tree& tree, Read&& read) {
        tree.used = true;
        read(Table(tree.node, tree.file, reading_));
    }

    Reading& reading_;
    std::map<std::string, Tree, std::less<>> trees_;
    std::set<std::string> broken_;
};

void add_words(const Profile& profile, Reading& reading) {
    reading.has_every_word = profile.words.size() == word_keys().size();
    for (const auto& [key, word] : profile.words) {
        std::string at_start = key;
        at_start[0] = static_cast<char>(at_start[0] - 'a' + 'A');
        reading.placeholders[key] = word.one;
        reading.placeholders[key + ":many"] = word.many;
        reading.placeholders[at_start] = profile.word_at_start(key);
    }
}

// The lists that Kith's own pages offer.
constexpr std::array demanded_lists = {"sex",           "gender",    "ethnicity",    "languages",
                                       "sen_provision", "sen_types", "disabilities", "needs"};

void demand_lists(const Profile& profile, Reading& reading) {
    for (const std::string name : demanded_lists) {
        if (!profile.lists.contains(name))
            reading.mistakes.push_back({"lists/" + name + ".toml", 0, "the list is missing"});
    }
}

void read_forms(Trees& trees, Profile& profile, Reading& reading) {
    std::vector<DatedTable> versions;
    trees.with_each_in("forms/", [&](const std::string&, const Table& table) {
        read_form(table, profile);
        versions.push_back({profile.request_forms.back().period, table});
    });
    if (versions.empty()) reading.mistakes.push_back({"forms", 0, "there is no request form"});
    refuse_gaps(std::move(versions), "request form");
}

std::string checksum(const Files& files) {
    std::string all;
    for (const File& file : files) {
        all += fmt::format("{} {} {}\n", file.name, file.text.size(), hex(sha256(file.text)));
    }
    return hex(sha256(all));
}

Profile read(const Files& files, Reading& reading) {
    Profile profile;
    Trees trees(files, reading);
    trees.with("words.toml", [&](const Table& table) { read_words(table, profile); });
    add_words(profile, reading);
    trees.with("council.toml", [&](const Table& table) { read_council(table, profile); });
    reading.placeholders["area"] = profile.council.area;
    reading.placeholders["council"] = profile.council.name;
    trees.with_each_in("lists/", [&](const std::string& name, const Table& table) { read_list(name, table, profile); });
    demand_lists(profile, reading);
    for (const auto& [name, read_part] : single_files) {
        trees.with(name, [&, part = read_part](const Table& table) { part(table, profile); });
    }
    read_forms(trees, profile, reading);
    trees.refuse_unused();
    profile.checksum = checksum(files);
    return profile;
}

} // namespace

std::string words(const Mistake& mistake) {
    if (mistake.line == 0) return mistake.file + ": " + mistake.text;
    return fmt::format("{}:{}: {}", mistake.file, mistake.line, mistake.text);
}

std::variant<Files, Mistakes> files_in(const filesystem::path& folder) {
    std::error_code ignored;
    const filesystem::path whole = filesystem::weakly_canonical(folder, ignored);
    if (!filesystem::is_directory(whole, ignored)) return Mistakes{{folder.string(), 0, "there is no such folder"}};
    Mistakes mistakes;
    Files files = read_folder(whole, whole.filename().string(), mistakes);
    const filesystem::path common = whole.parent_path() / "common";
    if (filesystem::is_directory(common, ignored)) add_common(files, read_folder(common, "common", mistakes));
    if (files.size() > most_files) {
        mistakes.push_back({folder.string(), 0, fmt::format("there are more than {} files", most_files)});
    }
    if (!mistakes.empty()) return mistakes;
    std::sort(files.begin(), files.end(), [](const File& one, const File& other) { return one.name < other.name; });
    return files;
}

std::variant<Profile, Mistakes> to_profile(const Files& files) {
    Reading reading;
    Profile profile = read(files, reading);
    if (reading.mistakes.empty()) return profile;
    std::stable_sort(reading.mistakes.begin(), reading.mistakes.end(), [](const Mistake& one, const Mistake& other) {
        return std::tie(one.file, one.line) < std::tie(other.file, other.line);
    });
    return std::move(reading.mistakes);
}

} // namespace kith::profiles
