#pragma once
// Files for the engine: mapped into memory to read, and appearing whole when written.

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace kith::matching {

// A file's bytes for as long as this lives. Nobody may shorten the file meanwhile.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return {data_, size_}; }

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
    std::unique_ptr<std::string> read_; // what is no file that can be mapped
};

// Takes its place in finish(); without that nothing appears, also when the program is stopped or killed.
class NewFile {
public:
    explicit NewFile(std::filesystem::path file);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(std::string_view text);
    void finish();

private:
    std::filesystem::path file_, beside_;
    std::FILE* out_ = nullptr;
    bool has_name_ = false; // beside_
};

} // namespace kith::matching
