#!/usr/bin/env python3
"""Papers as an engine without Vietnamese reads them, each line beside what was printed there.

  read_papers.py VANKHO_CORPUS PLANS OUT [--lang eng] [--only NAME,...]

Typesets PLANS/*/plan.txt in faces, grades and resolutions by turns (seeds of their own), lets tesseract read the pages
with its own layout, and gives each printed word to the line whose box covers it. Writes OUT/NAME.read, NAME.true and
NAME.kind (text, table or - for an empty line), line by line: what errors_by_class.py measures. A paper that is there is
not read again.
"""
import argparse
import collections
import csv
import os
import pathlib
import subprocess

TURNS = [  # face, grade, dots an inch, page segmentation of tesseract
    ("TeX Gyre Termes", "photocopy", 300, 3),
    ("TeX Gyre Termes", "office", 200, 3),
    ("Tinos", "photocopy", 200, 4),
    ("TeX Gyre Termes", "bad", 200, 3),
    ("TeX Gyre Pagella", "clean", 150, 6),
    ("Arimo", "office", 200, 3),
]
LEAST_COVERED = 0.2  # of a printed word's box; what is covered less was not read


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def printed_words(path, dots):
    """By page: (box in pixels, text, is it of a table's row)."""
    lines, words = {}, collections.defaultdict(list)
    for row in rows(path):
        page, line = int(row["page"]), int(row["line"])
        if row["word"] == "0":
            lines[page, line] = row["text"]
            continue
        box = [float(row[side]) * dots / 72 for side in ("left", "top", "right", "bottom")]
        words[page].append((box, row["text"], " | " in lines[page, line]))
    return words


def read_lines(path):
    """In the engine's order: key (page, block, paragraph, line) -> [(box, text)]."""
    lines = collections.OrderedDict()
    for row in rows(path):
        if row["level"] != "5" or not row["text"].strip():
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        key = tuple(int(row[name]) for name in ("page_num", "block_num", "par_num", "line_num"))
        lines.setdefault(key, []).append(((left, top, left + width, top + height), row["text"]))
    return lines


def covered(a, b):
    """How far the read box b covers the printed box a; boxes of two lines and boxes beside it count less."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0
    tall = a[3] - a[1]
    aside = abs((a[1] + a[3]) - (b[1] + b[3])) / 2 / (tall + 1)
    return width * height / ((a[2] - a[0]) * tall) * max(0.05, 1 - aside) * min(1, 1.4 * tall / max(1, b[3] - b[1]))


def lay_truth(words, lines):
    """The printed words of each read line, from left to right: key -> [(left, text, of a table)]."""
    truth = collections.defaultdict(list)
    for page, printed in words.items():
        boxes = [(key, box) for key, read in lines.items() if key[0] == page for box, _ in read]
        for box, text, table in printed:
            by_line = collections.Counter()
            for key, read in boxes:
                share = covered(box, read)
                if share:
                    by_line[key] += share
            if by_line and by_line.most_common(1)[0][1] > LEAST_COVERED:
                truth[by_line.most_common(1)[0][0]].append((box[0], text, table))
    return truth


def write(out, words, lines):
    truth = lay_truth(words, lines)
    read_file, true_file, kind_file = (open(f"{out}.{end}", "w", encoding="utf-8") for end in ("read", "true", "kind"))
    last = None
    for key, read in lines.items():
        if last and last[:3] != key[:3]:
            read_file.write("\n")
            true_file.write("\n")
            kind_file.write("-\n")
        last = key
        printed = sorted(truth[key])
        rows_of_tables = sum(table for _, _, table in printed)
        read_file.write(" ".join(text for _, text in read) + "\n")
        true_file.write(" ".join(text for _, text, _ in printed) + "\n")
        kind_file.write(("table" if rows_of_tables * 2 > len(printed) else "text") + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("plans", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--lang", default="eng")
    parser.add_argument("--only", default="", help="papers whose name holds one of these, parted by commas")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    for number, plan in enumerate(sorted(options.plans.glob("*/plan.txt")), 1):
        name = plan.parent.name
        out = options.out / name
        wanted = not options.only or any(part in name for part in options.only.split(","))
        if not wanted or os.path.exists(f"{out}.kind"):
            continue
        face, grade, dots, layout = TURNS[number % len(TURNS)]
        subprocess.run([options.corpus, "typeset", plan, "--font", face, "--grade", grade, "--dpi", str(dots), "--seed",
                        str(5000 + number), "--output", f"{out}.tif", "--truth", f"{out}.truth"],
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["tesseract", f"{out}.tif", out, "-l", options.lang, "--psm", str(layout), "tsv"], check=True,
                       stderr=subprocess.DEVNULL)
        write(out, printed_words(f"{out}.truth/boxes.tsv", dots), read_lines(f"{out}.tsv"))
        os.remove(f"{out}.tif")


if __name__ == "__main__":
    main()
