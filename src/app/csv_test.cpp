#include "app/csv.h"

#include <doctest/doctest.h>

using kith::app::csv_line;

TEST_CASE("cells are quoted, and no cell is a formula") {
    CHECK(csv_line({"When", "Who"}) == "\"When\",\"Who\"\r\n");
    CHECK(csv_line({"a \"quoted\" name", "two\nlines", ""}) == "\"a \"\"quoted\"\" name\",\"two\nlines\",\"\"\r\n");
    CHECK(csv_line({"=HYPERLINK(1)", "+1", "-1", "@x"}) == "\"'=HYPERLINK(1)\",\"'+1\",\"'-1\",\"'@x\"\r\n");
}
