// VK_CHECK: a programmer's mistake stops the program at once. No input may ever trigger one.
#pragma once

#include <cstdio>
#include <cstdlib>

#define VK_CHECK(condition)                                                              \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
