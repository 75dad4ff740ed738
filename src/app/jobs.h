// Background jobs of one server: each has a name, a period and a function; one thread runs them in turn, so that two
// jobs never overlap. A failing job is logged and tried again at its next turn. Jobs are idempotent: every server may
// run them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"
#include "obs/word.h"

namespace anwang::app {

class Jobs {
 public:
  ~Jobs() { stop(); }
  // Before start().
  void every(obs::Word name, std::chrono::milliseconds period, std::function<Status()> run);
  void start();
  void stop();

 private:
  struct Job {
    obs::Word name;
    std::chrono::milliseconds period;
    std::function<Status()> run;
    std::chrono::steady_clock::time_point due;
  };
  void loop();
  static void run_one(Job& job);
  std::vector<Job> jobs_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace anwang::app
