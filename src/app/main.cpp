#include "app/cli.h"

int main(int argc, char** argv) { return anwang::app::run(argc, argv); }
