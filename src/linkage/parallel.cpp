#include "linkage/parallel.h"

#include <exception>
#include <system_error>

namespace kith::linkage {

void parallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& task) {
    std::atomic<std::size_t> next = 0;
    std::mutex guard;
    std::size_t broken_at = count;
    std::exception_ptr broken;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                task(i);
            } catch (...) {
                const std::scoped_lock lock(guard);
                if (i < broken_at) {
                    broken_at = i;
                    broken = std::current_exception();
                }
            }
        }
    };
    {
        std::vector<std::jthread> others;
        try {
            for (unsigned i = 1; i < threads && i < count; ++i)
                others.emplace_back(work);
        } catch (const std::system_error&) {
            // The system gives no more of them: those that are there do it all.
        }
        work();
    }
    if (broken) std::rethrow_exception(broken);
}

} // namespace kith::linkage
