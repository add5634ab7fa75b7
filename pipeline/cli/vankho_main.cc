#include <csignal>

#include "pipeline/cli/command.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file over its limit is an error of the write
  return vankho::RunProgram(argc, argv);
}
