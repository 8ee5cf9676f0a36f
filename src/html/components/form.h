#pragma once
#include "html/components/button.h"

namespace kith::html {

// A form that changes something. Sent by POST with the page's token and submission key.
struct Form {
    std::string action;
    Html submit = {};               // words of its main button; empty: the content brings its own buttons
    Html fields = {};               // cx.form_fields()
    Html beside = {};               // beside the main button: more buttons, a link to cancel
    std::string autosave = {};      // address of the draft, kept there by PUT while the person types
    std::string draft_version = {}; // version of the draft that the form shows: the hidden field `version`
    std::string draft_key = {};     // 32 bytes in base64url, the same for this person and draft each time: encrypts the
                                    // copy in the browser. Given to a signed-in page only; empty: no such copy
    bool upload = false;            // holds a file
    bool warning = false;           // the main button is red: what it does is hard to undo
};

Html form(const Form& form, const Html& content);

// A small form that is one button in a line: take, release, sign out.
struct OneButtonForm {
    std::string action;
    Html text;
    Html hidden = {}; // heard, not seen: " the request about Maya"
    Html fields = {}; // cx.form_fields(), and what it sends
    ButtonLook look = ButtonLook::secondary;
    bool as_link = false; // looks like a link
};

Html one_button_form(const OneButtonForm& form);

} // namespace kith::html
