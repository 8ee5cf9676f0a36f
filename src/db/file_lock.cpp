#include "db/file_lock.h"

#include "db/database.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::db {

namespace {

std::string holder(int file) {
    std::array<char, 24> text{};
    const auto size = ::pread(file, text.data(), text.size(), 0);
    return size > 0 ? fmt::format(" (process {})", std::string_view(text.data(), static_cast<std::size_t>(size)))
                    : std::string();
}

} // namespace

FileLock::FileLock(const std::string& path)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (file_ < 0)
        throw Fault(Fault::Kind::unreachable, fmt::format("The lock file {} cannot be opened: {}.", path,
                                                          std::generic_category().message(errno)));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        const std::string other = holder(file_);
        ::close(file_);
        throw Fault(Fault::Kind::busy, fmt::format("Another Kith{} is using this database. Stop it first.", other));
    }
    const std::string process = std::to_string(::getpid());
    if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, process.data(), process.size(), 0) < 0) {
        // Only the message to a second process is poorer for it.
    }
}

FileLock::~FileLock() {
    ::close(file_); // The file stays: removing it could take the lock of the next process with it.
}

} // namespace kith::db
