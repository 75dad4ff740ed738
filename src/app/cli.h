// The command line: anwang serve | demo | verify | account add | account password | keys new | openapi |
// link run | link profile | link explain | synth registers.
// Exit codes: 0 done, 1 refused or a fault found, 2 wrong use.
#pragma once

#include <string>

#include "base/result.h"

namespace anwang::app {

int run(int argc, char** argv);

// A failure in words for the person at the terminal: reason, wrong fields, and what to do. Internal detail is shown
// here because this reader owns the machine.
std::string words_of(const Error& error);
std::string version();

}  // namespace anwang::app
