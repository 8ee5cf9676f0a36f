#include "bench/disk.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {
std::atomic<long long> syncs = 0;
}

// These stand before the C library's, for SQLite too.
extern "C" int fdatasync(int file) {
    ++syncs;
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" int fsync(int file) {
    ++syncs;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

namespace kith::bench {

long long syncs_so_far() {
    return syncs;
}

double bare_syncs(const std::filesystem::path& folder, double seconds) {
    using Time = std::chrono::steady_clock;
    const auto path = folder / "sync";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    const auto began = Time::now();
    const auto passed = [&] { return std::chrono::duration<double>(Time::now() - began).count(); };
    int count = 0;
    for (; passed() < seconds; ++count)
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0)
            throw std::runtime_error("cannot sync " + path.string());
    const double rate = count / passed();
    ::close(file);
    std::filesystem::remove(path);
    return rate;
}

CountedSyncs::CountedSyncs(const std::filesystem::path& folder) : file_(folder / "syncs") {
    const int file = ::open(file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::ftruncate(file, sizeof(long long)) != 0)
        throw std::runtime_error("cannot write " + file_.string());
    count_ = static_cast<const long long*>(::mmap(nullptr, sizeof(long long), PROT_READ, MAP_SHARED, file, 0));
    ::close(file);
    ::setenv("KITH_BENCH_SYNCS", file_.c_str(), 1);
    ::setenv("LD_PRELOAD", KITH_BENCH_SYNCS, 1);
}

CountedSyncs::~CountedSyncs() {
    ::unsetenv("LD_PRELOAD");
    ::unsetenv("KITH_BENCH_SYNCS");
    ::munmap(const_cast<long long*>(count_), sizeof(long long));
    std::filesystem::remove(file_);
}

long long CountedSyncs::so_far() const {
    return *static_cast<const volatile long long*>(count_);
}

} // namespace kith::bench
