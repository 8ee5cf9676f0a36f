#pragma once
// A disk in memory that can be full, broken, or without power: what a database lives on in the tests of faults.
//
// It remembers which writes were synced. When the power is cut, any part of what was not synced may be lost, may have
// reached the disk in another order, or may be torn: each 512 bytes of a write come through or not.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace kith::faults {

enum class Trouble {
    none,
    full,           // a write has no room: ENOSPC
    full_half_way,  // a write has room for half of its bytes
    full_at_sync,   // the room runs out when the system writes what it had promised to
    broken,         // a write fails: EIO
    broken_at_sync, // a sync fails: EIO
    no_power,
};

class Disk {
public:
    struct File;
    using FilePointer = std::shared_ptr<File>;

    // Everything below may be called from any thread.

    // The trouble begins with the nth write, truncation or sync from now (1 is the next one) and lasts until mend().
    void trouble_from(int operation, Trouble trouble);
    void mend();
    // How many writes, truncations and syncs there were since the last mend() or trouble_from().
    int operations() const;

    // After a power cut, when every file is closed: what the disk holds when the machine comes up again.
    void come_up_again(std::mt19937_64& chance);

    // What is on the disk for certain, by file; and a disk that holds just that. While every file is closed.
    using Contents = std::map<std::string, std::string>;
    Contents contents() const;
    void become(const Contents& contents);

    // What a file system does. The numbers are SQLite's result codes; last_error() gives errno.
    FilePointer open(const std::string& name, bool create);
    bool exists(const std::string& name) const;
    int remove(const std::string& name);
    int read(const File& file, std::string& bytes, std::size_t size, std::size_t offset) const;
    int write(File& file, std::string_view bytes, std::size_t offset);
    int truncate(File& file, std::size_t size);
    int sync(File& file);
    std::size_t size(const File& file) const;
    int last_error() const;

    struct Change {
        std::size_t offset;
        std::string bytes;
        bool is_truncation = false;
    };

    // Memory that connections to one database share, and who has locked what (SQLite's xShm methods and xLock).
    struct Shared {
        std::vector<std::unique_ptr<std::array<char, 32 * 1024>>> regions;
        std::array<int, 8> readers{};
        std::array<const void*, 8> owner{};
    };

    struct File {
        std::string now;              // what a program reads
        std::string kept;             // what is on the disk for certain
        std::vector<Change> unsynced; // what makes `now` of `kept`
        Shared shared;
        std::map<const void*, int> locks;
    };

    std::mutex& mutex() const { return mutex_; }

private:
    Trouble next_operation();

    mutable std::mutex mutex_;
    std::map<std::string, FilePointer> files_;
    Trouble trouble_ = Trouble::none;
    int trouble_begins_ = 0;
    int operations_ = 0;
    int last_error_ = 0;
};

// Makes the disk known to SQLite under this name, for as long as the program runs.
void register_disk(Disk& disk, const char* name);

} // namespace kith::faults
