#include "matching/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::matching {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view what, int why = errno) {
    throw std::runtime_error(fmt::format("{} {}: {}.", file.string(), what, std::strerror(why)));
}

// A pipe has no size and cannot be mapped. 0, or why it cannot be read.
int read_all(int descriptor, std::string& into) {
    std::array<char, 1 << 16> some;
    for (;;) {
        const auto read = ::read(descriptor, some.data(), some.size());
        if (read == 0) return 0;
        if (read < 0 && errno != EINTR) return errno;
        if (read > 0) into.append(some.data(), static_cast<std::size_t>(read));
    }
}

} // namespace

MappedFile::MappedFile(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) refuse(file, "cannot be read");

    struct stat facts {};

    const bool known = ::fstat(descriptor, &facts) == 0;
    if (known && S_ISDIR(facts.st_mode)) {
        ::close(descriptor);
        throw std::runtime_error(fmt::format("{} is a folder. Name the files in it.", file.string()));
    }
    if (known && !S_ISREG(facts.st_mode)) {
        read_ = std::make_unique<std::string>();
        const int broken = read_all(descriptor, *read_);
        ::close(descriptor);
        if (broken != 0) refuse(file, "cannot be read", broken);
        data_ = read_->data();
        size_ = read_->size();
        return;
    }
    size_ = known ? static_cast<std::size_t>(facts.st_size) : 0;
    void* mapped = size_ == 0 ? nullptr : ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int broken = errno;
    ::close(descriptor);
    if (mapped == MAP_FAILED && broken == ENOMEM) throw std::bad_alloc();
    if (mapped == MAP_FAILED) refuse(file, "cannot be read", broken);
    data_ = static_cast<const char*>(mapped);
    if (mapped != nullptr) ::madvise(mapped, size_, MADV_SEQUENTIAL);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)), read_(std::move(other.read_)) {}

MappedFile::~MappedFile() {
    if (data_ != nullptr && !read_) ::munmap(const_cast<char*>(data_), size_);
}

// Without a name until it is finished, so that nothing is left behind however the program ends; where the file system
// cannot do that, beside the place.
NewFile::NewFile(std::filesystem::path file) : file_(std::move(file)), beside_(file_) {
    beside_ += fmt::format(".{}.part", ::getpid());
    const auto folder = file_.has_parent_path() ? file_.parent_path() : std::filesystem::path(".");
    int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    has_name_ = descriptor < 0;
    if (has_name_) descriptor = ::open(beside_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor >= 0) out_ = ::fdopen(descriptor, "wb");
    if (out_ == nullptr) refuse(file_, "cannot be written");
}

NewFile::~NewFile() {
    if (out_ == nullptr) return;
    std::fclose(out_);
    if (has_name_) ::unlink(beside_.c_str());
}

void NewFile::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) refuse(file_, "cannot be written");
}

void NewFile::finish() {
    if (std::fflush(out_) != 0) refuse(file_, "cannot be written");
    const auto nameless = fmt::format("/proc/self/fd/{}", ::fileno(out_));
    if (!std::exchange(has_name_, true) &&
        ::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, beside_.c_str(), AT_SYMLINK_FOLLOW) != 0)
        refuse(file_, "cannot be written");
    std::fclose(std::exchange(out_, nullptr));
    std::filesystem::rename(beside_, file_);
}

} // namespace kith::matching
