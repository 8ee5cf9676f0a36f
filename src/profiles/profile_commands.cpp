#include "profiles/profile_commands.h"

#include "base/text.h"
#include "db/database.h"
#include "profiles/profile_store.h"

#include <ostream>

namespace kith::profiles {

namespace {

constexpr std::size_t most_told = 100;

struct Sound {
    Files files;
    Profile profile;
};

void tell(const Mistakes& mistakes, std::ostream& out) {
    const std::size_t told = std::min(mistakes.size(), most_told);
    for (std::size_t i = 0; i < told; ++i)
        out << words(mistakes[i]) << '\n';
    if (told < mistakes.size()) out << "and " << mistakes.size() - told << " more\n";
    out << counted(mistakes.size(), "mistake", "mistakes") << '\n';
}

std::optional<Sound> read(const std::filesystem::path& folder, std::ostream& out) {
    auto files = files_in(folder);
    if (const auto* mistakes = std::get_if<Mistakes>(&files)) {
        tell(*mistakes, out);
        return std::nullopt;
    }
    auto profile = to_profile(std::get<Files>(files));
    if (const auto* mistakes = std::get_if<Mistakes>(&profile)) {
        tell(*mistakes, out);
        return std::nullopt;
    }
    return Sound{std::get<Files>(std::move(files)), std::get<Profile>(std::move(profile))};
}

} // namespace

int check(const std::filesystem::path& folder, std::ostream& out) {
    const auto sound = read(folder, out);
    if (!sound) return 1;
    out << sound->profile.council.name << ": the profile is sound, " << counted(sound->files.size(), "file", "files")
        << '\n';
    return 0;
}

int load(db::Database& database, const std::filesystem::path& folder, std::ostream& out) {
    const auto sound = read(folder, out);
    if (!sound) {
        out << "Nothing was loaded.\n";
        return 1;
    }
    const history::Actor actor{.user = {}, .posting = {}, .agency = {}, .request = "command line"};
    const bool changed =
        database.writing([&](db::Writer& writer) { return put_in_force(writer, sound->files, sound->profile, actor); });
    out << sound->profile.council.name << (changed ? ": the profile is in force\n" : ": already in force, unchanged\n");
    return 0;
}

} // namespace kith::profiles
