#pragma once
// A profile as a folder of TOML files: profiles/bury/*.toml. A file that the council's folder lacks is taken from
// profiles/common beside it, and the files of common's `lists` folder hold the code lists all councils share.

#include "profiles/profile.h"

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace kith::profiles {

struct File {
    std::string name; // as mistakes name it: "northbridge/levels.toml"
    std::string text;
};

using Files = std::vector<File>; // in order of name

// One mistake in a file, for whoever writes profiles.
struct Mistake {
    std::string file;
    int line = 0; // 0: the file as a whole
    std::string text;
};

// "northbridge/levels.toml:12: there is no level \"6\""
std::string words(const Mistake& mistake);

using Mistakes = std::vector<Mistake>;

// The files of a profile's folder, with those it takes from common. Mistakes: no such folder, too large, not UTF-8.
std::variant<Files, Mistakes> files_in(const std::filesystem::path& folder);

// The profile, or everything that is wrong with it, in order of file and line.
std::variant<Profile, Mistakes> to_profile(const Files& files);

} // namespace kith::profiles
