// The projection behind the figures: rebuilt from the store, then following the journal by re-reading what an entry
// touched. Thread-safe: many readers of facts(), one follower.
#pragma once

#include <map>
#include <set>
#include <shared_mutex>
#include <string>

#include "indicator/facts.h"
#include "store/store.h"

namespace anwang::indicator {

class FactsProjection final : public store::Projection {
 public:
  explicit FactsProjection(std::string county) : county_(std::move(county)) {}
  [[nodiscard]] std::string name() const override { return "indicator.facts"; }
  Status rebuild(store::Reader& snapshot) override;
  Status apply(const std::vector<store::JournalEntry>& batch, store::Reader& snapshot) override;
  [[nodiscard]] std::string digest() const override;

  // Runs `read` with the facts held still.
  template <class F>
  auto with(F&& read) const {
    const std::shared_lock lock(mutex_);
    return read(static_cast<const Facts&>(facts_));
  }

 private:
  std::string county_;
  mutable std::shared_mutex mutex_;
  Facts facts_;
};

}  // namespace anwang::indicator
