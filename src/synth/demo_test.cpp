#include "synth/demo.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "store/testing/fixture.h"
#include "synth/csv.h"

namespace anwang::synth {
namespace {

TEST(Demo, Try) {
  const char* scale = std::getenv("SCALE");
  DemoOptions o;
  o.scale = scale ? std::atof(scale) : 0.02;
  o.passwords = false;
  const std::string dir = "/work/tmp/synth/demo";
  std::filesystem::remove_all(dir);
  std::filesystem::create_directories(dir);
  const auto keys = seal::KeyRing::from_seed("x");
  store::Config c;
  c.data_dir = dir;
  o.progress = [](std::string_view s, double d) { if (std::getenv("SCALE")) std::printf("%s %.2f\n", std::string(s).c_str(), d); };
  auto done = run_demo(c, *keys, o);
  ASSERT_TRUE(done) << done.error().reason << " " << done.error().internal << (done.error().fields.empty() ? "" : done.error().fields[0].pointer + done.error().fields[0].code);
  std::printf("persons %zu reports %zu dispatched %zu opened %zu contacts %zu closed %zu changes %zu %.1f s\n", done->persons, done->reports, done->dispatched, done->opened, done->contacts, done->closed, done->changes, done->seconds);
}

}  // namespace
}  // namespace anwang::synth
