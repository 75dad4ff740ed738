// A TCP proxy before PostgreSQL that cuts connections around COMMIT: before the server sees it, or after the server has
// it and before the client hears of it. Loopback only.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace anwang::fault {

class CommitCutter {
 public:
  // Every `every`-th COMMIT is cut, in turn before and after it.
  CommitCutter(int server_port, int every);
  ~CommitCutter();
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int cut_before() const { return before_.load(); }
  [[nodiscard]] int cut_after() const { return after_.load(); }
  void calm() { calm_ = true; }  // from now on only forwards

 private:
  void accept_loop();
  void forward(int client);

  int server_port_, every_, listener_ = -1, port_ = 0;
  std::atomic<int> commits_{0}, before_{0}, after_{0};
  std::atomic<bool> stop_{false}, calm_{false};
  std::mutex mutex_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace anwang::fault
