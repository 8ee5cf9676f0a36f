#pragma once
// Records that come, change and go, with their people and households kept as a run over all of them would find them:
// to the byte, for a given model that says what is usual (model.h). One writer at a time.
//
// A surname once written as two words ("Mac Donald") stays known as such until this is made anew, also when the record
// that wrote it so has gone.

#include "linkage/blocking.h"
#include "linkage/cluster.h"
#include "linkage/households.h"
#include "linkage/overrides.h"

#include <unordered_map>
#include <unordered_set>

namespace kith::linkage {

struct LiveOptions {
    unsigned threads = 1; // for the beginning
    bool between_sources_only = false;
    std::vector<Override> overrides;
    Day on = Day();
    std::string scope;
};

// What a change did.
struct Settled {
    std::size_t added = 0, replaced = 0, gone = 0;
    std::size_t unknown = 0;           // of those to go, not here
    std::vector<std::uint32_t> people; // records here whose person or household is another now, in order

    Settled& operator+=(const Settled& next);
};

class Live {
public:
    // The model must say what is usual; `records` were made with that, and may grow.
    Live(std::unique_ptr<Records> records, Mapping mapping, Model model, LiveOptions options);

    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

    // Records named as ones that are here take their place, the others come new; `gone` go. Refuses what make_records
    // refuses, and then changes nothing. Cost: what shares a block with the changed, and the pieces they belong to; a
    // count of records that crosses one of the numbers that blocking goes by (blocking.h) costs a run over all.
    Result<Settled> apply(Columns changed, const std::vector<RecordName>& gone);

    // By record; those that are gone stay in their places and are nobody's.
    const Records& records() const { return *records_; }

    bool is_here(std::uint32_t record) const { return !gone_[record]; }

    std::size_t count() const { return numbers_.size(); }

    const std::vector<std::uint32_t>& person() const { return person_; }

    const std::vector<std::uint32_t>& household() const { return household_; }

    const Model& model() const { return model_; }

    // As link() gives them.
    std::vector<Edge> edges();

    const std::vector<ReviewItem>& review() const { return applied_.review; }

private:
    enum class Size { small, middling, oversize };
    static Size size_of(std::size_t members, Lanes rule);

    struct Half {
        std::uint32_t other = 0;
        Bits weight = 0;
        std::uint16_t household = 0;
    };

    // Records of one rule by key: in order those of the beginning, beside them what came later.
    struct Shelf {
        Lanes rule = 0;
        std::vector<Keyed> first;
        std::unordered_map<std::uint32_t, Members> later;
    };

    // One change, from its beginning to its end.
    struct Change {
        std::vector<std::uint32_t> gone;
        std::vector<std::uint32_t> fresh; // new, or known but to be compared anew
        std::unordered_set<std::uint32_t> is_fresh;
        std::unordered_set<std::uint32_t> stirred;                       // whose edges are others now
        std::map<std::pair<std::size_t, std::uint32_t>, Pairs> oversize; // by rule and the block's first member
        std::set<std::pair<std::size_t, std::uint32_t>> judged;          // likewise
        std::multimap<std::pair<std::size_t, std::uint32_t>, std::uint32_t> left; // the gone, by rule and key
        std::uint32_t first_new = 0;
        bool all_anew = false;
    };

    // What of an oversize block shares with one record, and in which lanes.
    struct Sharing {
        struct One {
            std::uint32_t record = 0;
            Lanes lanes = 0;
        };

        std::vector<One> here, gone;
    };

    // The record that sharing is with, before the change and after it.
    struct Middle {
        const Row& row;
        Lanes telling = 0;
        std::uint32_t first_new = 0;
        bool was = false, is = false;
    };

    void begin();
    void shelve(std::uint32_t record);
    void count_in(std::uint32_t record, int change);
    void leave(std::uint32_t record, Change& change);
    void refresh(std::uint32_t record, Change& change);
    void crowd(const std::vector<std::uint32_t>& changed, Change& change);
    void read_surnames_anew(const std::vector<std::uint32_t>& names, Change& change);
    bool follow_rules(Change& change);
    void decide_anew(Change& change);

    Members block(std::size_t rule, const Row& like) const;
    bool is_on(std::size_t rule, std::uint32_t record) const;
    bool is_candidate(std::size_t rule, std::uint32_t shared, const Members& members, std::uint32_t a, std::uint32_t b,
                      Change& change) const;
    void compare_fresh(Change& change);
    void compare_block(std::size_t rule, Members& fresh, Change& change);
    std::vector<std::uint32_t> gone_of(std::size_t rule, const Row& like, const Change& change) const;
    Size size_before(std::size_t rule, const Row& like, const Members& members, const Change& change) const;
    bool find_partners(std::size_t rule, std::uint32_t record, const Members& members, const Change& change,
                       Members& partners) const;
    bool divide(const Middle& middle, const Sharing& all, unsigned from, std::vector<Sharing::One>& partners) const;
    bool tells_nothing(unsigned lane, const Middle& middle, const Sharing& all, bool before) const;
    void compare_whole_block(std::size_t rule, const Members& fresh, const Members& members, Change& change);
    void judge_left_blocks(Change& change);
    void judge_if_other_size(std::size_t rule, const Row& like, const Members& members, Change& change);
    void judge_block_anew(std::size_t rule, const Members& members, Change& change);
    void weigh(std::uint32_t a, std::uint32_t b, Change& change);
    void part(std::uint32_t a, std::uint32_t b, Change& change);
    bool have_edge(std::uint32_t a, std::uint32_t b) const;
    void drop_edges(std::uint32_t record, Change& change);
    void settle(const Change& change, Settled& settled);
    void settle_piece(Members piece, Settled& settled);
    void put_in_order(Members& members) const;
    bool hold_together(const Half& edge) const;

    std::unique_ptr<Records> records_;
    Mapping mapping_;
    Model model_;
    LiveOptions options_;
    Scorer scorer_;
    std::optional<Comparer> comparer_; // anew when it knows too little of a name
    Weigher weigher_;
    Bits join_;

    std::vector<bool> gone_;
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_; // by order_key, of those here
    std::vector<Shelf> shelves_;
    FirstRules first_rule_;                          // its place among the shelves
    std::unordered_map<Lanes, std::size_t> holding_; // records here that hold a rule's lanes
    std::unordered_map<std::uint64_t, std::size_t> at_address_;
    std::vector<std::vector<Half>> edges_;
    std::vector<std::uint32_t> person_, household_;
    AppliedOverrides applied_;
    std::unordered_map<std::uint32_t, std::vector<Constraint>> constraints_; // by each of the two
};

} // namespace kith::linkage
