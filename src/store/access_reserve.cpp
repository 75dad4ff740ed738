#include "store/access_reserve.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "seal/key_ring.h"

namespace anwang::store {
namespace {

// A record: 4 bytes length, 8 bytes of its digest, the bytes. The length is written last.
constexpr std::size_t kHead = 12;

void put_digest(char* to, std::string_view record) {
  const seal::Hash hash = seal::digest(record);
  std::memcpy(to, hash.data(), 8);
}

std::size_t scan(const char* area, std::size_t size, std::vector<std::string>& found) {
  std::size_t at = 0;
  while (at + kHead <= size) {
    std::uint32_t length = 0;
    std::memcpy(&length, area + at, 4);
    if (length == 0 || length > size - at - kHead) break;
    const std::string_view record(area + at + kHead, length);
    char digest[8];
    put_digest(digest, record);
    if (std::memcmp(digest, area + at + 4, 8) != 0) break;  // torn by a power loss
    found.emplace_back(record);
    at += kHead + length;
  }
  return at;
}

}  // namespace

AccessReserve::~AccessReserve() {
  if (memory_ != nullptr && heap_.empty()) ::munmap(memory_, 2 * area_bytes_);
}

Result<std::vector<std::string>> AccessReserve::open(const std::string& path, std::size_t area_bytes) {
  area_bytes_ = area_bytes;
  std::vector<std::string> found;
  if (path.empty()) {
    heap_.assign(2 * area_bytes, 0);
    memory_ = heap_.data();
    return found;
  }
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return fail(Errc::unavailable, "access_reserve", "errno " + std::to_string(errno));
  const int allocated = ::posix_fallocate(fd, 0, static_cast<off_t>(2 * area_bytes));
  void* mapped =
      allocated == 0 ? ::mmap(nullptr, 2 * area_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
  ::close(fd);
  if (allocated == ENOSPC) return fail(Errc::storage_full, "disk_full");
  if (mapped == MAP_FAILED) return fail(Errc::unavailable, "access_reserve", "errno " + std::to_string(errno));
  memory_ = static_cast<char*>(mapped);
  for (int i = 0; i < 2; ++i) used_[i] = scan(area(i), area_bytes_, found);
  return found;
}

bool AccessReserve::append(std::string_view record) {
  std::size_t& used = used_[active_];
  if (record.empty() || used + kHead + record.size() + 4 > area_bytes_) return false;
  char* at = area(active_) + used;
  std::memset(at + kHead + record.size(), 0, 4);
  std::memcpy(at + kHead, record.data(), record.size());
  put_digest(at + 4, record);
  const auto length = static_cast<std::uint32_t>(record.size());
  std::memcpy(at, &length, 4);
  used += kHead + record.size();
  return true;
}

void AccessReserve::swap() { active_ = 1 - active_; }

void AccessReserve::clear_inactive() {
  const int i = 1 - active_;
  std::memset(area(i), 0, std::min(used_[i] + 4, area_bytes_));
  used_[i] = 0;
}

}  // namespace anwang::store
