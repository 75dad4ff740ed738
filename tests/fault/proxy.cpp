#include "proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace anwang::fault {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  a.sin_port = htons(static_cast<std::uint16_t>(port));
  return a;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

CommitCutter::CommitCutter(int server_port, int every) : server_port_(server_port), every_(every) {
  listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in a = loopback(0);
  socklen_t size = sizeof a;
  auto* any = reinterpret_cast<sockaddr*>(&a);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, 16) != 0 || ::getsockname(listener_, any, &size) != 0) {
    throw std::runtime_error("proxy cannot listen");
  }
  port_ = ntohs(a.sin_port);
  acceptor_ = std::thread([this] { accept_loop(); });
}

CommitCutter::~CommitCutter() {
  stop_ = true;
  acceptor_.join();
  ::close(listener_);
  for (auto& t : threads_) t.join();
}

void CommitCutter::accept_loop() {
  while (!stop_) {
    pollfd fd{listener_, POLLIN, 0};
    if (::poll(&fd, 1, 100) <= 0) continue;
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) continue;
    const std::lock_guard lock(mutex_);
    threads_.emplace_back([this, client] { forward(client); });
  }
}

void CommitCutter::forward(int client) {
  const int server = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in a = loopback(server_port_);
  bool alive = ::connect(server, reinterpret_cast<const sockaddr*>(&a), sizeof a) == 0;
  std::array<char, 65536> buffer{};
  while (alive && !stop_) {
    std::array<pollfd, 2> fds{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    if (::poll(fds.data(), fds.size(), 100) <= 0) continue;
    for (const bool from_client : {true, false}) {
      if (!alive || fds[from_client ? 0 : 1].revents == 0) continue;
      const ssize_t n = ::recv(from_client ? client : server, buffer.data(), buffer.size(), 0);
      if (n <= 0) {
        alive = false;
        break;
      }
      const std::string_view bytes(buffer.data(), static_cast<std::size_t>(n));
      const bool commit = from_client && bytes.find(std::string_view("COMMIT\0", 7)) != std::string_view::npos;
      const int turn = commit && !calm_ ? ++commits_ : 0;
      const bool cut = turn > 0 && turn % every_ == 0;
      const bool before = cut && (turn / every_) % 2 == 0;
      if (!before) alive = send_all(from_client ? server : client, bytes);
      if (cut) {
        ++(before ? before_ : after_);
        alive = false;
      }
    }
  }
  ::close(server);
  ::close(client);
}

}  // namespace anwang::fault
