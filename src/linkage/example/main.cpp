// Links two small registers, saves the model, and asks about single records: linkage as a library.
#include <cstdio>
#include <string>

#include "linkage/engine/link.h"

using namespace anwang::linkage;

int main() {
  const std::string clinic =
      "no,name,born,phone\n"
      "c1,王小明,79/02/03,0912-345-678\n"
      "c2,陳怡君,1988-11-20,\n"
      "c3,歐陽雪,1975-06-01,0933-222-111\n";
  const std::string school =
      "no,name,born,phone\n"
      "s1,王曉明,1990-02-03,0912345678\n"
      "s2,陳怡君,1993-01-15,0955-000-111\n"
      "s3,歐陽雪,1975-01-06,0933222111\n";
  const auto spec = parse_spec(
      "columns:\n"
      "  no: row_id\n"
      "  name: full_name\n"
      "  born: date\n"
      "  phone: phone\n");
  if (!spec) return std::puts(spec.error().internal.c_str()), 1;
  auto linked = link({{"clinic", clinic}, {"school", school}}, *spec, {});
  if (!linked) return std::puts(linked.error().internal.c_str()), 1;
  const Dataset& data = *linked->data;
  for (RecordId r = 0; r < data.size(); ++r)
    std::printf("%s is the person of %s\n", data.id_of(r).c_str(), data.id_of(linked->clusters[r]).c_str());

  // A trained model is a text file; with it, any two records are scored alone.
  const auto model = read_model(write_model(linked->model));
  const Scorer scorer(*model, data.columns);
  PairScorer score(data, scorer, -100);
  std::printf("%s", model_table(*model).c_str());
  std::printf("c1 and s1: %.1f bits; c2 and s2: %.1f bits\n", score(0, 3), score(1, 4));
  const bool right = linked->clusters[3] == 0 && linked->clusters[5] == 2 && linked->clusters[4] == 4;
  return right ? 0 : 1;
}
