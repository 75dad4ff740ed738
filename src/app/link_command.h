// anwang link run | profile | explain: record linkage on files, for people who need nothing else of this program.
// Exit codes: 0 done, 1 refused (the reason on standard error), 2 wrong use.
#pragma once

#include <string>
#include <vector>

namespace anwang::app {

struct LinkCommand {
  std::string spec, clusters, pairs, truth, memory = "4GiB", model_in, model_out, charts;
  std::vector<std::string> inputs;
  unsigned threads = 2;
  bool json = false, between_files_only = false;
  std::string left, right;  // explain
};

int link_run(const LinkCommand& options);
int link_profile(const LinkCommand& options);
int link_explain(const LinkCommand& options);

}  // namespace anwang::app
