// vankho serve
#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <thread>

#include "pipeline/cli/command.h"
#include "pipeline/cli/ingest_run.h"
#include "pipeline/web/desk.h"

namespace vankho {
namespace {

struct ServeCommand {
  std::string listen = "127.0.0.1:8080";
  std::string certificate, key;
};

// "127.0.0.1:8080", "[::1]:8080", ":8080" (the loopback).
Result<std::pair<std::string, int>> ReadAddress(const std::string& text) {
  std::size_t colon = text.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const char* end = text.data() + text.size();
    auto [at, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error != std::errc() || at != end) port = -1;
  }
  if (port < 0 || port > 65535) {
    return Fail(ErrorCode::kUsage, fmt::format("--listen wants ADDRESS:PORT (127.0.0.1:8080), not \"{}\"", text));
  }
  std::string host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return std::pair(host.empty() ? std::string("127.0.0.1") : host, port);
}

Result<void> Run(const ServeCommand& command, Context& context) {
  VK_ASSIGN_OR_RETURN(auto address, ReadAddress(command.listen));
  DeskOptions options;
  options.store = context.store;
  VK_ASSIGN_OR_RETURN(options.data, context.DataFolder());
  options.host = address.first;
  options.port = address.second;
  options.certificate = command.certificate;
  options.key = command.key;
  if (!context.today.empty()) {
    VK_ASSIGN_OR_RETURN(options.today, context.TodayDate());
  }
  options.worker.words = {"/proc/self/exe", "worker"};
  VK_ASSIGN_OR_RETURN(auto desk, Desk::Open(std::move(options)));
  const std::atomic<bool>& stop = StopRequested();
  context.console.Info(fmt::format("the desk is open at {} (Ctrl-C closes it)", desk->Url()));
  std::atomic<bool> ended{false};
  std::thread watcher([&] {
    while (!stop.load() && !ended.load()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    desk->Stop();
  });
  desk->Serve();
  ended.store(true);
  watcher.join();
  return {};
}

}  // namespace

void AddServe(CLI::App& app, Context& context) {
  auto options = std::make_shared<ServeCommand>();
  CLI::App* command = app.add_subcommand("serve", "open the store in a browser and for other programs");
  command
      ->add_option("--listen", options->listen,
                   "address and port; an address other than loopback needs users (`vankho user add`)")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  auto* certificate =
      command->add_option("--certificate", options->certificate, "TLS certificate, PEM")->type_name("FILE");
  command->add_option("--key", options->key, "private key of the certificate, PEM")
      ->type_name("FILE")
      ->needs(certificate);
  AddStoreOption(*command, context);
  AddDataOption(*command, context);
  AddTodayOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho serve                              ./kho at http://127.0.0.1:8080/\n"
              "  vankho serve --store /srv/kho --listen 0.0.0.0:8443 --certificate desk.pem --key desk.key\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
