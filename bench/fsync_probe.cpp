// anwang_fsync_probe FOLDER SECONDS: how often this disk makes 4 KiB durable (overwrite in place + fdatasync), the
// floor under every claim about durable writes. Prints one JSON object.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string path = std::string(argv[1]) + "/fsync_probe.tmp";
  const double seconds = std::atof(argv[2]);
  const int fd = ::open(path.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600);
  std::vector<char> page(4096, 'a');
  constexpr int kPages = 1024;
  for (int i = 0; i < kPages; ++i)
    if (::write(fd, page.data(), page.size()) < 0) return 1;
  ::fsync(fd);
  using Clock = std::chrono::steady_clock;
  std::vector<double> taken;
  const auto start = Clock::now();
  double elapsed = 0;
  for (int i = 0; elapsed < seconds; ++i) {
    const auto before = Clock::now();
    page[0] = static_cast<char>(i);
    if (::pwrite(fd, page.data(), page.size(), static_cast<off_t>(i % kPages) * 4096) < 0 || ::fdatasync(fd) != 0)
      return 1;
    const auto after = Clock::now();
    taken.push_back(std::chrono::duration<double, std::milli>(after - before).count());
    elapsed = std::chrono::duration<double>(after - start).count();
  }
  ::close(fd);
  ::unlink(path.c_str());
  std::sort(taken.begin(), taken.end());
  const auto at = [&](double p) { return taken[static_cast<std::size_t>(p * static_cast<double>(taken.size() - 1))]; };
  std::printf("{\"rate\": %.1f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f}\n",
              static_cast<double>(taken.size()) / elapsed, at(0.5), at(0.99), at(1.0));
  return 0;
}
