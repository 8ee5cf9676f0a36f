#pragma once
// What reading and scoring with Splink's settings throws inside at what is not understood, in words for whoever wrote
// it; their functions return it as a problem.

#include <stdexcept>

namespace kith::linkage {

class SplinkRefused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace kith::linkage
