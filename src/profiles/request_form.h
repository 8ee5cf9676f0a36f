#pragma once
// The request for support as a council asks it: pages, sections and questions, as data. `requests` draws them.

#include "profiles/grade.h"

#include <string>
#include <string_view>
#include <vector>

namespace kith::profiles {

// The keys whose answers mean something to Kith beyond being shown. Each must be in every council's form, with this
// kind; a council may add questions with keys of its own, which are kept, shown and printed.
//
//   key                  kind         what it holds                                          asked
//   danger               ticks        "yes": a child is in danger now                        once, optional
//   danger_reason        long_text    then the only answer needed                            once, when danger
//   children_known       known_child  children this agency asked about before: references    once
//   child_given_names    text         ) one child each, in a section that repeats            each new child
//   child_family_name    text         )
//   child_born           born         ) date of birth, or expected date of an unborn child
//   child_postcode       postcode     ) where the child lives
//   child_address        text         )
//   child_school         school       ) a school's URN, or "none" / words where it is not listed
//   child_relationship   choice       ) who the person asking is to the child
//   child_sex            choice       ) code list "sex"
//   adult_given_names    text         ) one parent or carer each, in a section that repeats  each adult
//   adult_family_name    text         )
//   adult_relationship   choice       ) to the children
//   adult_telephone      text         )
//   going_well           long_text    what is going well                                     once
//   worries              long_text    what the person asking is worried about                once
//   would_help           long_text    what would help                                        once
//   needs                ticks        list "needs"                                           once
//   urgency              choice       today, this_week, can_wait                             once
//   agreement            choice       parent_agrees, young_person_agrees, not_yet            once
//   agreed_by            text         who agreed                                             when agreed
//   agreement_covers     choice       everyone_named, some_only                              when agreed
//   agreement_leaves_out text         who is not covered                                     when some_only
//   agreed_how           choice       in_person, telephone, in_writing                       when agreed
//   agreed_on            day          empty: the day of asking                               when agreed
//   not_yet_reason       long_text    why nobody has been asked or has agreed                when not yet
//   safe_contact         long_text    whom, how and when it is safe to get in touch          once
//   interpreter          choice       yes, no: is an interpreter needed                      once
//   language             choice       code list "languages"                                  when an interpreter is
namespace key {
inline constexpr std::string_view danger = "danger", danger_reason = "danger_reason", children_known = "children_known",
                                  child_given_names = "child_given_names", child_family_name = "child_family_name",
                                  child_born = "child_born", child_postcode = "child_postcode",
                                  child_address = "child_address", child_school = "child_school",
                                  child_relationship = "child_relationship", child_sex = "child_sex",
                                  adult_given_names = "adult_given_names", adult_family_name = "adult_family_name",
                                  adult_relationship = "adult_relationship", adult_telephone = "adult_telephone",
                                  going_well = "going_well", worries = "worries", would_help = "would_help",
                                  needs = "needs", urgency = "urgency", agreement = "agreement",
                                  agreed_by = "agreed_by", agreement_covers = "agreement_covers",
                                  agreement_leaves_out = "agreement_leaves_out", agreed_how = "agreed_how",
                                  agreed_on = "agreed_on", not_yet_reason = "not_yet_reason",
                                  safe_contact = "safe_contact", interpreter = "interpreter", language = "language";
}

enum class QuestionKind { text, long_text, choice, ticks, day, born, number, postcode, school, known_child };

std::string_view code(QuestionKind kind); // "long_text"
std::optional<QuestionKind> to_question_kind(std::string_view code);

// When an answer must be there before the request can be sent. A draft needs none.
enum class Required {
    no,
    always,      // wherever it is visible
    known_child, // when no new child is named: then one of the known children is
    new_child,   // for each child not yet known
};

std::string_view code(Required required);
std::optional<Required> to_required(std::string_view code);

struct Option {
    std::string code;
    std::string label;
    std::string hint;
};

// Shown only while an earlier question's answer is (or, for ticks, includes) one of these.
struct Visible {
    std::string question; // empty: always
    std::vector<std::string> answers;
};

struct Question {
    std::string key;
    std::string label;
    std::string hint;
    QuestionKind kind = QuestionKind::text;
    Required required = Required::no;
    std::string missing; // what to say when a required answer is not there: "Enter what you are worried about"
    Visible visible;
    int max_length = 0;          // characters, for text and long_text
    std::vector<Option> options; // for choice and ticks, written out; ask Profile::options, which knows lists too
    std::string list;            // name of the code list the options come from; empty: written out
};

struct Section {
    enum class Repeats { once, each_child, each_adult };
    std::string code;
    std::string title; // "" for none
    std::string text;  // said before the questions
    Repeats repeats = Repeats::once;
    std::vector<Question> questions;
};

struct FormPage {
    std::string code; // "who", "what", "agreement", "send"
    std::string title;
    std::string text;
    std::vector<Section> sections; // the last page, "check and send", has none
};

struct RequestForm {
    std::string version; // a request keeps the version it was asked in
    std::string title;
    std::string sent; // what happens next, told to the person who asked
    Grade grade = Grade::unverified;
    std::string source;
    Period period;
    std::vector<FormPage> pages; // four

    // Null when there is none.
    const Question* find_question(std::string_view key) const;
    // How many answers the shortest way through needs, for one child, with agreement given.
    int required_answers(bool child_known) const;
};

// The words a family agrees to, as shown on that day. A request keeps the version.
struct AgreementWording {
    std::string version;
    std::vector<std::string> paragraphs;
    std::vector<std::string> not_yet; // what to say to a family that has not been asked, or has not agreed
    Grade grade = Grade::unverified;
    std::string source;
    Period period;
};

} // namespace kith::profiles
