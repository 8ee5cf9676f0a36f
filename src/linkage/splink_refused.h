#pragma once
// What the readers of Splink's settings throw among themselves at what they do not understand, in words for whoever
// wrote it. It never leaves them: their functions return it as a problem.

#include <stdexcept>

namespace kith::linkage {

class Refused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace kith::linkage
