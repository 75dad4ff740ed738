#include "seal/key_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <sstream>

#include "seal/key_ring.h"
#include "seal/sodium_start.h"

namespace anwang::seal {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kHead = "anwang-keys 1";

// A key beside the data it opens would travel with every backup of it.
bool inside(const std::string& path, const std::string& dir) {
  if (dir.empty()) return false;
  std::error_code ec;
  const fs::path file = fs::weakly_canonical(fs::absolute(path, ec), ec);
  const fs::path base = fs::weakly_canonical(fs::absolute(dir, ec), ec);
  for (fs::path p = file.parent_path();; p = p.parent_path()) {
    if (p == base) return true;
    if (p == p.parent_path()) return false;
  }
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Status write_durably(const std::string& path, std::string_view text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) {
    if (errno == EEXIST) return fail(Errc::conflict, "key_file_exists");
    return fail(Errc::unavailable, "key_file_unwritable", "errno " + std::to_string(errno));
  }
  const ssize_t written = ::write(file.get(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size()) || ::fsync(file.get()) != 0) {
    return fail(Errc::unavailable, "key_file_unwritable", "errno " + std::to_string(errno));
  }
  const std::string parent = fs::absolute(path).parent_path().string();
  const Descriptor dir(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (dir.get() < 0 || ::fsync(dir.get()) != 0) return fail(Errc::unavailable, "key_file_unwritable");
  return {};
}

Result<KeyFile> parse(std::string text) {
  KeyFile keys;
  std::istringstream lines(text);
  std::string line;
  bool sound = std::getline(lines, line) && line == kHead;
  while (sound && std::getline(lines, line)) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string word, id_text, hex, extra;
    words >> word >> id_text >> hex;
    std::uint32_t id = 0;
    const auto [end, ec] = std::from_chars(id_text.data(), id_text.data() + id_text.size(), id);
    auto bytes = from_hex(hex);
    sound = word == "key" && ec == std::errc{} && end == id_text.data() + id_text.size() && id > 0 && bytes &&
            bytes->size() == 32 && !(words >> extra) && !keys.masters.contains(id);
    if (sound) std::copy(bytes->begin(), bytes->end(), keys.masters[id].begin());
    if (bytes) sodium_memzero(bytes->data(), bytes->size());
    sodium_memzero(hex.data(), hex.size());
  }
  sodium_memzero(text.data(), text.size());
  if (!sound || keys.masters.empty()) return fail(Errc::malformed, "key_file_malformed");
  return keys;
}

}  // namespace

KeyFile::~KeyFile() {
  for (auto& [id, master] : masters) sodium_memzero(master.data(), master.size());
}

Result<KeyFile> create_key_file(const std::string& path, const std::string& data_dir) {
  if (inside(path, data_dir)) return fail(Errc::invalid, "key_in_data_dir");
  if (!start_sodium()) return fail(Errc::internal, "no_randomness");
  KeyFile keys;
  auto& master = keys.masters[1];
  randombytes_buf(master.data(), master.size());
  std::string text = std::string(kHead) + "\nkey 1 " + to_hex(master) + "\n";
  const Status written = write_durably(path, text);
  sodium_memzero(text.data(), text.size());
  if (!written) return tl::unexpected<Error>(written.error());
  return keys;
}

Result<KeyFile> load_key_file(const std::string& path, const std::string& data_dir) {
  if (inside(path, data_dir)) return fail(Errc::forbidden, "key_in_data_dir");
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return fail(Errc::not_found, "key_file_missing");
  struct stat info {};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) || (info.st_mode & 07777 & ~0600U) != 0 ||
      info.st_uid != ::geteuid()) {
    return fail(Errc::forbidden, "key_file_too_open");
  }
  if (info.st_size > 64 * 1024) return fail(Errc::malformed, "key_file_malformed");
  std::string text(static_cast<std::size_t>(info.st_size), '\0');
  if (::read(file.get(), text.data(), text.size()) != info.st_size)
    return fail(Errc::unavailable, "key_file_unreadable");
  return parse(std::move(text));
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t b : bytes) {
    out.push_back(kDigits[b >> 4]);
    out.push_back(kDigits[b & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view hex) {
  Bytes out(hex.size() / 2);
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  if (hex.size() % 2 != 0) return fail(Errc::malformed, "bad_hex");
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return fail(Errc::malformed, "bad_hex");
    out[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return out;
}

}  // namespace anwang::seal
