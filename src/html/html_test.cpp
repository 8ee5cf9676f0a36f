#include "html/html.h"

#include "base/day.h"
#include "base/instant.h"
#include "html/address.h"
#include "html/assets.h"
#include "html/components.h"
#include "html/display_options.h"
#include "html/examples.h"
#include "html/page.h"
#include "html/xss_corpus_test.h"
#include "tests/markup.h"

#include <doctest/doctest.h>

namespace kith::html {

namespace {

std::string faults_of(const Html& html) {
    std::string all;
    for (const std::string& fault : tests::read_markup(html.markup()).faults)
        all += fault + "\n";
    return all;
}

std::string faults_of(const std::string& document) {
    return faults_of(Html::trusted(document));
}

Frame a_frame() {
    return {.council_name = "Northbridge Council", .service_name = "Early Help"};
}

} // namespace

TEST_CASE("text becomes markup by being escaped") {
    CHECK(Html("O'Brien <x> & \"y\"").markup() == "O&#39;Brien &lt;x&gt; &amp; &quot;y&quot;");
    CHECK(Html("Zoë, Łukasz, اردو 👧").markup() == "Zoë, Łukasz, اردو 👧");
    CHECK(Html(std::string_view("a\0b\x1b", 4)).markup() == "ab");
    CHECK(Html("two\nlines\tkept").markup() == "two\nlines\tkept");
}

TEST_CASE("every byte is escaped alike wherever in a text it stands") {
    for (int byte = 1; byte < 256; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        const std::string alone = Html(one).markup();
        for (std::size_t before = 0; before < 40; ++before)
            for (const std::size_t after : {0, 1, 15, 16, 17}) {
                const std::string text = std::string(before, 'a') + one + std::string(after, 'b');
                REQUIRE(Html(text).markup() == std::string(before, 'a') + alone + std::string(after, 'b'));
            }
    }
}

TEST_CASE("no two examples disturb each other on the gallery page") {
    CHECK(faults_of(gallery()) == "");
}

TEST_CASE("every example is well formed, labelled and without script or style of its own") {
    for (const ComponentExamples& one : all_examples())
        for (const Example& example : one.examples) {
            CAPTURE(one.component);
            CAPTURE(example.title);
            CHECK_FALSE(example.html.empty());
            CHECK(faults_of(example.html) == "");
        }
}

TEST_CASE("the markup reader notices what the tests rely on") {
    CHECK(faults_of(Html::trusted("<p>a")) != "");
    CHECK(faults_of(Html::trusted("<p><b>a</p></b>")) != "");
    CHECK(faults_of(Html::trusted("<p class=a>a</p>")) != "");
    CHECK(faults_of(Html::trusted("<p onclick=\"a\">a</p>")) != "");
    CHECK(faults_of(Html::trusted("<p style=\"a\">a</p>")) != "");
    CHECK(faults_of(Html::trusted("<script>a</script>")) != "");
    CHECK(faults_of(Html::trusted("<input type=\"text\" id=\"a\">")) != "");
    CHECK(faults_of(Html::trusted("<p id=\"a\">a</p><p id=\"a\">b</p>")) != "");
    CHECK(faults_of(Html::trusted("<p>a & b</p>")) != "");
    CHECK(faults_of(Html::trusted("<p aria-describedby=\"b\">a</p>")) != "");
}

TEST_CASE("only a number can be rung by a press: words around it would be dialled as another") {
    CHECK(telephone_link("+44 (0)1632 960123").markup().find("tel:") != std::string::npos);
    const auto rung = [](const char* text) {
        std::string numbers;
        const auto markup = telephone_link(text).markup();
        for (auto at = markup.find("tel:"); at != std::string::npos; at = markup.find("tel:", at + 1))
            numbers += markup.substr(at, markup.find('"', at) - at) + " ";
        return numbers;
    };
    const auto after = telephone_link("ring me on 07700 900123 after 6").markup();
    CHECK(after.starts_with("ring me on <a "));
    CHECK(after.ends_with(">07700 900123</a> after 6"));
    CHECK(rung("01632 960123 ext 204") == "tel:01632960123 ");
    CHECK(rung("01632 960123 204") == "tel:01632960123 ");
    CHECK(rung("07700 900123 07700 900124") == "tel:07700900123 tel:07700900124 ");
    CHECK(rung("0800 1111") == "tel:08001111 ");
    CHECK(rung("447700900123") == "tel:07700900123 ");
    CHECK(rung("01632 9601, ask") == "");
    CHECK(telephone_link("6").markup() == "6");
}

TEST_CASE("a link goes to this site or to a secure, mail or telephone address, and nowhere else") {
    for (const char* good :
         {"/", "/requests/7KQ2?x=1#a", "#a", "https://example.org.uk/", "mailto:a@example.org.uk", "tel:01632960123"})
        CHECK_MESSAGE(is_address(good), good);
    for (const char* bad :
         {"javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
          "//evil.example", "/\\evil.example", "data:text/html,x", "vbscript:x", "http://example.org.uk", "requests",
          "", "\x01/a", "https:\n//x", "blob:x", "file:///etc/passwd", "ftp://x", "/a b"})
        CHECK_MESSAGE(!is_address(bad), bad);
    CHECK_THROWS_AS(link("javascript:alert(1)", "x"), std::invalid_argument);
    CHECK_THROWS_AS(button({.text = "x", .address = "javascript:alert(1)"}), std::invalid_argument);
    CHECK_THROWS_AS(form({.action = "javascript:alert(1)"}, {}), std::invalid_argument);
    CHECK_THROWS_AS(back_link("data:text/html,x"), std::invalid_argument);
}

TEST_CASE("a field says its own problem and is tied to it") {
    const Problems problems = {{"reason", "missing", "Say why"}, {"other", "missing", "Not this"}};
    const Html field = text_area({.name = "reason", .label = "Why?", .hint = "In a sentence", .problems = problems});
    CHECK(faults_of(field) == "");
    CHECK(field.markup().find("aria-describedby=\"reason-hint reason-error\"") != std::string::npos);
    CHECK(field.markup().find("Say why") != std::string::npos);
    CHECK(field.markup().find("Not this") == std::string::npos);
}

TEST_CASE("a date marks the part that is wrong, or all three") {
    const Problems month = {{"born-month", "missing", "Enter the month"}};
    const std::string one = date_input({.name = "born", .legend = "Born", .problems = month}).markup();
    CHECK(one.find("govuk-input--width-2 govuk-input--error\" id=\"born-month\"") != std::string::npos);
    CHECK(one.find("govuk-input--width-2 govuk-input--error\" id=\"born-day\"") == std::string::npos);
    const Problems whole = {{"born", "not_a_day", "Enter a real date"}};
    const std::string all = date_input({.name = "born", .legend = "Born", .problems = whole}).markup();
    CHECK(all.find("govuk-input--width-4 govuk-input--error\" id=\"born-year\"") != std::string::npos);
}

TEST_CASE("nothing is chosen unless the page says so") {
    const std::string markup =
        radios({.name = "level", .legend = "Level", .choices = {{"", "Blank"}, {"1", "One"}}}).markup();
    CHECK(markup.find("checked") == std::string::npos);
}

TEST_CASE("the Enter key presses a form's main button, whatever stands before it") {
    const std::string markup =
        form({.action = "/a", .submit = "Continue"},
             {input({.name = "a", .label = "A"}), button({.text = "Add another", .name = "add"})})
            .markup();
    CHECK(markup.find("Continue") < markup.find("Add another"));
    const std::string alone = form({.action = "/a", .submit = "Continue"}, input({.name = "a", .label = "A"})).markup();
    CHECK(alone.find("Continue") == alone.rfind("Continue"));
}

TEST_CASE("a limit that is seldom met is told to screen readers alone until it is near") {
    const std::string far = text_area({.name = "a", .label = "A", .limit = 20000}).markup();
    CHECK(far.find("hidden>You can enter up to 20,000 characters") != std::string::npos);
    CHECK(text_area({.name = "a", .label = "A", .limit = 200}).markup().find("hidden") == std::string::npos);
}

TEST_CASE("what somebody typed keeps its lines and a first empty line") {
    CHECK(typed_text("a\nb\n\n\nc <d>").markup() ==
          "<p class=\"govuk-body kith-breakable\">a<br>b</p><p class=\"govuk-body kith-breakable\">c &lt;d&gt;</p>");
    CHECK(typed_text(" \n ").empty());
    CHECK(text_area({.name = "a", .label = "A", .text = "\nx"}).markup().find(">\n\nx</textarea>") !=
          std::string::npos);
}

TEST_CASE("a page has one main heading, a title that starts with Error when there are problems, and its language") {
    const Page asked = {.title = "Record decision", .problems = {{"reason", "missing", "Say why"}}};
    const std::string document = page(a_frame(), asked, text_area({.name = "reason", .label = "Why?"}));
    CHECK(faults_of(document) == "");
    CHECK(document.find("<title>Error: Record decision - Early Help - Northbridge Council</title>") !=
          std::string::npos);
    CHECK(document.find("<html lang=\"en-GB\"") != std::string::npos);
    CHECK(document.find("href=\"#reason\"") != std::string::npos);
    CHECK(document.find("<h1") == document.rfind("<h1"));
}

TEST_CASE("a tab says no part twice, and what it says instead where the title would betray who looks") {
    Frame frame = a_frame();
    const auto says = [&](const Page& shown, const std::string& title) {
        return page(frame, shown, {}).find("<title>" + title + "</title>") != std::string::npos;
    };
    CHECK(says({.title = "Early Help"}, "Early Help - Northbridge Council"));
    CHECK(says({.title = "Early Help in Northbridge"}, "Early Help in Northbridge - Northbridge Council"));
    CHECK(says({.title = "Early Helpers"}, "Early Helpers - Early Help - Northbridge Council"));
    CHECK(says({.title = "Early Help", .problems = {{"", "x", "Wrong"}}}, "Error: Early Help - Northbridge Council"));
    CHECK(says({.title = "Staying safe", .tab = "This website"}, "This website - Early Help - Northbridge Council"));
}

TEST_CASE("the way out comes first for keyboard and eye, and is not there for who is at work") {
    Frame frame = a_frame();
    const Page shown = {.title = "Worried about a child", .exit = exit_this_page()};
    const std::string document = page(frame, shown, {});
    CHECK(faults_of(document) == "");
    const auto first = document.find("href=\"/leave\"");
    CHECK(document.find("govuk-skip-link") < first);
    CHECK(first < document.find("<header"));
    const auto second = document.find("href=\"/leave\"", first + 1);
    CHECK(document.find("<main") < second);
    CHECK(second < document.find("<h1"));
    CHECK(document.find("href=\"/staying-safe\"") > second);
    CHECK(page(frame, {.title = "Worried about a child"}, {}).find("/leave") == std::string::npos);
    frame.viewer_name = "Priya Nair";
    CHECK(page(frame, shown, {}).find("/leave") == std::string::npos);
}

TEST_CASE("a signed-in page with everything on it is sound") {
    Frame frame = a_frame();
    frame.navigation = {{"My work", "/home", true}, {"Requests", "/requests"}};
    frame.viewer_name = "Priya <Nair>";
    frame.account = "/account";
    frame.sign_out = "/sign-out";
    frame.can_find = true;
    frame.find_fields = hidden_field("form-token", "a");
    frame.notice = "Saved";
    frame.urgent_line = "If a child is in danger now, ring 999.";
    frame.theme = "/theme.css";
    frame.display = {Contrast::high, TextSize::largest, true, true};
    const Page shown = {.title = "The Shah family",
                        .back = "/families",
                        .top = record_header({.heading = "The Shah family",
                                              .lead = "Aisha, 9",
                                              .facts = {tag({"Agreed", TagColour::green})},
                                              .actions = button({.text = "Add a note", .address = "/a"}),
                                              .tabs = {"This family", {{"Overview", "/a", true}}}})};
    CHECK(faults_of(page(frame, shown, gallery())) == "");
}

TEST_CASE("no text, however hostile, becomes markup: every text field and every attribute") {
    REQUIRE(xss_corpus.size() >= 100);
    for (const std::string_view hostile : xss_corpus) {
        CAPTURE(hostile);
        const std::string text(hostile);
        const Problems problems = {{text, "x", text}, {"f", "x", text}};
        const std::vector<Choice> choices = {{text, text, text, paragraph(text)}, {"b", text}};
        const Html fields[] = {
            input(
                {.name = text, .label = text, .hint = text, .value = text, .problems = problems, .autocomplete = text}),
            text_area({.name = text, .label = text, .hint = text, .text = text, .problems = problems, .limit = 5}),
            password_input({.name = text, .label = text, .hint = text, .problems = problems}),
            radios(
                {.name = text, .legend = text, .hint = text, .choices = choices, .chosen = text, .problems = problems}),
            checkboxes({.name = text, .legend = text, .choices = choices, .chosen = {text}, .problems = problems}),
            checkbox({.name = text, .value = text, .text = text, .problems = problems}),
            select({.name = text,
                    .label = text,
                    .choices = choices,
                    .chosen = text,
                    .prompt = text,
                    .problems = problems}),
            date_input({.name = text, .legend = text, .hint = text, .typed = {text, text, text}, .problems = problems}),
            file_upload({.name = text, .label = text, .accept = text, .problems = problems})};
        const Html others[] = {
            error_summary(problems),
            fieldset({.legend = text}, text),
            form({.action = "/a",
                  .submit = text,
                  .beside = text,
                  .autosave = "/a",
                  .draft_version = text,
                  .draft_key = text},
                 text),
            one_button_form({.action = "/a", .text = text, .hidden = text}),
            button({.text = text, .name = text, .value = text, .hidden = text}),
            button_group({text, text}),
            search_box({.action = "/a", .label = text, .name = text, .value = text, .id = text, .button = text}),
            filter({.action = "/a", .heading = text, .clear = "/a"}, text),
            details({.summary = text, .content = text}),
            summary_list({.rows = {{text, text, {{"/a", text, text}, {"/b", text, text}}}}}),
            summary_card({.heading = text, .actions = {{"/a", text, text}}, .rows = {{text, text}}}),
            table(
                {.caption = text, .columns = {{text}, {text, true}}, .rows = {{text, text}}, .first_cell_heads = true}),
            table({.caption = text, .columns = {text}, .rows = {}, .when_empty = text}),
            tag({text}),
            panel({.heading = text, .content = text}),
            inset_text(text),
            warning_text(text),
            safe_contact(text),
            urgent_line(text),
            notification_banner({.content = text, .heading = text}),
            back_link("/a", text),
            breadcrumbs({{"/a", text}}),
            skip_link("#a", text),
            pagination({.page = 1, .pages = 2, .address = "/a", .label = text}),
            tabs({text, {{text, "/a", true}}}),
            task_list({{.text = text, .address = "/a", .hint = text, .status = text}}),
            card({.heading = text, .content = text, .aside = text, .id = text}),
            record_header({.heading = text, .lead = text, .facts = {text}, .actions = text}),
            two_columns(text, text),
            on_screen_only(text),
            timeline({{text, text, text, text}}),
            quoted_words({text, text}),
            work_list({.items = {{"/a", text, text, text}}}),
            heading(text, 2, text),
            caption(text),
            paragraph({text, strong(text), secondary(text), visually_hidden(text), small(text), lead_paragraph(text)}),
            list({text}),
            numbered_list({text}),
            plain_list({text}),
            link("/a", text, text),
            telephone_link(text),
            email_link(text),
            typed_text(text),
            hidden_field(text, text)};
        std::size_t number = 0;
        const auto is_inert = [&](const Html& html) {
            CAPTURE(number++);
            // Names stand twice by design here; only what a browser would read as markup counts.
            for (const std::string& fault : tests::read_markup(html.markup()).faults)
                if (!fault.starts_with("id twice") && !fault.starts_with("no label") &&
                    fault.find("names no id") == fault.npos)
                    FAIL_CHECK(fault);
        };
        for (const Html& field : fields)
            is_inert(field);
        for (const Html& other : others)
            is_inert(other);

        Frame frame = a_frame();
        frame.council_name = frame.service_name = frame.viewer_name = frame.urgent_line = text;
        frame.notice = text;
        frame.navigation = {{text, "/a"}};
        frame.footer = {{text, "/a"}};
        const std::string document = page(frame, {.title = text, .caption = text, .problems = problems}, text);
        for (const std::string& fault : tests::read_markup(document).faults)
            FAIL_CHECK(fault);
    }
}

TEST_CASE("a hostile address never reaches a page") {
    for (const std::string_view hostile : xss_corpus) {
        const std::string text(hostile);
        if (is_address(text)) continue; // "/…" and the like are places on this site
        CAPTURE(text);
        CHECK_THROWS_AS(link(text, "x"), std::invalid_argument);
        CHECK_THROWS_AS(form({.action = text}, {}), std::invalid_argument);
        CHECK_THROWS_AS(tabs({"x", {{"x", text}}}), std::invalid_argument);
    }
}

TEST_CASE("assets are built in, with addresses that change with their bytes") {
    for (const char* name : {"kith.css", "kith.js", "favicon.svg"}) {
        const std::string& address = asset(name);
        CHECK(address.starts_with("/assets/"));
    }
    CHECK_THROWS_AS(asset("kith.exe"), std::out_of_range);
    for (const Asset& one : assets()) {
        CHECK(one.bytes.size() > 0);
        CHECK(one.gzip.starts_with("\x1f\x8b"));
        CHECK(one.hash.size() == 12);
        CHECK(one.address.find(one.hash) != std::string::npos);
    }
}

TEST_CASE("the style sheet is ours: no crown, no letters of GOV.UK's, nothing fetched from elsewhere") {
    for (const Asset& one : assets()) {
        if (!one.name.ends_with(".css")) continue;
        for (const char* word : {"GDS Transport", "@font-face", "url(", "@import", "crest", "crown"})
            CHECK_MESSAGE(one.bytes.find(word) == std::string_view::npos, word);
    }
}

TEST_CASE("display options survive their cookie") {
    const DisplayOptions options = {Contrast::cream, TextSize::large, true, true};
    CHECK(written(options) == "cream.large.underline.still");
    const DisplayOptions back = to_display_options(written(options));
    CHECK(written(back) == written(options));
    CHECK(written(to_display_options("")) == "standard.normal");
    CHECK(written(to_display_options("pink.<b>.x.still")) == "standard.normal.still");
    CHECK(faults_of(display_options_form("/display", options, {})) == "");
}

TEST_CASE("a table has no column that is empty in every row, and no heads over no rows") {
    const Table found{.caption = "People", .columns = {"Name", "Family", "Why"}, .rows = {{"Maya", "Reid", ""}}};
    CHECK(table(found).markup().find("Family") != std::string::npos);
    CHECK(table(found).markup().find("Why") == std::string::npos);
    const auto nobody = table({.caption = "People", .columns = {"Name"}, .rows = {}, .when_empty = "Nobody"}).markup();
    CHECK(nobody == heading("People", 2, Size::m).markup() + paragraph(secondary("Nobody")).markup());
}

TEST_CASE("days and moments are read by people and machines") {
    CHECK(time(*Day::from_parts(2026, 12, 2)).markup() ==
          "<time datetime=\"2026-12-02\" class=\"kith-unbroken\">2 December 2026</time>");
    CHECK(time(england_time(*Day::from_parts(2026, 7, 1), 14 * 60 + 10)).markup() ==
          "<time datetime=\"2026-07-01T14:10+01:00\">1 July 2026 at 2:10pm</time>");
}

} // namespace kith::html
