// The key file on disk. Only key_ring.cpp includes this; masters are wiped when a KeyFile goes out of scope.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"

namespace anwang::seal {

struct KeyFile {
  std::map<std::uint32_t, std::array<unsigned char, 32>> masters;  // by key id
  KeyFile() = default;
  KeyFile(KeyFile&&) = default;
  KeyFile& operator=(KeyFile&&) = delete;
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;
  ~KeyFile();
};

Result<KeyFile> create_key_file(const std::string& path, const std::string& data_dir);
Result<KeyFile> load_key_file(const std::string& path, const std::string& data_dir);

}  // namespace anwang::seal
