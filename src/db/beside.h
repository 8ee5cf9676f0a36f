#pragma once
// What a program keeps in memory beside a database for as long as that is open: one of each kind, made when it is first
// asked for.

#include <memory>
#include <mutex>
#include <typeindex>
#include <unordered_map>

namespace kith::db {

class Beside {
public:
    template <typename Kept>
    Kept& of() {
        const std::lock_guard lock(mutex_);
        auto& place = kept_[std::type_index(typeid(Kept))];
        if (!place) place = std::make_shared<Kept>();
        return *static_cast<Kept*>(place.get());
    }

private:
    std::mutex mutex_;
    std::unordered_map<std::type_index, std::shared_ptr<void>> kept_;
};

} // namespace kith::db
