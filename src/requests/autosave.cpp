#include "requests/autosave.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace kith::requests {

http::Response autosaved(std::int64_t version, Instant at) {
    return {.body = boost::json::serialize(boost::json::object{{"version", version}, {"saved", words_of_time(at)}}),
            .type = "application/json"};
}

http::Response changed_elsewhere(const DraftPage& theirs) {
    boost::json::array fields;
    for (const auto& [name, value] : theirs.answers.fields())
        fields.push_back(boost::json::object{{"name", name}, {"value", value}});
    return {.status = 409,
            .body = boost::json::serialize(boost::json::object{{"version", theirs.version}, {"fields", fields}}),
            .type = "application/json"};
}

} // namespace kith::requests
