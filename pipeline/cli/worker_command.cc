// vankho worker: not for people. ingest and extract start it (pipeline/run/worker.h).
#include "pipeline/cli/command.h"
#include "pipeline/run/page_service.h"

namespace vankho {

void AddWorker(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("worker", "reads pages for ingest");
  command->group("");
  auto options = std::make_shared<PageServiceOptions>();
  auto limits = std::make_shared<WorkerLimits>();
  command->add_option("--language", options->engine.language);
  command->add_option("--cpu-seconds", limits->cpu_seconds_a_page);
  command->add_flag("--always-ocr", options->pages.always_ocr);
  command->add_flag("--no-engine", options->no_engine);
  command->add_option("--max-pages", options->pages.max_pages);
  command->callback([&context, options, limits] {
    LimitEngineThreads();
    EnginePageService service(*options);
    context.exit_code = ServeWorker(kWorkerSocket, service, *limits);
  });
}

}  // namespace vankho
