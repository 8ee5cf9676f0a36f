#pragma once
// Files that tests read.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

// One of tests/fixtures: small and made up.
std::filesystem::path fixture(std::string_view name);

// A file or folder of the repository: "profiles/bury".
std::filesystem::path repository(std::string_view name);

// Real open data, kept beside the source folder in ../shared/data where there is any ("geography/wards.csv"). When it
// is missing, says so by name and gives nothing: the test then passes without having looked.
std::optional<std::filesystem::path> real_data(std::string_view name);

// A file with this text in the system's folder for temporary files, removed with this.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view text, std::string_view ending = ".csv");
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// The whole text of a short file.
std::string text_of(const std::filesystem::path& file);

} // namespace kith
