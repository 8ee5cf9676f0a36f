#pragma once
// A file held locked for as long as this lives, so that one process at a time writes to the database beside it.

#include <string>

namespace kith::db {

class FileLock {
public:
    // Throws Fault (busy), naming the process that holds it, when another one does.
    explicit FileLock(const std::string& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int file_;
};

} // namespace kith::db
