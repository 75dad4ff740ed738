// Runs numbered tasks on some threads. Which thread takes which task is left open, so a task writes only to what its
// number owns, and results are put together in the order of numbers: the answer never depends on the threads.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace anwang::linkage {

// f(task, thread); thread < threads. An exception of a task ends the others' taking and is thrown here.
inline void parallel(std::size_t tasks, unsigned threads, const std::function<void(std::size_t, unsigned)>& f) {
  if (threads <= 1 || tasks <= 1) {
    for (std::size_t i = 0; i < tasks; ++i) f(i, 0);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::exception_ptr failed;
  std::mutex failing;
  const auto work = [&](unsigned thread) {
    try {
      for (std::size_t i = next++; i < tasks; i = next++) f(i, thread);
    } catch (...) {
      const std::lock_guard lock(failing);
      failed = std::current_exception();
      next = tasks;
    }
  };
  std::vector<std::jthread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  others.clear();
  if (failed) std::rethrow_exception(failed);
}

}  // namespace anwang::linkage
