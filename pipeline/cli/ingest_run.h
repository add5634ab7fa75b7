// What ingest, retry and watch share: one run over files, with its screen and its end.
#pragma once

#include <atomic>
#include <vector>

#include "pipeline/cli/reading.h"

namespace vankho {

// True after Ctrl-C or SIGTERM; the second signal ends the program at once. The first call sets the handlers.
const std::atomic<bool>& StopRequested();

// Options of the commands that read into a store: how pages are read, where to, what is said.
void AddIngestOptions(CLI::App& command, ReadingOptions& reading, Context& context);

IngestOptions OptionsOf(const ReadingOptions& reading, const Chain& chain, const Context& context);

// Reads the files into the store, says how it went, and sets the exit code.
Result<IngestSummary> IngestFiles(Store& store, const Chain& chain, const std::vector<FoundFile>& files,
                                  const ReadingOptions& reading, Context& context);

}  // namespace vankho
