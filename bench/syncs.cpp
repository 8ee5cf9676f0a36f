// Loaded into a server that is measured: counts its syncs in a file that the bench reads while it runs.

#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<long long>* counter() {
    static auto* const shared = [] {
        const char* path = std::getenv("KITH_BENCH_SYNCS");
        const int file = path ? ::open(path, O_RDWR | O_CLOEXEC) : -1;
        void* memory =
            file < 0 ? MAP_FAILED : ::mmap(nullptr, sizeof(long long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (file >= 0) ::close(file);
        return memory == MAP_FAILED ? nullptr : static_cast<std::atomic<long long>*>(memory);
    }();
    return shared;
}

int counted(long call, int file) {
    if (auto* count = counter()) ++*count;
    return static_cast<int>(::syscall(call, file));
}

} // namespace

extern "C" int fdatasync(int file) {
    return counted(SYS_fdatasync, file);
}

extern "C" int fsync(int file) {
    return counted(SYS_fsync, file);
}
