// The parent's side of one worker process.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

#include "pipeline/base/file.h"
#include "pipeline/base/result.h"

namespace vankho {

// How to start a worker: the words of the command line, the first being the program's path. Its standard streams go to
// /dev/null (stderr stays when `verbose`), the socket is kWorkerSocket.
struct WorkerCommand {
  std::vector<std::string> words;
  bool verbose = false;
};

// A running child. Not copyable; used from one thread. The destructor ends the child.
class WorkerProcess {
 public:
  static Result<WorkerProcess> Start(const WorkerCommand& command);

  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&& other) noexcept;
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  // Sends a message with an open file and waits for the answer. After an error the process is of no more use: kTimeout
  // when it took longer than `limit`, kEngine with how it ended when it died ("ended by signal 11 (Segmentation
  // fault)"). kCancelled when *cancel became true.
  Result<std::string> Call(std::string_view message, const Descriptor& file, std::chrono::milliseconds limit,
                           const std::atomic<bool>* cancel = nullptr);

  pid_t pid() const { return pid_; }

 private:
  WorkerProcess(pid_t pid, int socket) : pid_(pid), socket_(socket) {}
  void End();
  std::string HowItEnded();

  pid_t pid_ = -1;
  int socket_ = -1;
};

}  // namespace vankho
