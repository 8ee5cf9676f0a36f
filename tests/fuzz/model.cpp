// A model of linkage and settings of Splink, from JSON files: taken or refused, and a model that is taken is written
// and read back the same.

#include "linkage/model.h"
#include "tests/fuzz/fuzz.h"

#include <cmath>

using namespace kith;

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto model = linkage::model_from_json(fuzz::text(bytes, size), "model.json");
    if (!model) {
        fuzz::require(!model.error().front().text.empty(), "a refusal is a sentence");
        return 0;
    }
    for (const auto& shares : model->of)
        for (const auto& levels : shares)
            for (const double share : levels)
                fuzz::require(std::isfinite(share), "every share is a number");
    const auto written = linkage::to_json(*model);
    const auto again = linkage::model_from_json(written, "again.json");
    fuzz::require(again.has_value() && linkage::to_json(*again) == written, "what is written is read back the same");
    return 0;
}
