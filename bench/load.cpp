// anwang_load: an HTTP/1.1 load generator. One thread, epoll, keep-alive connections, no library.
//   closed loop (--rate 0): every connection sends its next request when the answer is there: the highest rate
//   open loop (--rate R):   requests are due every 1/R s whatever the server does; the latency counts from the due
//   time,
//                           so that a stall shows in every request it delayed (no coordinated omission)
// Every request is made anew from a template: {{uuid}} {{n}} {{name}} {{birth}} {{phone}} {{id_no}} {{township}}.
// Prints one JSON object.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Nanos = std::int64_t;
constexpr Nanos kSecond = 1'000'000'000;

Nanos now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

struct Options {
  int port = 0;
  std::string method = "POST", path = "/", paths_file, headers_file, body_file, townships_file;
  int connections = 64;
  double seconds = 10, warmup = 2, rate = 0;
  long requests = 0;  // stop after so many answers; 0: by time
  std::uint64_t seed = 1;
};

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Fills the placeholders of a template with synthetic people.
class Bodies {
 public:
  Bodies(std::string text, std::uint64_t seed, std::vector<std::string> townships)
      : text_(std::move(text)), random_(seed), townships_(std::move(townships)) {}

  std::string next() {
    ++n_;
    std::string out;
    out.reserve(text_.size() + 128);
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t open = text_.find("{{", at);
      const std::size_t close = open == std::string::npos ? open : text_.find("}}", open);
      out.append(text_, at, std::min(open, text_.size()) - at);
      if (close == std::string::npos) break;
      out += value(text_.substr(open + 2, close - open - 2));
      at = close + 2;
    }
    return out;
  }
  std::string uuid() {
    char buffer[40];
    const std::uint64_t a = random_();
    const std::uint64_t b = random_();
    std::snprintf(buffer, sizeof buffer, "%08x-%04x-4%03x-8%03x-%012llx", static_cast<unsigned>(a >> 32),
                  static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xfff),
                  static_cast<unsigned>(b >> 52), static_cast<unsigned long long>(b & 0xffff'ffff'ffff));
    return buffer;
  }

 private:
  int pick(int from, int to) { return from + static_cast<int>(random_() % static_cast<std::uint64_t>(to - from + 1)); }
  template <std::size_t N>
  const char* one_of(const char* const (&list)[N]) {
    return list[random_() % N];
  }
  std::string value(const std::string& what) {
    if (what == "n") return std::to_string(n_);
    if (what == "uuid") return uuid();
    if (what == "name") return name();
    if (what == "birth") return date(1935, 2024);
    if (what == "phone") return "09" + digits(8);
    if (what == "id_no") return id_no();
    if (what == "township") return townships_[random_() % townships_.size()];
    throw std::runtime_error("unknown placeholder " + what);
  }
  std::string name() {
    static constexpr const char* kSurnames[] = {"陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡",
                                                "楊", "許", "鄭", "謝", "郭", "洪", "曾", "邱", "廖",
                                                "賴", "周", "徐", "蘇", "葉", "莊", "呂", "江"};
    static constexpr const char* kGiven[] = {"怡", "君", "雅", "婷", "志", "明", "俊", "傑", "淑", "芬",
                                             "美", "玲", "建", "宏", "家", "豪", "欣", "宜", "佳", "穎",
                                             "冠", "宇", "承", "恩", "子", "晴", "品", "妍"};
    return std::string(one_of(kSurnames)) + one_of(kGiven) + one_of(kGiven);
  }
  std::string digits(int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out.push_back(static_cast<char>('0' + pick(0, 9)));
    return out;
  }
  std::string date(int from, int to) {
    char buffer[40];
    const int year = pick(from, to);
    const int month = pick(1, 12);
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, pick(1, 28));
    return buffer;
  }
  // A national identifier with its check digit; J is Hsinchu County.
  std::string id_no() {
    const std::string eight = std::to_string(pick(1, 2)) + digits(7);
    int sum = 1 + 8 * 9;  // J = 18
    for (int i = 0; i < 8; ++i) sum += (eight[static_cast<std::size_t>(i)] - '0') * (8 - i);
    return "J" + eight + std::to_string((10 - sum % 10) % 10);
  }

  std::string text_;
  std::mt19937_64 random_;
  std::vector<std::string> townships_;
  long n_ = 0;
};

struct Connection {
  int fd = -1;
  std::string out, in;
  std::size_t sent = 0;
  Nanos begun = 0;  // when the request was due (open loop) or sent (closed loop)
  bool busy = false;
};

class Load {
 public:
  explicit Load(const Options& options)
      : options_(options),
        bodies_(options.body_file.empty() ? "" : read_all(options.body_file), options.seed, townships()),
        headers_(options.headers_file.empty() ? "" : read_all(options.headers_file)),
        paths_(paths()),
        epoll_(::epoll_create1(0)),
        timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK)) {}

  int run() {
    connections_.resize(static_cast<std::size_t>(options_.connections));
    for (std::size_t i = 0; i < connections_.size(); ++i) connect(i);
    watch(timer_, EPOLLIN, connections_.size(), EPOLL_CTL_ADD);
    const Nanos start = now();
    measure_from_ = start + static_cast<Nanos>(options_.warmup * kSecond);
    end_ = measure_from_ + static_cast<Nanos>(options_.seconds * kSecond);
    next_due_ = start;
    if (options_.rate > 0)
      schedule();
    else
      for (std::size_t i = 0; i < connections_.size(); ++i) send(i, now());
    while (!finished()) wait();
    print(now());
    return 0;
  }

 private:
  static std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
  }
  [[nodiscard]] std::vector<std::string> townships() const {
    return words(options_.townships_file.empty() ? "10004010" : read_all(options_.townships_file));
  }
  // Asked in turn: one path, or every path of a file.
  [[nodiscard]] std::vector<std::string> paths() const {
    return options_.paths_file.empty() ? std::vector<std::string>{options_.path} : words(read_all(options_.paths_file));
  }
  [[nodiscard]] bool finished() const {
    return now() >= end_ || (options_.requests > 0 && answered_ >= options_.requests);
  }

  void watch(int fd, std::uint32_t events, std::size_t index, int operation) const {
    epoll_event event{};
    event.events = events;
    event.data.u64 = index;
    ::epoll_ctl(epoll_, operation, fd, &event);
  }

  void connect(std::size_t i) {
    Connection& c = connections_[i];
    if (c.fd >= 0) ::close(c.fd);
    c = {};
    c.fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(options_.port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(c.fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error("cannot connect");
    const int one = 1;
    ::setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    ::fcntl(c.fd, F_SETFL, ::fcntl(c.fd, F_GETFL) | O_NONBLOCK);
    watch(c.fd, EPOLLIN, i, EPOLL_CTL_ADD);
  }

  void send(std::size_t i, Nanos begun) {
    Connection& c = connections_[i];
    const std::string body = bodies_.next();
    const std::string& path = paths_[path_++ % paths_.size()];
    c.out = options_.method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(options_.port) +
            "\r\nIdempotency-Key: " + bodies_.uuid() + "\r\n" + headers_;
    if (!body.empty())
      c.out += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    c.out += "\r\n" + body;
    c.sent = 0;
    c.begun = begun;
    c.busy = true;
    flush(i);
  }

  void flush(std::size_t i) {
    Connection& c = connections_[i];
    while (c.sent < c.out.size()) {
      const ssize_t n = ::send(c.fd, c.out.data() + c.sent, c.out.size() - c.sent, MSG_NOSIGNAL);
      if (n < 0 && errno == EAGAIN) {
        watch(c.fd, EPOLLIN | EPOLLOUT, i, EPOLL_CTL_MOD);
        return;
      }
      if (n <= 0) return lost(i);
      c.sent += static_cast<std::size_t>(n);
    }
    watch(c.fd, EPOLLIN, i, EPOLL_CTL_MOD);
  }

  void lost(std::size_t i) {
    ++lost_;
    connect(i);
    idle(i);
  }

  void receive(std::size_t i) {
    Connection& c = connections_[i];
    char chunk[16384];
    const ssize_t n = ::recv(c.fd, chunk, sizeof chunk, 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) return lost(i);
    c.in.append(chunk, static_cast<std::size_t>(n));
    const std::size_t head = c.in.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const std::size_t length = content_length(c.in.substr(0, head));
    if (c.in.size() < head + 4 + length) return;
    const int status = std::atoi(c.in.c_str() + 9);
    const bool closing = c.in.find("onnection: close") < head;
    if (status >= 400 && first_refusal_.empty())
      first_refusal_ = c.in.substr(head + 4, std::min<std::size_t>(length, 400));
    record(status, now() - c.begun);
    c.in.clear();
    c.busy = false;
    if (closing) connect(i);
    idle(i);
  }

  static std::size_t content_length(std::string head) {
    std::transform(head.begin(), head.end(), head.begin(), [](unsigned char ch) { return std::tolower(ch); });
    const std::size_t at = head.find("content-length:");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 15, nullptr, 10);
  }

  void record(int status, Nanos taken) {
    ++answered_;
    if (now() < measure_from_) return;
    ++by_status_[status];
    if (status < 400) latencies_.push_back(static_cast<float>(taken) / 1e6F);
  }

  // A connection has nothing to do: the next request, or in the open loop the oldest one that is due.
  void idle(std::size_t i) {
    if (options_.rate <= 0) {
      send(i, now());
    } else if (!due_.empty()) {
      const Nanos begun = due_.front();
      due_.pop_front();
      send(i, begun);
    }
  }

  void schedule() {
    const Nanos time = now();
    while (next_due_ <= time) {
      due_.push_back(next_due_);
      next_due_ += static_cast<Nanos>(static_cast<double>(kSecond) / options_.rate);
    }
    for (std::size_t i = 0; i < connections_.size() && !due_.empty(); ++i)
      if (!connections_[i].busy) idle(i);
    itimerspec when{};
    when.it_value.tv_sec = next_due_ / kSecond;
    when.it_value.tv_nsec = next_due_ % kSecond;
    ::timerfd_settime(timer_, TFD_TIMER_ABSTIME, &when, nullptr);
  }

  void wait() {
    epoll_event events[128];
    const int n = ::epoll_wait(epoll_, events, 128, 100);
    for (int k = 0; k < n; ++k) {
      const std::size_t i = events[k].data.u64;
      if (i == connections_.size()) {
        std::uint64_t ticks = 0;
        [[maybe_unused]] const auto got = ::read(timer_, &ticks, sizeof ticks);
        schedule();
        continue;
      }
      if (events[k].events & EPOLLOUT) flush(i);
      if (events[k].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(i);
    }
  }

  double percentile(double p) {
    if (latencies_.empty()) return 0;
    const auto at = static_cast<std::size_t>(p * static_cast<double>(latencies_.size() - 1));
    std::nth_element(latencies_.begin(), latencies_.begin() + static_cast<std::ptrdiff_t>(at), latencies_.end());
    return latencies_[at];
  }

  void print(Nanos stopped) {
    const double seconds = static_cast<double>(stopped - measure_from_) / kSecond;
    const auto good = latencies_.size();
    std::string statuses;
    for (const auto& [status, count] : by_status_)
      statuses += (statuses.empty() ? "" : ", ") + ("\"" + std::to_string(status) + "\": " + std::to_string(count));
    std::printf(
        "{\"seconds\": %.3f, \"good\": %zu, \"rate\": %.1f, \"p50_ms\": %.3f, \"p95_ms\": %.3f, \"p99_ms\": %.3f, "
        "\"p999_ms\": %.3f, \"max_ms\": %.3f, \"statuses\": {%s}, \"lost\": %ld, \"late\": %zu}\n",
        seconds, good, static_cast<double>(good) / seconds, percentile(0.5), percentile(0.95), percentile(0.99),
        percentile(0.999), percentile(1.0), statuses.c_str(), lost_, due_.size());
    if (!first_refusal_.empty()) std::fprintf(stderr, "first refusal: %s\n", first_refusal_.c_str());
  }

  const Options options_;
  Bodies bodies_;
  std::string headers_;
  std::vector<std::string> paths_;
  std::size_t path_ = 0;
  int epoll_;
  int timer_;
  std::vector<Connection> connections_;
  Nanos measure_from_ = 0, end_ = 0, next_due_ = 0;
  std::deque<Nanos> due_;
  std::vector<float> latencies_;
  std::map<int, long> by_status_;
  long answered_ = 0, lost_ = 0;
  std::string first_refusal_;
};

Options parse(int argc, char** argv) {
  Options o;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string key = argv[i];
    const std::string value = argv[i + 1];
    if (key == "--port")
      o.port = std::stoi(value);
    else if (key == "--method")
      o.method = value;
    else if (key == "--path")
      o.path = value;
    else if (key == "--paths")
      o.paths_file = value;
    else if (key == "--headers")
      o.headers_file = value;
    else if (key == "--body")
      o.body_file = value;
    else if (key == "--townships")
      o.townships_file = value;
    else if (key == "--connections")
      o.connections = std::stoi(value);
    else if (key == "--seconds")
      o.seconds = std::stod(value);
    else if (key == "--warmup")
      o.warmup = std::stod(value);
    else if (key == "--rate")
      o.rate = std::stod(value);
    else if (key == "--requests")
      o.requests = std::stol(value);
    else if (key == "--seed")
      o.seed = std::stoull(value);
    else
      throw std::runtime_error("unknown option " + key);
  }
  if (o.port == 0) throw std::runtime_error("--port is missing");
  return o;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Load(parse(argc, argv)).run();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "anwang_load: %s\n", e.what());
    return 1;
  }
}
