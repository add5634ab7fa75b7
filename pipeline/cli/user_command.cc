// vankho user add|remove|list
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "pipeline/cli/command.h"
#include "pipeline/store/store.h"
#include "pipeline/web/password.h"

namespace vankho {
namespace {

// A line of standard input; not shown while it is typed.
std::string ReadPassword(const std::string& prompt) {
  termios before{};
  bool terminal = ::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (terminal) {
    std::cerr << prompt;
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
  }
  return line;
}

Result<void> Add(const std::string& name, const std::string& role, const Context& context) {
  if (!IsUserName(name)) return Fail(ErrorCode::kUsage, "a user's name has letters, digits, . _ - @");
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadWrite));
  VK_ASSIGN_OR_RETURN(std::string hash, HashPassword(ReadPassword(fmt::format("Password for {}: ", name))));
  VK_RETURN_IF_ERROR(store.PutUser({name, role, hash, ""}, {"command line", ""}));
  context.console.Info(fmt::format("{} may enter the desk as {}", name, role));
  return {};
}

Result<void> Remove(const std::string& name, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadWrite));
  return store.RemoveUser(name, {"command line", ""});
}

Result<void> List(const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  VK_ASSIGN_OR_RETURN(auto users, store.Users());
  std::string out;
  for (const User& user : users) out += fmt::format("{}\t{}\t{}\n", user.name, user.role, user.created_at);
  return Print(out);
}

}  // namespace

void AddUser(CLI::App& app, Context& context) {
  CLI::App* user = app.add_subcommand("user", "who may enter the desk (vankho serve)");
  user->require_subcommand(1);
  struct Words {
    std::string name, role = "reader";
  };
  auto words = std::make_shared<Words>();
  CLI::App* add =
      user->add_subcommand("add", "make a user or give one a new password or role; the password is read from stdin");
  add->add_option("NAME", words->name, "the user's name")->required();
  add->add_option("--role", words->role, "reader looks; reviewer also confirms, corrects and uploads; admin does all")
      ->type_name("ROLE")
      ->check(CLI::IsMember({"reader", "reviewer", "admin"}))
      ->capture_default_str();
  AddStoreOption(*add, context);
  SetExamples(*add, "  vankho user add lan --role reviewer\n  vankho user add may-cham < password-file\n");
  OnChosen(*add, context, [words, &context] { return Add(words->name, words->role, context); });
  CLI::App* remove = user->add_subcommand("remove", "take a user away; open sessions end");
  remove->add_option("NAME", words->name, "the user's name")->required();
  AddStoreOption(*remove, context);
  OnChosen(*remove, context, [words, &context] { return Remove(words->name, context); });
  CLI::App* list = user->add_subcommand("list", "the users and their roles");
  AddStoreOption(*list, context);
  OnChosen(*list, context, [&context] { return List(context); });
}

}  // namespace vankho
