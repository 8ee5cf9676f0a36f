#pragma once
// A page as a person reads it: heading, words, problems, links and fields; never class names.

#include "http/request.h"

namespace kith {

class SeenPage {
public:
    explicit SeenPage(http::Response response);

    int status() const { return response_.status; }

    const http::Response& response() const { return response_; }

    // Where a redirect leads; "" when it is none.
    std::string location() const;
    std::string title() const;
    std::string heading() const; // the h1

    // All words of the page, single spaces, entities read.
    const std::string& words() const { return words_; }

    bool says(std::string_view words) const { return words_.find(words) != std::string::npos; }

    // The sentences of the problem summary.
    std::vector<std::string> problems() const;
    // Addresses of links whose words hold this.
    std::string link(std::string_view words) const;
    // What stands in a text field, text area, hidden field or chosen option; nothing when there is no such field.
    std::optional<std::string> field(std::string_view name) const;
    // Names of the fields of the form that is sent to that address.
    std::vector<std::string> field_names(std::string_view action) const;
    // Values that a field of choices offers, and those that are chosen.
    std::vector<std::string> offered(std::string_view name) const;
    std::vector<std::string> chosen(std::string_view name) const;

private:
    http::Response response_;
    std::string words_;
};

} // namespace kith
