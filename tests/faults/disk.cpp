#include "tests/faults/disk.h"

#include <algorithm>
#include <cerrno>
#include <sqlite3.h>

namespace kith::faults {

namespace {

constexpr std::size_t sector = 512;

void apply(std::string& content, const Disk::Change& change) {
    if (change.is_truncation) {
        content.resize(change.offset);
        return;
    }
    content.resize(std::max(content.size(), change.offset + change.bytes.size()));
    content.replace(change.offset, change.bytes.size(), change.bytes);
}

// The sectors of a write, each of which reaches the disk or not by itself.
std::vector<Disk::Change> torn(const Disk::Change& change) {
    if (change.is_truncation) return {change};
    std::vector<Disk::Change> parts;
    for (std::size_t at = 0; at < change.bytes.size();) {
        const std::size_t length = std::min(sector - (change.offset + at) % sector, change.bytes.size() - at);
        parts.push_back({change.offset + at, change.bytes.substr(at, length)});
        at += length;
    }
    return parts;
}

// What is left of a file after a power cut. Some cuts lose everything that was not synced, some nothing, most a
// part; some keep the order of what came through, some do not.
std::string survived(const Disk::File& file, std::mt19937_64& chance) {
    std::vector<Disk::Change> parts;
    for (const auto& change : file.unsynced)
        std::ranges::move(torn(change), std::back_inserter(parts));
    const unsigned keep = std::array{0U, 50U, 90U, 100U}[chance() % 4];
    if (chance() % 2 == 0) std::ranges::shuffle(parts, chance);
    std::string content = file.kept;
    for (const auto& part : parts)
        if (chance() % 100 < keep) apply(content, part);
    return content;
}

} // namespace

void Disk::trouble_from(int operation, Trouble trouble) {
    const std::lock_guard lock(mutex_);
    operations_ = 0;
    trouble_begins_ = operation;
    trouble_ = trouble;
}

void Disk::mend() {
    trouble_from(0, Trouble::none);
}

int Disk::operations() const {
    const std::lock_guard lock(mutex_);
    return operations_;
}

void Disk::come_up_again(std::mt19937_64& chance) {
    mend();
    const std::lock_guard lock(mutex_);
    for (auto& [name, file] : files_) {
        auto after = std::make_shared<File>();
        after->now = survived(*file, chance);
        after->kept = after->now;
        file = std::move(after);
    }
}

Disk::Contents Disk::contents() const {
    const std::lock_guard lock(mutex_);
    Contents contents;
    for (const auto& [name, file] : files_)
        contents[name] = file->kept;
    return contents;
}

void Disk::become(const Contents& contents) {
    mend();
    const std::lock_guard lock(mutex_);
    files_.clear();
    for (const auto& [name, content] : contents) {
        const auto file = std::make_shared<File>();
        file->now = content;
        file->kept = content;
        files_[name] = file;
    }
}

Trouble Disk::next_operation() {
    ++operations_;
    return operations_ >= trouble_begins_ ? trouble_ : Trouble::none;
}

Disk::FilePointer Disk::open(const std::string& name, bool create) {
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(name);
    if (found != files_.end()) return found->second;
    if (!create) return nullptr;
    return files_[name] = std::make_shared<File>();
}

bool Disk::exists(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    return files_.contains(name);
}

int Disk::remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const bool is_off = trouble_ == Trouble::no_power && operations_ >= trouble_begins_;
    if (is_off) return SQLITE_IOERR_DELETE;
    return files_.erase(name) == 1 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int Disk::read(const File& file, std::string& bytes, std::size_t size, std::size_t offset) const {
    const std::lock_guard lock(mutex_);
    bytes = offset < file.now.size() ? file.now.substr(offset, size) : std::string();
    return bytes.size() == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Disk::write(File& file, std::string_view bytes, std::size_t offset) {
    const std::lock_guard lock(mutex_);
    const Trouble trouble = next_operation();
    const bool half = trouble == Trouble::full_half_way || trouble == Trouble::no_power;
    if (trouble == Trouble::none || trouble == Trouble::full_at_sync || trouble == Trouble::broken_at_sync || half) {
        const Change change{offset, std::string(bytes.substr(0, half ? bytes.size() / 2 : bytes.size()))};
        apply(file.now, change);
        file.unsynced.push_back(change);
        if (!half) return SQLITE_OK;
    }
    const bool full = trouble == Trouble::full || trouble == Trouble::full_half_way;
    last_error_ = full ? ENOSPC : EIO;
    return full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int Disk::truncate(File& file, std::size_t size) {
    const std::lock_guard lock(mutex_);
    const Trouble trouble = next_operation();
    if (trouble == Trouble::broken || trouble == Trouble::no_power) {
        last_error_ = EIO;
        return SQLITE_IOERR_TRUNCATE;
    }
    const Change change{size, {}, true};
    apply(file.now, change);
    file.unsynced.push_back(change);
    return SQLITE_OK;
}

int Disk::sync(File& file) {
    const std::lock_guard lock(mutex_);
    const Trouble trouble = next_operation();
    if (trouble == Trouble::full_at_sync || trouble == Trouble::broken_at_sync || trouble == Trouble::no_power) {
        last_error_ = trouble == Trouble::full_at_sync ? ENOSPC : EIO;
        return SQLITE_IOERR_FSYNC;
    }
    for (const Change& change : file.unsynced)
        apply(file.kept, change);
    file.unsynced.clear();
    return SQLITE_OK;
}

std::size_t Disk::size(const File& file) const {
    const std::lock_guard lock(mutex_);
    return file.now.size();
}

int Disk::last_error() const {
    const std::lock_guard lock(mutex_);
    return last_error_;
}

} // namespace kith::faults
