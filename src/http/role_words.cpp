#include "http/role_words.h"

namespace kith::http {

std::string role_words(const access::Choice& choice) {
    return std::string(access::word(choice.posting.role)) + ", " + choice.agency_name;
}

} // namespace kith::http
