// The facts that figures count, as columns in memory: one small row a report, case, clock, assignment. No names, no
// texts: ids, codes (dictionary-encoded) and times. Filled by FactsProjection, read by evaluate(). Plain values, not
// thread-safe by themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace anwang::indicator {

// Codes as small numbers; 0 is "unknown". Grows, never shrinks.
class Dictionary {
 public:
  std::uint16_t code(std::string_view text);                      // adds what is new
  [[nodiscard]] std::uint16_t find(std::string_view text) const;  // 0 when never seen
  [[nodiscard]] const std::string& text(std::uint16_t code) const { return texts_[code]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> texts_{""};
  std::unordered_map<std::string, std::uint16_t> codes_;
};

struct ReportFact {
  std::int64_t id = 0, received_at = 0, due_at = 0;
  std::int64_t first_dispatch_at = 0;  // first current 派案 decision; 0 = none
  std::uint16_t township = 0, source = 0;
  std::uint32_t kinds = 0;  // bit n = kind code n
  bool pending = false;
};
struct CaseFact {
  std::int64_t id = 0, person = 0, report = 0;
  std::int64_t received_at = 0, first_contact_at = 0, assessed_at = 0, opened_at = 0, closed_at = 0;
  std::int64_t again_at = 0;  // first report on the same person after closing; kept by Facts::settle(); 0 = none
  std::uint16_t township = 0, programme = 0, unit = 0, state = 0, finding = 0;
};
struct ClockFact {
  std::int64_t id = 0, started_at = 0, due_at = 0, stopped_at = 0, record = 0;
  std::uint16_t rule = 0, network = 0, township = 0;
  std::uint8_t state = 0;  // kOpen, kStopped, kVoid
  static constexpr std::uint8_t kOpen = 1, kStopped = 2, kVoid = 3;
};
struct AssignmentFact {
  std::int64_t id = 0, sent_at = 0;
  std::int64_t assessed_at = 0;  // of the case it became; 0 = not yet
  std::uint16_t township = 0, programme = 0;
  bool withdrawn = false, opened = false;
};
struct CallFact {
  std::int64_t id = 0, started_at = 0;
  std::uint16_t township = 0;
  bool became_report = false;
};
struct SeriousFact {
  std::int64_t id = 0, happened_at = 0, owner = 0;
  std::uint16_t township = 0, kind = 0;
};
struct PostFact {
  std::int64_t id = 0, account = 0;
  std::int32_t vacant_since = 0;  // days since 1970; 0 = not known
};

// What a row counts for once all its times have passed (outcome.h); days since 1970 in Asia/Taipei. kNever: the row
// itself is to be asked.
struct Mark {
  static constexpr std::uint16_t kNever = 0xffff;
  std::uint16_t day = 0, settled_on = kNever, township = 0;
  std::uint8_t bits = 0;
};

// Rows by id; nothing is ever removed (records are never deleted).
template <class Fact>
class Table {
 public:
  // The row, made when absent; to be changed before the next settle() only.
  Fact& at(std::int64_t id) {
    const auto [it, fresh] = rows_by_id_.try_emplace(id, static_cast<std::uint32_t>(rows_.size()));
    if (fresh) {
      rows_.emplace_back();
      rows_.back().id = id;
      marks_.emplace_back();
      changed_.push_back(it->second);
    } else if (Mark& mark = marks_[it->second]; mark.settled_on != Mark::kNever) {
      mark.settled_on = Mark::kNever;
      changed_.push_back(it->second);
    }
    return rows_[it->second];
  }
  // Marks anew what changed since the last call.
  template <class MarkOf>
  void mark(MarkOf&& mark_of) {
    for (const std::uint32_t i : changed_) marks_[i] = mark_of(rows_[i]);
    changed_.clear();
  }
  [[nodiscard]] const Fact* find(std::int64_t id) const {
    const auto it = rows_by_id_.find(id);
    return it == rows_by_id_.end() ? nullptr : &rows_[it->second];
  }
  [[nodiscard]] const std::vector<Fact>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }  // one a row

 private:
  std::vector<Fact> rows_;
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> changed_;
  std::unordered_map<std::int64_t, std::uint32_t> rows_by_id_;
};

struct Facts {
  Dictionary townships, kinds, sources, programmes, units, networks, rules, states, findings, serious_kinds;
  Table<ReportFact> reports;
  Table<CaseFact> cases;
  Table<ClockFact> clocks;
  Table<AssignmentFact> assignments;
  Table<CallFact> calls;
  Table<SeriousFact> serious;
  Table<PostFact> posts;
  std::unordered_map<std::uint16_t, std::int64_t> population;  // township → persons, newest year

  // Ties a report's subject, or a case, to a person (0 = unties).
  void link_subject(std::int64_t subject, std::int64_t report, std::int64_t person);
  void link_case(CaseFact& fact, std::int64_t person);
  // What a changed report may change: the closings of the persons it is about.
  void touch_report(std::int64_t report) { touched_reports_.insert(report); }
  // Brings again_at up to date for every person touched since the last call, and the marks of every changed row. A
  // report that a case of the same person found 查無 or a duplicate does not count as a report again.
  void settle();
  // Order-independent digest of everything counted: equal on every server at the same journal position.
  [[nodiscard]] std::string digest() const;

 private:
  struct Ties {
    std::vector<std::int64_t> reports, cases;
  };
  void settle_person(const Ties& ties);
  void settle_marks();

  std::unordered_map<std::int64_t, Ties> persons_;
  std::unordered_map<std::int64_t, std::pair<std::int64_t, std::int64_t>> subjects_;  // subject → (report, person)
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> persons_of_report_;
  std::unordered_set<std::int64_t> touched_persons_, touched_reports_;
};

}  // namespace anwang::indicator
