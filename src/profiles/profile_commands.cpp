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

// A folder that was copied away from beside profiles/common misses much, for one reason.
void tell_of_common(const std::filesystem::path& folder, std::ostream& out) {
    std::error_code ignored;
    const auto common = std::filesystem::weakly_canonical(folder, ignored).parent_path() / "common";
    if (std::filesystem::is_directory(folder, ignored) && !std::filesystem::is_directory(common, ignored))
        out << "What the profile has no file of its own for is looked for in ../common, and there is no folder "
            << common.string() << ".\n";
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
        tell_of_common(folder, out);
        return std::nullopt;
    }
    return Sound{std::get<Files>(std::move(files)), std::get<Profile>(std::move(profile))};
}

// The council in force when it is another than this one, by its code where its profile is no longer understood.
std::optional<std::string> another_council(db::Reader& reader, const Council& council) {
    const auto all = versions(reader);
    const auto now = std::find_if(all.begin(), all.end(), [](const Version& version) { return !version.to; });
    if (now == all.end()) return std::nullopt;
    try {
        const auto here = current(reader);
        if (here->council.gss == council.gss) return std::nullopt;
        return here->council.name;
    } catch (const db::Fault&) {
        if (now->council == council.code) return std::nullopt;
        return now->council;
    }
}

} // namespace

int check(const std::filesystem::path& folder, std::ostream& out) {
    const auto sound = read(folder, out);
    if (!sound) return 1;
    out << sound->profile.council.name << ": the profile is sound, " << counted(sound->files.size(), "file", "files")
        << '\n';
    return 0;
}

int load(db::Database& database, const std::filesystem::path& folder, std::ostream& out, OtherCouncil other) {
    const auto sound = read(folder, out);
    if (!sound) {
        out << "Nothing was loaded.\n";
        return 1;
    }
    const auto& council = sound->profile.council;
    const auto here = database.reading([&](db::Reader& reader) { return another_council(reader, council); });
    if (here && other == OtherCouncil::refused) {
        out << fmt::format("The profile of {} is in force here, and this is that of {}. To replace one council by the "
                           "other, add --replace-council.\nNothing was loaded.\n",
                           *here, council.name);
        return 1;
    }
    const history::Actor actor{.user = {}, .posting = {}, .agency = {}, .request = "command line"};
    const bool changed =
        database.writing([&](db::Writer& writer) { return put_in_force(writer, sound->files, sound->profile, actor); });
    out << council.name << (changed ? ": the profile is in force\n" : ": already in force, unchanged\n");
    return 0;
}

} // namespace kith::profiles
