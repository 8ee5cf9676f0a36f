#pragma once
// What a run did and what it cost.

#include "linkage/cluster.h"
#include "linkage/link.h"

#include <iosfwd>

namespace kith::matching {

// Seconds on the clock, seconds of processors and memory at its highest, stage by stage.
class Stages {
public:
    struct Stage {
        std::string name;
        double seconds = 0, processor_seconds = 0, peak_megabytes = 0;
    };

    explicit Stages(std::ostream* progress) : progress_(progress) {}

    // Ends the stage before.
    void begin(std::string name);
    void end();

    const std::vector<Stage>& all() const { return all_; }

private:
    std::ostream* progress_;
    std::vector<Stage> all_;
    std::string open_;
    double began_ = 0, began_processor_ = 0;
};

// A comparison's heading: identifiers by their own names.
std::string column_word(const linkage::Records& records, unsigned which);

inline constexpr std::string_view report_beginning = "{\n  \"format\": \"kith-linkage-report-1\",\n";

// `model_sha256`: of the model's file.
std::string report_json(const linkage::Records& records, const linkage::Model& model, std::string_view model_sha256,
                        const linkage::Edges& edges, const linkage::Clusters& clusters,
                        const std::vector<std::uint32_t>& households, const Stages& stages, unsigned threads);
// A line or two for the terminal.
std::string summary(const linkage::Records& records, const linkage::Edges& edges, const linkage::Clusters& clusters,
                    const Stages& stages);

} // namespace kith::matching
