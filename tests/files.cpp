#include "tests/files.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace kith {

namespace {

const std::filesystem::path source = KITH_SOURCE; // told by tests/CMakeLists.txt

} // namespace

std::filesystem::path repository(std::string_view name) {
    return std::filesystem::path(KITH_SOURCE) / name;
}

std::filesystem::path fixture(std::string_view name) {
    return source / "tests" / "fixtures" / name;
}

std::optional<std::filesystem::path> real_data(std::string_view name) {
    auto file = source.parent_path() / "shared" / "data" / name;
    if (std::filesystem::exists(file)) return file;
    std::fprintf(stderr, "skipped: ../shared/data/%.*s is not there\n", static_cast<int>(name.size()), name.data());
    return std::nullopt;
}

TemporaryFile::TemporaryFile(std::string_view text, std::string_view ending) {
    auto name = (std::filesystem::temp_directory_path() / "kith-test-XXXXXX").string() + std::string(ending);
    const int opened = ::mkstemps(name.data(), static_cast<int>(ending.size()));
    if (opened < 0) throw std::runtime_error("no temporary file can be made");
    ::close(opened);
    path_ = name;
    std::ofstream(path_, std::ios::binary) << text;
}

TemporaryFile::~TemporaryFile() {
    std::error_code gone;
    std::filesystem::remove(path_, gone);
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream opened(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(opened), {}};
}

} // namespace kith
