// One function a target: foreign bytes into one of our parsers. libFuzzer calls it with what it makes up (`make fuzz`);
// fuzz_replay_test calls it with the seeds and with every input that ever crashed one (tests/fuzz/<target>/).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vankho::fuzz {

struct Target {
  std::string name;  // also the folder of its seeds
  std::function<void(std::string_view)> run;
};

// All targets; data that they need (lexicons, models) is loaded at the first call.
const std::vector<Target>& AllTargets();

}  // namespace vankho::fuzz
