// Lets SQLite live on a Disk: the methods of its VFS, one after another.
#include "tests/faults/disk.h"

#include <atomic>
#include <cstring>
#include <new>
#include <sqlite3.h>

namespace kith::faults {

namespace {

struct OpenFile {
    sqlite3_file base; // First: SQLite sees only this.
    Disk* disk;
    Disk::FilePointer file;
    int lock;
    bool is_removed_at_the_end;
    std::string name;
};

OpenFile& of(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}

Disk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<Disk*>(vfs->pAppData);
}

sqlite3_vfs* machine() {
    static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
    return found;
}

int close(sqlite3_file* base) {
    OpenFile& file = of(base);
    {
        const std::lock_guard lock(file.disk->mutex());
        file.file->locks.erase(&file);
    }
    if (file.is_removed_at_the_end) file.disk->remove(file.name);
    file.~OpenFile();
    return SQLITE_OK;
}

int read(sqlite3_file* base, void* to, int size, sqlite3_int64 offset) {
    const OpenFile& file = of(base);
    std::string bytes;
    const int code =
        file.disk->read(*file.file, bytes, static_cast<std::size_t>(size), static_cast<std::size_t>(offset));
    std::memset(to, 0, static_cast<std::size_t>(size));
    std::memcpy(to, bytes.data(), bytes.size());
    return code;
}

int write(sqlite3_file* base, const void* from, int size, sqlite3_int64 offset) {
    const OpenFile& file = of(base);
    return file.disk->write(*file.file, {static_cast<const char*>(from), static_cast<std::size_t>(size)},
                            static_cast<std::size_t>(offset));
}

int truncate(sqlite3_file* base, sqlite3_int64 size) {
    const OpenFile& file = of(base);
    return file.disk->truncate(*file.file, static_cast<std::size_t>(size));
}

int sync(sqlite3_file* base, int) {
    const OpenFile& file = of(base);
    return file.disk->sync(*file.file);
}

int file_size(sqlite3_file* base, sqlite3_int64* size) {
    const OpenFile& file = of(base);
    *size = static_cast<sqlite3_int64>(file.disk->size(*file.file));
    return SQLITE_OK;
}

int lock(sqlite3_file* base, int wanted) {
    OpenFile& file = of(base);
    const std::lock_guard guard(file.disk->mutex());
    int highest = SQLITE_LOCK_NONE;
    for (const auto& [holder, held] : file.file->locks)
        if (holder != &file) highest = std::max(highest, held);
    const int most_beside = wanted == SQLITE_LOCK_SHARED     ? SQLITE_LOCK_RESERVED
                            : wanted == SQLITE_LOCK_RESERVED ? SQLITE_LOCK_SHARED
                                                             : SQLITE_LOCK_NONE;
    if (highest > most_beside) return SQLITE_BUSY;
    file.lock = wanted;
    file.file->locks[&file] = wanted;
    return SQLITE_OK;
}

int unlock(sqlite3_file* base, int wanted) {
    OpenFile& file = of(base);
    const std::lock_guard guard(file.disk->mutex());
    file.lock = wanted;
    file.file->locks[&file] = wanted;
    return SQLITE_OK;
}

int is_reserved(sqlite3_file* base, int* answer) {
    const OpenFile& file = of(base);
    const std::lock_guard guard(file.disk->mutex());
    *answer =
        std::ranges::any_of(file.file->locks, [](const auto& held) { return held.second >= SQLITE_LOCK_RESERVED; });
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
    return 4096;
}

int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // As Linux's.
}

int shared_map(sqlite3_file* base, int region, int, int extend, void volatile** memory) {
    const OpenFile& file = of(base);
    const std::lock_guard guard(file.disk->mutex());
    auto& regions = file.file->shared.regions;
    const auto place = static_cast<std::size_t>(region);
    *memory = nullptr;
    if (place >= regions.size() && !extend) return SQLITE_OK;
    while (place >= regions.size())
        regions.push_back(std::make_unique<std::array<char, 32 * 1024>>());
    *memory = regions[place]->data();
    return SQLITE_OK;
}

int shared_lock(sqlite3_file* base, int offset, int count, int flags) {
    const OpenFile& file = of(base);
    const std::lock_guard guard(file.disk->mutex());
    auto& shared = file.file->shared;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (auto slot = static_cast<std::size_t>(offset); slot < static_cast<std::size_t>(offset + count); ++slot) {
        if (flags & SQLITE_SHM_UNLOCK) {
            if (exclusive)
                shared.owner[slot] = nullptr;
            else
                --shared.readers[slot];
            continue;
        }
        if (shared.owner[slot] || (exclusive && shared.readers[slot] > 0))
            return SQLITE_BUSY; // SQLite asks one by one.
        if (!exclusive) ++shared.readers[slot];
    }
    if (exclusive && !(flags & SQLITE_SHM_UNLOCK))
        for (auto slot = static_cast<std::size_t>(offset); slot < static_cast<std::size_t>(offset + count); ++slot)
            shared.owner[slot] = &file;
    return SQLITE_OK;
}

void shared_barrier(sqlite3_file*) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

int shared_unmap(sqlite3_file* base, int remove) {
    const OpenFile& file = of(base);
    const std::lock_guard guard(file.disk->mutex());
    if (remove) file.file->shared.regions.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods = {
    2,           close,   read,        write,           truncate,   sync,        file_size,      lock,         unlock,
    is_reserved, control, sector_size, characteristics, shared_map, shared_lock, shared_barrier, shared_unmap, nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* flags_out) {
    static std::atomic<int> nameless = 0;
    const std::string path = name ? name : "nameless " + std::to_string(++nameless);
    auto found = disk_of(vfs).open(path, (flags & SQLITE_OPEN_CREATE) != 0);
    base->pMethods = nullptr;
    if (!found) return SQLITE_CANTOPEN;
    new (base) OpenFile{
        {&methods}, &disk_of(vfs), std::move(found), SQLITE_LOCK_NONE, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0, path};
    if (flags_out) *flags_out = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int) {
    return disk_of(vfs).remove(name);
}

int access(sqlite3_vfs* vfs, const char* name, int, int* answer) {
    *answer = disk_of(vfs).exists(name);
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* path) {
    sqlite3_snprintf(size, path, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* bytes) {
    return machine()->xRandomness(machine(), size, bytes);
}

int sleep(sqlite3_vfs*, int microseconds) {
    return machine()->xSleep(machine(), microseconds);
}

int current_time(sqlite3_vfs*, double* now) {
    return machine()->xCurrentTime(machine(), now);
}

int last_error(sqlite3_vfs* vfs, int, char*) {
    return disk_of(vfs).last_error();
}

} // namespace

void register_disk(Disk& disk, const char* name) {
    auto* vfs = new sqlite3_vfs{};
    vfs->iVersion = 1;
    vfs->szOsFile = sizeof(OpenFile);
    vfs->mxPathname = 512;
    vfs->zName = name;
    vfs->pAppData = &disk;
    vfs->xOpen = open;
    vfs->xDelete = remove;
    vfs->xAccess = access;
    vfs->xFullPathname = full_path;
    vfs->xRandomness = randomness;
    vfs->xSleep = sleep;
    vfs->xCurrentTime = current_time;
    vfs->xGetLastError = last_error;
    sqlite3_vfs_register(vfs, 0);
}

} // namespace kith::faults
