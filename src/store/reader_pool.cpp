#include "store/reader_pool.h"

#include <chrono>

namespace anwang::store {

class PooledReader final : public Reader {
 public:
  PooledReader(ReaderPool& pool, std::unique_ptr<Connection> connection)
      : pool_(pool), connection_(std::move(connection)) {}
  ~PooledReader() override {
    connection_->rollback();
    pool_.give_back(std::move(connection_));
  }

  Result<Rows> query(std::string_view name, std::string_view sql, const Params& params, QueryOptions options) override {
    Rows rows;
    bool too_many = false;
    ANWANG_CHECK(each(
        name, sql, params,
        [&](const Row& row) {
          too_many = rows.size() >= options.max_rows;
          if (!too_many) rows.push_back(row);
          return !too_many;
        },
        options));
    if (too_many) return fail(Errc::internal, "too_many_rows", std::string(name));
    return rows;
  }

  Status each(std::string_view name, std::string_view sql, const Params& params,
              const std::function<bool(const Row&)>& row, QueryOptions options) override {
    const auto start = std::chrono::steady_clock::now();
    std::size_t rows = 0;
    connection_->set_timeout(options.timeout_ms);
    Status done = connection_->each(sql, params, [&](const Row& r) {
      ++rows;
      return row(r);
    });
    if (pool_.observe_) {
      const auto took = std::chrono::steady_clock::now() - start;
      pool_.observe_(name, std::chrono::duration_cast<std::chrono::microseconds>(took).count(), rows);
    }
    if (!done) done.error().internal = std::string(name) + ": " + done.error().internal;
    return done;
  }

  Result<std::int64_t> position(std::string_view county) override {
    ANWANG_TRY(const Value seq,
               connection_->scalar("SELECT seq FROM journal_head WHERE county = ?1", {std::string(county)}));
    return std::holds_alternative<std::int64_t>(seq) ? std::get<std::int64_t>(seq) : 0;
  }

 private:
  ReaderPool& pool_;
  std::unique_ptr<Connection> connection_;
};

Result<std::unique_ptr<Connection>> ReaderPool::take() {
  std::unique_lock lock(mutex_);
  if (!room_.wait_for(lock, std::chrono::seconds(2), [this] { return !idle_.empty() || out_ < size_; })) {
    return tl::unexpected<Error>(Error{Errc::busy, "readers", {}, {}, 1});
  }
  ++out_;
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  lock.unlock();
  auto connection = backend_.connect(Role::reader);
  if (!connection) {
    const std::lock_guard again(mutex_);
    --out_;
  }
  return connection;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    --out_;
    if (connection->usable()) idle_.push_back(std::move(connection));
  }
  room_.notify_one();
}

Result<std::unique_ptr<Reader>> ReaderPool::open() {
  for (int attempt = 0;; ++attempt) {  // an idle connection may have died: its successor gets one try
    ANWANG_TRY(auto connection, take());
    connection->set_timeout(2000);
    const Status begun = connection->begin_read();
    if (begun) return std::unique_ptr<Reader>(std::make_unique<PooledReader>(*this, std::move(connection)));
    const bool retry = !connection->usable() && attempt < 8;
    if (connection->usable()) connection->rollback();
    give_back(std::move(connection));
    if (!retry) return tl::unexpected<Error>(begun.error());
  }
}

}  // namespace anwang::store
