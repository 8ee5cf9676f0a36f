#pragma once
// Work shared among threads, with a result that does not tell how many there were.

#include <cstddef>
#include <functional>

namespace kith::linkage {

// Runs task(0) … task(count - 1) on up to `threads` threads, the caller's among them. Which thread takes which is not
// fixed, so a task writes only to places of its own. The exception of the lowest task is thrown again here.
void parallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& task);

} // namespace kith::linkage
