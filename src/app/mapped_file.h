// A file in memory without reading it first: files of gigabytes cost address space, not copies.
// Thread-safety: const after open.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace anwang::app {

class MappedFile {
 public:
  // Errors: not_found, unavailable; `internal` names the file.
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  // The first `bytes` are not needed for now: they leave memory, and come back from the file when read again.
  void release(std::size_t bytes) const;
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace anwang::app
