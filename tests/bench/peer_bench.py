#!/usr/bin/python3
"""Our reading of pages beside that of other programs, in one run, on pages that nothing was tuned on.

    peer_bench [--plans N] [--grades clean,office,photocopy,bad] [--seed N] [--peers NAMES] [--build DIR] [--keep DIR]

Plans of `corpus/other_hands` (never typeset for a choice of the reading's measures) are printed and scanned by
`vankho_corpus` at each grade's own resolution, landscape pages of every second plan sideways, and read by

- vankho: `vankho ingest --jobs 1`, restored text (`vankho show --text`) and tables (`vankho show --tables`);
- tesseract: `pdftoppm` and `tesseract -l vie`, page by page, one thread;
- ocrmypdf, and ocrmypdf+ with `--deskew --clean --rotate-pages`: `-l vie --force-ocr --jobs 1`, its side text.

Printed by grade, for people; nothing is judged:

- words, numbers: of the true words (those with a digit) the share that the page's reading does not hold, order left
  out, in percent;
- body CER: character errors in reading order, percent, of the running text of pages without a table: from the first
  line of 60 letters to the recipients ("Nơi nhận");
- tables (ours only): cells that hold a number and are exactly right, cells in their row and column, character errors
  of the other cells. Rows are matched by their words, tables of one file one behind the other; a header that is
  repeated on the next page counts once;
- CPU: processor seconds a page, everything that the command does.

Debian: tesseract-ocr-vie poppler-utils ocrmypdf unpaper python3-levenshtein.
"""
import argparse
import collections
import glob
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import Levenshtein

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FACES = ["Tinos", "TeX Gyre Termes"]
FOLDED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
Tally = collections.Counter


def cpu_of(words, **options):
    """Runs the command to its end; its processor seconds, with its children's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, capture_output=True, text=True, env=dict(os.environ, OMP_THREAD_LIMIT="1"), **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        sys.exit(f"peer_bench: {' '.join(words)}: {done.stderr[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def folded(text):
    return unicodedata.normalize("NFC", text).translate(FOLDED)


def page_words(text):
    return Tally(word.strip(".,;:()[]\"'") for word in folded(text).replace(" | ", " ").split())


class OurTables:
    """The rows of `vankho show --tables`, all tables of the file one behind the other."""

    def __init__(self, text):
        self.rows = [row.split("\t") for row in folded(text).splitlines() if not row.startswith("# page")]


def read_ours(vankho, scan, work):
    store = os.path.join(work, "store")
    shutil.rmtree(store, ignore_errors=True)
    cpu, _ = cpu_of([vankho, "ingest", scan, "--store", store, "--jobs", "1", "--quiet", "--always-ocr"])
    shown = [vankho, "show", os.path.basename(scan), "--store", store]
    text = subprocess.run(shown + ["--text"], capture_output=True, text=True, check=True).stdout
    pages = re.split(r"^--- page \d+:.*---$\n?", text, flags=re.M)[1:]
    tables = subprocess.run(shown + ["--tables"], capture_output=True, text=True, check=True).stdout
    return cpu, pages, OurTables(tables)


def read_tesseract(scan, work, dpi):
    folder = os.path.join(work, "pages")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    cpu, _ = cpu_of(["pdftoppm", "-r", str(dpi), "-gray", scan, os.path.join(folder, "page")])
    pages = []
    for picture in sorted(glob.glob(folder + "/*")):
        more, text = cpu_of(["tesseract", picture, "-", "-l", "vie"])
        cpu += more
        pages.append(text)
    return cpu, pages, None


def read_ocrmypdf(scan, work, flags):
    side = os.path.join(work, "side.txt")
    words = ["ocrmypdf", "-q", "-l", "vie", "--force-ocr", "--jobs", "1", "--sidecar", side]
    cpu, _ = cpu_of(words + flags + [scan, os.path.join(work, "out.pdf")])
    with open(side) as file:
        return cpu, file.read().split("\f"), None


def is_number(cell):
    return re.fullmatch(r"[\d.,/%+-]*\d[\d.,/%+-]*", cell) is not None


def flat(text):
    return " ".join(folded(text).split())


def body_of(page):
    """The running text of a true page: what stands before it, and itself; empty where the page has a table."""
    lines = page.strip("\n").splitlines()
    first = next((i for i, line in enumerate(lines) if len(line) >= 60), len(lines))
    last = next((i for i, line in enumerate(lines) if line.startswith("Nơi nhận")), len(lines))
    if any(" | " in line + " " for line in lines):
        return "", ""
    return flat("\n".join(lines[:first])), flat("\n".join(lines[first:last]))


def score_body(page, mine, tally):
    before, body = body_of(page)
    begin = len(before) + bool(before)
    edits = Levenshtein.editops(flat(page), flat(mine)) if body else []
    tally["body chars"] += len(body)
    tally["body errors"] += sum(begin <= place < begin + len(body) for _, place, _ in edits)


def true_rows(pages):
    """The rows of all tables; a header printed again on another page is left out."""
    rows, headers = [], set()
    for page in pages:
        first = True
        for line in folded(page).splitlines():
            if " | " not in line + " ":
                first = True
                continue
            cells = [cell.strip() for cell in (" " + line + " ").split(" | ")]
            if first and line in headers:
                continue
            if first:
                headers.add(line)
            first = False
            rows.append(cells)
    return rows


def match_rows(truth, read):
    """The read row for each true row, or None: the cheapest alignment in order, by the characters of the rows."""
    joined = lambda rows: [" ".join(" ".join(row).split()) for row in rows]
    a, b = joined(truth), joined(read)
    cost = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i == 0 or j == 0:
                cost[i][j] = i + j
                continue
            pair = 2.0 * Levenshtein.distance(a[i - 1], b[j - 1]) / max(1, len(a[i - 1]), len(b[j - 1]))
            cost[i][j] = min(cost[i - 1][j - 1] + pair, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    found = [None] * len(a)
    i, j = len(a), len(b)
    while i and j:
        pair = 2.0 * Levenshtein.distance(a[i - 1], b[j - 1]) / max(1, len(a[i - 1]), len(b[j - 1]))
        if cost[i][j] == cost[i - 1][j - 1] + pair:
            found[i - 1] = read[j - 1]
            i, j = i - 1, j - 1
        elif cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return found


def score_tables(truth, tables, tally, misses):
    for true, read in zip(truth, match_rows(truth, tables.rows)):
        for column, cell in enumerate(true):
            mine = read[column].strip() if read and column < len(read) else ""
            close = Levenshtein.distance(cell, mine) <= max(1, len(cell)) / 2
            tally["cells"] += 1
            tally["placed"] += close
            if is_number(cell):
                tally["number cells"] += 1
                tally["number cells right"] += cell == mine
                if cell != mine and misses:
                    print(f"  {misses}: {cell!r} read {mine!r} in row {' | '.join(true)[:60]!r}")
            elif cell:
                tally["cell chars"] += len(cell)
                tally["cell errors"] += min(len(cell), Levenshtein.distance(cell, mine))


def score(pages, reading, tally, misses=None):
    cpu, read, tables = reading
    tally["cpu"] += cpu
    tally["pages"] += len(pages)
    for number, page in enumerate(pages):
        mine = read[number] if number < len(read) else ""
        true, found = page_words(page), page_words(mine)
        missing = true - found
        has_digit = lambda word: any(c.isdigit() for c in word)
        tally["words"] += sum(true.values())
        tally["words wrong"] += sum(missing.values())
        tally["numbers"] += sum(n for word, n in true.items() if has_digit(word))
        tally["numbers wrong"] += sum(n for word, n in missing.items() if has_digit(word))
        score_body(page, mine, tally)
    if tables is not None:
        score_tables(true_rows(pages), tables, tally, misses)


def percent(part, whole):
    return f"{100 * part / whole:.2f}" if whole else "-"


def print_row(grade, who, t):
    print(f"{grade:<10} {who:<10} {t['pages']:>5} {t['words wrong']:>6} {percent(t['words wrong'], t['words']):>6} "
          f"{t['numbers wrong']:>6} {percent(t['numbers wrong'], t['numbers']):>6} "
          f"{percent(t['body errors'], t['body chars']):>6} "
          f"{percent(t['number cells right'], t['number cells']):>8} {percent(t['placed'], t['cells']):>7} "
          f"{percent(t['cell errors'], t['cell chars']):>6} {t['cpu'] / max(1, t['pages']):>6.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=8)
    parser.add_argument("--folder", default="unseen", help="of corpus/other_hands")
    parser.add_argument("--grades", default="clean,office,photocopy,bad")
    parser.add_argument("--seed", type=int, default=9001)
    parser.add_argument("--peers", default="tesseract,ocrmypdf,ocrmypdf+")
    parser.add_argument("--build", default=os.path.join(ROOT, "build/release"))
    parser.add_argument("--misses", action="store_true", help="print the number cells that we read wrong")
    parser.add_argument("--keep", help="keep scans and truth in this folder")
    args = parser.parse_args()
    peers = [name for name in args.peers.split(",") if name]
    for name in {peer.rstrip("+") for peer in peers}:
        if shutil.which(name) is None:
            sys.exit(f"peer_bench: {name} is not installed; leave it out with --peers, or apt-get install it")
    plans = sorted(glob.glob(os.path.join(ROOT, "corpus/other_hands", args.folder, "*/plan.txt")))[: args.plans]
    vankho = os.path.join(args.build, "vankho")
    dpis = {"clean": 300, "office": 200, "photocopy": 300, "bad": 150}
    print(f"{'GRADE':<10} {'READER':<10} {'PAGES':>5} {'WORDS':>6} {'%':>6} {'NUMB.':>6} {'%':>6} {'BODY':>6} "
          f"{'N.CELLS%':>8} {'PLACED%':>7} {'CELLS':>6} {'CPU-S':>6}")
    with tempfile.TemporaryDirectory() as work:
        for grade in args.grades.split(","):
            tallies = collections.defaultdict(Tally)
            for number, plan in enumerate(plans):
                name = f"{os.path.basename(os.path.dirname(plan))}-{grade}"
                folder = args.keep or work
                os.makedirs(folder, exist_ok=True)
                scan, truth = os.path.join(folder, name + ".pdf"), os.path.join(folder, name + ".truth")
                subprocess.run([os.path.join(args.build, "vankho_corpus"), "typeset", plan, "--grade", grade, "--seed",
                                str(args.seed + number), "--font", FACES[number % 2], "--output", scan, "--truth", truth]
                               + (["--sideways"] if number % 2 else []), check=True)
                with open(os.path.join(truth, "pages.txt")) as file:
                    pages = file.read().rstrip("\f\n").split("\f")
                score(pages, read_ours(vankho, scan, work), tallies["vankho"], name if args.misses else None)
                for peer in peers:
                    if peer == "tesseract":
                        score(pages, read_tesseract(scan, work, dpis[grade]), tallies[peer])
                    else:
                        flags = ["--deskew", "--clean", "--rotate-pages"] if peer.endswith("+") else []
                        score(pages, read_ocrmypdf(scan, work, flags), tallies[peer])
            for who in ["vankho"] + peers:
                print_row(grade, who, tallies[who])


if __name__ == "__main__":
    main()
