// One SQLite connection, and the way from SQLite's exceptions to our errors. Only this folder includes it.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/store/row.h"

namespace vankho {

Error FromSqlite(const SQLite::Exception& exception);
// For what JSON columns that were tampered with make the JSON library throw.
Error FromDamage(const std::exception& exception);

// Runs `body`, which returns a Result, and turns what SQLiteCpp and the JSON library throw into an Error.
template <class F>
auto Guarded(F&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected<Error>(FromSqlite(exception));
  } catch (const std::exception& exception) {
    return tl::unexpected<Error>(FromDamage(exception));
  }
}

// A step from schema version N-1 to N; `version` is N.
struct Migration {
  int version = 0;
  std::string_view sql;
};
// schema/*.sql, ascending.
std::span<const Migration> AllMigrations();

// Brings the database to the last version, each step in its own transaction. kVersion where the database is newer.
Result<void> Migrate(SQLite::Database& database, std::span<const Migration> migrations);

// Opens the file, sets the pragmas of docs/STORE.md. Does not migrate.
Result<std::unique_ptr<SQLite::Database>> Connect(const std::string& path, bool read_only);

// Binding by position, from 1.
inline void Bind(SQLite::Statement& s, int at, std::nullopt_t) { s.bind(at); }
inline void Bind(SQLite::Statement& s, int at, const std::string& value) { s.bind(at, value); }
inline void Bind(SQLite::Statement& s, int at, std::string_view value) { s.bind(at, std::string(value)); }
inline void Bind(SQLite::Statement& s, int at, const char* value) { s.bind(at, value); }
void Bind(SQLite::Statement& s, int at, double value);  // what is not finite becomes 0
template <std::integral I>
void Bind(SQLite::Statement& s, int at, I value) {
  s.bind(at, static_cast<std::int64_t>(value));
}
void Bind(SQLite::Statement& s, int at, const std::optional<int>& value);
void Bind(SQLite::Statement& s, int at, const std::optional<std::int64_t>& value);
void Bind(SQLite::Statement& s, int at, const std::optional<std::string>& value);
void Bind(SQLite::Statement& s, int at, const std::optional<std::string_view>& value);
void Bind(SQLite::Statement& s, int at, const SqlValue& value);

template <class... A>
void Run(SQLite::Statement& statement, const A&... values) {
  statement.reset();
  statement.clearBindings();
  int at = 0;
  (Bind(statement, ++at, values), ...);
  statement.exec();
}

// Throws as SQLiteCpp does; for use inside Guarded.
void ForEachRow(const SQLite::Database& database, const std::string& sql, const std::vector<SqlValue>& parameters,
                const std::function<void(const Row&)>& each);

}  // namespace vankho
