// Read snapshots from a bounded pool of connections. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/connection.h"

namespace anwang::store {

using QueryObserver = std::function<void(std::string_view name, std::int64_t us, std::size_t rows)>;

class ReaderPool {
 public:
  ReaderPool(Backend& backend, std::size_t size, QueryObserver observe)
      : backend_(backend), size_(size), observe_(std::move(observe)) {}
  // Waits up to two seconds for a free connection; then busy "readers".
  Result<std::unique_ptr<Reader>> open();

 private:
  friend class PooledReader;
  Result<std::unique_ptr<Connection>> take();
  void give_back(std::unique_ptr<Connection> connection);

  Backend& backend_;
  std::size_t size_;
  QueryObserver observe_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t out_ = 0;
};

}  // namespace anwang::store
