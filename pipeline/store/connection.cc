#include "pipeline/store/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "pipeline/store/store.h"

namespace vankho {
namespace {

constexpr int kApplicationId = 0x564B484F;  // "VKHO", PRAGMA application_id

std::string UriOf(const std::string& path) {
  std::string uri = "file:";
  for (unsigned char c : path) {
    bool plain = std::isalnum(c) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return uri;
}

// A database in WAL mode cannot be read where its -shm file cannot be made (a read-only medium). Where no log is
// waiting to be replayed the file itself is the whole truth and may be read as it is.
bool MayReadAsImmutable(const std::string& path) {
  std::error_code error;
  std::string folder = std::filesystem::path(path).parent_path().string();
  auto log_size = std::filesystem::file_size(path + "-wal", error);
  return ::access(folder.c_str(), W_OK) != 0 && (error || log_size == 0);
}

void SetPragmas(SQLite::Database& database, bool read_only) {
  database.exec("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;");
  // A reader maps the file: its own cache is thrown away at every commit of a writer beside it.
  if (read_only) database.exec("PRAGMA mmap_size = 4294967296;");
  if (read_only) return;
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
}

int Version(SQLite::Database& database) { return database.execAndGet("PRAGMA user_version").getInt(); }

Result<void> CheckIsStore(SQLite::Database& database) {
  int id = database.execAndGet("PRAGMA application_id").getInt();
  int tables = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
  if (id == kApplicationId || (id == 0 && tables == 0)) return {};
  return Fail(ErrorCode::kInvalidInput, "a database of some other program; give another folder with --store");
}

}  // namespace

Error FromSqlite(const SQLite::Exception& exception) {
  int code = exception.getErrorCode() & 0xff;
  auto error = [&](ErrorCode kind, std::string_view advice) {
    return Error{kind, fmt::format("{} ({})", advice, exception.what()), {}, {}};
  };
  switch (code) {
    case SQLITE_FULL:
      return error(ErrorCode::kIo, "the disk is full; nothing was lost, free some space and start again");
    case SQLITE_IOERR:
      return error(ErrorCode::kIo, "the disk refuses to read or write; check its space and health and start again");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error(ErrorCode::kConflict, "another vankho is writing to the store; wait for it to end and start again");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return error(ErrorCode::kPermission, "the store may not be written; check the owner and mode of its folder");
    case SQLITE_CANTOPEN:
      return error(ErrorCode::kPermission, "the store cannot be opened; check the owner and mode of its folder");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return error(ErrorCode::kInvalidInput, "the database is damaged or not a store; bring back a backup");
    case SQLITE_NOMEM:
      return error(ErrorCode::kTooLarge, "not enough memory");
    default:
      return error(ErrorCode::kInvalidInput, "the database refused");
  }
}

Error FromDamage(const std::exception& exception) {
  return {ErrorCode::kInvalidInput,
          fmt::format("the store holds damaged data; bring back a backup ({})", exception.what()),
          {},
          {}};
}

Result<void> Migrate(SQLite::Database& database, std::span<const Migration> migrations) {
  return Guarded([&]() -> Result<void> {
    VK_RETURN_IF_ERROR(CheckIsStore(database));
    int newest = migrations.empty() ? 0 : migrations.back().version;
    if (int version = Version(database); version > newest) {
      return Fail(
          ErrorCode::kVersion,
          fmt::format("the store has schema {}, this vankho knows up to {}; install a newer vankho", version, newest));
    }
    for (const Migration& migration : migrations) {
      if (Version(database) >= migration.version) continue;
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      if (Version(database) >= migration.version) continue;  // somebody else was faster
      database.exec(std::string(migration.sql));
      database.exec(
          fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {};", migration.version, kApplicationId));
      transaction.commit();
    }
    return {};
  });
}

Result<std::unique_ptr<SQLite::Database>> Connect(const std::string& path, bool read_only) {
  using Pointer = std::unique_ptr<SQLite::Database>;
  auto open = [&](const char* query) -> Result<Pointer> {
    return Guarded([&]() -> Result<Pointer> {
      int flags = (read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE) | SQLite::OPEN_URI;
      flags |= SQLite::OPEN_NOMUTEX;  // a Store is one thread's at a time
      auto database = std::make_unique<SQLite::Database>(UriOf(path) + query, flags, kBusyMilliseconds);
      SetPragmas(*database, read_only);
      VK_RETURN_IF_ERROR(CheckIsStore(*database));
      return database;
    });
  };
  auto database = open("");
  if (!database && read_only && MayReadAsImmutable(path)) return open("?immutable=1");
  return database;
}

void Bind(SQLite::Statement& s, int at, double value) { s.bind(at, std::isfinite(value) ? value : 0.0); }

namespace {

template <class T>
void BindOptional(SQLite::Statement& s, int at, const std::optional<T>& value) {
  if (value) {
    Bind(s, at, *value);
  } else {
    s.bind(at);
  }
}

}  // namespace

void Bind(SQLite::Statement& s, int at, const std::optional<int>& value) { BindOptional(s, at, value); }
void Bind(SQLite::Statement& s, int at, const std::optional<std::int64_t>& value) { BindOptional(s, at, value); }
void Bind(SQLite::Statement& s, int at, const std::optional<std::string>& value) { BindOptional(s, at, value); }
void Bind(SQLite::Statement& s, int at, const std::optional<std::string_view>& value) { BindOptional(s, at, value); }

void Bind(SQLite::Statement& s, int at, const SqlValue& value) {
  std::visit(
      [&](const auto& v) {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) {
          s.bind(at);
        } else {
          Bind(s, at, v);
        }
      },
      value);
}

void ForEachRow(const SQLite::Database& database, const std::string& sql, const std::vector<SqlValue>& parameters,
                const std::function<void(const Row&)>& each) {
  SQLite::Statement statement(database, sql);
  int at = 0;
  for (const SqlValue& value : parameters) Bind(statement, ++at, value);
  while (statement.executeStep()) {
    std::vector<SqlValue> values(static_cast<std::size_t>(statement.getColumnCount()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      SQLite::Column column = statement.getColumn(static_cast<int>(i));
      if (column.isInteger()) values[i] = column.getInt64();
      if (column.isFloat()) values[i] = column.getDouble();
      if (column.isText() || column.isBlob()) values[i] = column.getString();
    }
    each(Row(std::move(values)));
  }
}

}  // namespace vankho
