#include "store/testing/fixture.h"

#include <cstdlib>
#include <filesystem>

namespace anwang::store::testing {

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "anwang-test-XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) path_ = name;
}
TempDir::~TempDir() {
  std::error_code ec;
  if (!path_.empty()) std::filesystem::remove_all(path_, ec);
}

BothStores::BothStores() {
  config_.data_dir = dir_.path() + "/data";
  config_.clock = &clock_;
}
BothStores::~BothStores() = default;

std::unique_ptr<Store> BothStores::open() {
  auto store = Store::open(config_, *keys_);
  if (!store) {
    ADD_FAILURE() << store.error().reason << " " << store.error().internal;
    return nullptr;
  }
  return std::move(*store);
}

std::string kind_name(const ::testing::TestParamInfo<Kind>& info) { return info.param == Kind::sqlite ? "sqlite" : "postgres"; }

}  // namespace anwang::store::testing
