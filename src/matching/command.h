#pragma once
// What the commands of `kith link` share: refusals and memory that runs out are exceptions with a sentence for the
// person.

#include "base/result.h"

#include <new>
#include <stdexcept>

namespace kith::matching {

template <typename T>
T accepted(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().front().text);
    return std::move(result).value();
}

// Memory that runs out is said in words, not by the system.
template <typename Work>
int within_memory(Work&& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw std::runtime_error(
            "there is not enough memory. A million records take about 400 MB: give the machine more, "
            "or link part of the files.");
    }
}

} // namespace kith::matching
