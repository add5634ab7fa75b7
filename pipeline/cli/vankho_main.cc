#include <csignal>

#include "pipeline/cli/command.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  return vankho::RunProgram(argc, argv);
}
