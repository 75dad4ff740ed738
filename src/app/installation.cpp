#include "app/installation.h"

#include <filesystem>

#include "flow/install.h"
#include "pack/load.h"
#include "seal/key_ring.h"

namespace anwang::app {

std::string key_path(const StoreOptions& options) {
  if (!options.keys.empty()) return options.keys;
  auto data = std::filesystem::absolute(options.data).lexically_normal().string();
  while (data.size() > 1 && data.back() == '/') data.pop_back();
  return data + ".keys";  // beside the data folder, never inside it
}

Installation::Installation() = default;

Installation::~Installation() {
  if (store_) store_->stop();
}

Result<std::unique_ptr<Installation>> Installation::open(
    const StoreOptions& options, bool create_demo,
    std::function<void(std::string_view name, std::int64_t us, std::size_t rows)> on_query) {
  std::unique_ptr<Installation> self(new Installation());
  std::error_code ignored;
  std::filesystem::create_directories(options.data, ignored);
  std::filesystem::permissions(options.data, std::filesystem::perms::owner_all, ignored);
  const auto path = key_path(options);
  auto keys = seal::KeyRing::load(path, options.data);
  if (!keys) return tl::unexpected<Error>(std::move(keys).error());
  self->keys_ = std::move(*keys);
  ANWANG_TRY(self->packs_, pack::load_dir(options.packs, options.county));
  ANWANG_TRY(self->rules_, flow::build_rules(*self->packs_));

  store::Config config;
  config.data_dir = options.data;
  config.url = options.db;
  config.allow_unsafe_postgres = options.allow_unsafe_postgres;
  config.demo = create_demo;
  config.clock = &self->clock_;
  config.on_query = std::move(on_query);
  ANWANG_TRY(self->store_, store::Store::open(config, *self->keys_));
  if (create_demo && !self->store_->is_demo()) return fail(Errc::conflict, "store_is_no_demo");

  self->persons_ =
      std::make_shared<people::PersonDirectory>(*self->keys_, options.county, self->packs_->county.name.zh);
  self->duty_ = std::make_shared<intake::DutyBoard>(options.county);
  self->facts_ = std::make_shared<indicator::FactsProjection>(options.county);
  self->app_ =
      std::make_unique<flow::App>(flow::App{*self->store_, *self->keys_, self->clock_, *self->packs_, *self->persons_,
                                            self->policy_, *self->duty_, self->rules_, options.county});
  return self;
}

Status Installation::install_county() {
  ANWANG_CHECK(flow::install_county(*store_, *packs_, app_->county));
  return {};
}

Status Installation::follow() {
  store_->add_projection(persons_);
  store_->add_projection(duty_);
  store_->add_projection(facts_);
  return store_->start_following();
}

Result<std::string> Installation::projection_digests() {
  ANWANG_TRY(auto reader, store_->read());
  ANWANG_TRY(const auto position, reader->position(app_->county));
  reader.reset();
  if (!store_->wait_for(app_->county, position, 10'000)) return fail(Errc::unavailable, "projections_behind");
  std::string out;
  const std::vector<std::shared_ptr<store::Projection>> all = {persons_, duty_, facts_};
  for (const auto& projection : all)
    out += "projection " + projection->name() + " " + std::to_string(position) + " " +
           seal::to_hex(seal::digest(projection->digest())) + "\n";
  return out;
}

}  // namespace anwang::app
