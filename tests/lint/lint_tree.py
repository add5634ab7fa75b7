#!/usr/bin/env python3
"""Rules of the tree that a machine can check; each failure names file:line and the rule.

  - every #include "..." and outside <...> stands in tests/lint/includes.tsv
  - a header begins with a comment and has #pragma once; a .cc includes its own header first
  - patterns use neither \\b nor \\w (RE2 knows only ASCII there)
  - words live in lexicons/: the Vietnamese literals in extractors/ (grammar that stayed in code) grow no further
  - library code does not print; sources are NFC, without tabs, files at most 600 lines
"""
import pathlib, re, sys, unicodedata

ROOT = pathlib.Path(sys.argv[1])
FREE = set("""algorithm any array atomic bit bitset cassert cctype cerrno cfenv charconv chrono climits cmath compare concepts
condition_variable csignal cstddef cstdint cstdio cstdlib cstring ctime deque exception execution filesystem format fstream
functional future initializer_list iomanip ios iosfwd iostream istream iterator limits list locale map memory memory_resource
mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
source_location span sstream stack stdexcept stop_token streambuf string string_view syncstream system_error thread tuple
type_traits typeindex typeinfo unordered_map unordered_set utility variant vector version""".split())
POSIX = re.compile(r"^(sys/|linux/|netinet/|arpa/|(fcntl|unistd|signal|poll|spawn|dirent|errno|pwd|termios|wchar|malloc|sched|endian)\.h$)")


VIETNAMESE = re.compile("[à-ỹăđĩũơưÀ-ỸĂĐĨŨƠƯ]")
LITERAL = re.compile(r'R"\((.*?)\)"|"((?:[^"\\\n]|\\.)*)"', re.S)
MOST_WORDS_IN_CODE = 610


def words_in_code(text):
    """How many string literals of a source hold Vietnamese words; those of near.cc speak of rules to people."""
    code = re.sub(r"(?m)//.*$", "", text)
    return sum(1 for m in LITERAL.finditer(code) if VIETNAMESE.search(m.group(1) or m.group(2) or ""))


def table():
    rows = {}
    for line in (ROOT / "tests/lint/includes.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("folder\t"):
            where, folders, libraries = line.split("\t")
            rows[where] = (folders.split() if folders != "-" else [], libraries.split() if libraries != "-" else [])
    return rows


def row_for(path, rows):
    for candidate in [path] + [str(p) for p in pathlib.PurePosixPath(path).parents]:
        if candidate in rows:
            return rows[candidate]
    return None


def check_includes(path, lines, row, report):
    folder = str(pathlib.PurePosixPath(path).parent)
    first = None
    for number, line in enumerate(lines, 1):
        found = re.match(r'\s*#include\s+(["<])([^">]+)[">]', line)
        if not found:
            continue
        kind, name = found.groups()
        first = first or name
        if kind == '"':
            inside = str(pathlib.PurePosixPath(name).parent)
            if inside != folder and not any(inside == f or inside.startswith(f + "/") for f in row[0]):
                report(number, f"{name}: not for {folder} (tests/lint/includes.tsv)")
        elif name not in FREE and not POSIX.match(name):
            if not any(name == lib or name.startswith(lib + "/") for lib in row[1]):
                report(number, f"<{name}>: not for {folder} (tests/lint/includes.tsv)")
    own = path[:-3] + ".h"
    if path.endswith(".cc") and (ROOT / own).exists() and first != own:
        report(1, f"own header {own} is to be included first")


def check_text(path, text, lines, report):
    if unicodedata.normalize("NFC", text) != text:
        report(1, "not NFC")
    library = path.startswith(("pipeline/", "extractors/", "models/")) and not path.startswith("pipeline/cli/") and "_main.cc" not in path
    for number, line in enumerate(lines, 1):
        if "\t" in line and 'R"' not in line:
            report(number, "tab")
        code = line.split("//")[0]
        if not path.startswith("tests/") and re.search(r'(Pattern\s*\(|Pattern\s+\w+[({]|R"\()[^;]*\\[bw]', code):
            report(number, "\\b or \\w in a pattern")
        if library and re.search(r"\bstd::(cout|cerr|clog)\b|(?<![\w])(printf|puts)\(", code):
            report(number, "library code does not print")
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            report(number, "unfinished mark")
    if len(lines) > 600:
        report(600, f"{len(lines)} lines; 600 at most")
    if path.endswith(".h"):
        if "#pragma once" not in text:
            report(1, "no #pragma once")
        if not lines or not lines[0].startswith("//"):
            report(1, "a header teaches before it declares: begin with a comment")


def main():
    rows, failures, files, words = table(), [], 0, 0
    for top in ("pipeline", "extractors", "models", "corpus", "tests"):
        for file in sorted((ROOT / top).rglob("*")):
            if file.suffix not in (".h", ".cc"):
                continue
            files += 1
            path = file.relative_to(ROOT).as_posix()
            text = file.read_text(encoding="utf-8")
            lines = text.splitlines()
            report = lambda number, what: failures.append(f"{path}:{number}: {what}")
            row = row_for(path, rows)
            if row is None:
                report(1, "no row in tests/lint/includes.tsv")
                continue
            check_includes(path, lines, row, report)
            check_text(path, text, lines, report)
            if path.startswith("extractors/") and file.name != "near.cc":
                words += words_in_code(text)
    if words > MOST_WORDS_IN_CODE:
        failures.append(f"extractors: {words} literals with Vietnamese words; {MOST_WORDS_IN_CODE} at most: lexicons/ is their place")
    print("\n".join(failures) or f"{files} files keep the rules")
    return 1 if failures or files == 0 else 0


sys.exit(main())
