#!/usr/bin/env python3
"""Errors of restoration by class, line by line, on the papers of read_papers.py.

  errors_by_class.py VANKHO PAPERS [-v] [NAME...]

Columns: lines of text, rows of tables, and lines that the engine did not read (of fewer than two fifths of their words
the first letter is right, or nothing was printed there). -v prints each line with errors: as read and as restored.
"""
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

TONES = set("\u0300\u0301\u0309\u0303\u0323")
TOKEN = re.compile(r"\d[\d.,:/]*\d%?(?:/[^\W\d][\w&\-–]*)?|\d%?|[^\W\d_]+|[^\w\s]|_")
SIGNS = {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'"}


def strip(text):
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def key(token):
    """Letters with the tone behind them, wherever it was placed; one kind of dash and quote."""
    if not token[0].isalpha():
        return SIGNS.get(token, token)
    parts = unicodedata.normalize("NFD", token)
    letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
    return letters + "".join(c for c in parts if c in TONES)


def price(a, b):
    if key(a) == key(b):
        return 0
    if a[0].isalnum() != b[0].isalnum():
        return 1.7
    if strip(a.lower()) == strip(b.lower()):
        return 0.5
    return 1.0 if a[0].isdigit() == b[0].isdigit() else 1.2


def lone(token):
    return 1.0 if token[0].isalnum() else 0.5


def align(a, b):
    """Pairs of indices, -1 where one has no partner, by edit distance."""
    cost = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            ways = []
            if i:
                ways.append(cost[i - 1][j] + lone(a[i - 1]))
            if j:
                ways.append(cost[i][j - 1] + lone(b[j - 1]))
            if i and j:
                ways.append(cost[i - 1][j - 1] + price(a[i - 1], b[j - 1]))
            cost[i][j] = min(ways, default=0.0)
    pairs, i, j = [], len(a), len(b)
    while i or j:
        if i and j and abs(cost[i][j] - cost[i - 1][j - 1] - price(a[i - 1], b[j - 1])) < 1e-9:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and abs(cost[i][j] - cost[i - 1][j] - lone(a[i - 1])) < 1e-9:
            i -= 1
            pairs.append((i, -1))
        else:
            j -= 1
            pairs.append((-1, j))
    return pairs[::-1]


def number_class(number):
    if re.search("[A-ZĐ]", number):
        return "number: symbol"
    if "%" in number:
        return "number: percent"
    if re.fullmatch(r"\d+/\d+/\d{4}|\d{1,2}/\d{4}|\d{1,2}/\d{1,2}", number):
        return "number: date, rank"
    if re.fullmatch(r"\d+,\d+(/\d+(,\d+)?)?", number):
        return "number: fraction"
    return "number: dotted" if "." in number else "number: whole"


def error_class(wanted, got):
    if wanted and wanted[0].isdigit():
        return number_class(wanted)
    if not wanted:
        return "number: added" if got[0].isdigit() else "mark added" if not got[0].isalnum() else "word added"
    if not wanted[0].isalnum():
        return "mark" if got else "mark lost"
    if not got or not got[0].isalnum():
        return "word lost"
    if got[0].isdigit():
        return "word as number"
    if key(wanted.lower()) == key(got.lower()):
        return "case"
    capitals = wanted.isupper() and len(wanted) > 1
    if re.fullmatch("[IVX]+", wanted):
        return "roman numeral"
    if capitals and not re.search("[AEIOUY]", strip(wanted)):
        return "abbreviation"
    prefix = "capitals, " if capitals else "name, " if wanted[0].isupper() else ""
    return prefix + ("tone" if strip(wanted.lower()) == strip(got.lower()) else "letters")


def compare(read, restored, printed):
    """Errors as (class, wanted, got, was it right as read), and whether the engine read the line at all."""
    a, b, before = TOKEN.findall(printed), TOKEN.findall(restored), TOKEN.findall(read)
    right = {i for i, j in align(a, before) if i >= 0 and j >= 0 and key(a[i]) == key(before[j])}
    errors, alike = [], 0
    for i, j in align(a, b):
        wanted, got = (a[i] if i >= 0 else ""), (b[j] if j >= 0 else "")
        if wanted and got and wanted[0].isalpha() and strip(wanted.lower())[0] == strip(got.lower())[0]:
            alike += 1
        if not wanted or not got or key(wanted) != key(got):
            errors.append((error_class(wanted, got), wanted, got, i in right))
    words = sum(token[0].isalpha() for token in a)
    return errors, bool(a) and alike >= words * 0.4


def measure(program, paper):
    """Of one paper: counts, tokens printed, right numbers made wrong, and the lines with errors."""
    restored = subprocess.run([program, "restore", paper], capture_output=True, text=True, check=True).stdout.split("\n")
    lines = [open(paper.with_suffix(end), encoding="utf-8").read().split("\n") for end in (".read", ".true", ".kind")]
    counts, printed_tokens, made_wrong, bad = collections.Counter(), collections.Counter(), 0, []
    for seen, text, printed, kind in zip(lines[0], restored, lines[1], lines[2]):
        if not seen.strip():
            continue
        for token in TOKEN.findall(printed):
            printed_tokens[kind, "numbers" if token[0].isdigit() else "words" if token[0].isalpha() else "marks"] += 1
        errors, was_read = compare(seen, text, printed)
        for name, wanted, _, was_right in errors:
            counts[kind if was_read else "not read", name] += 1
            made_wrong += was_right and wanted[0].isdigit()
        if errors and was_read:
            bad.append((paper.stem, kind, seen, text, errors))
    return counts, printed_tokens, made_wrong, bad


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    if len(arguments) < 2:
        sys.exit(__doc__)
    program, papers = os.path.abspath(arguments[0]), sorted(pathlib.Path(arguments[1]).glob("*.read"))
    papers = [paper for paper in papers if not arguments[2:] or any(name in paper.stem for name in arguments[2:])]
    counts, tokens, made_wrong, bad = collections.Counter(), collections.Counter(), 0, []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for paper in pool.map(lambda paper: measure(program, paper), papers):
            counts.update(paper[0])
            tokens.update(paper[1])
            made_wrong += paper[2]
            bad += paper[3]
    for name, kind, seen, text, errors in bad if "-v" in sys.argv else []:
        print(f"{name} {kind}: " + "; ".join(f"{error}: {wanted or '-'} <- {got or '-'}" for error, wanted, got, _ in errors))
        print(f"    {seen}\n    {text}")
    kinds = ("text", "table", "not read")
    print(f"{len(papers)} papers; printed: " + ", ".join(f"{n} {' '.join(k)}" for k, n in sorted(tokens.items())))
    print(f"{'wrong after repair':22}" + "".join(f"{kind:>10}" for kind in kinds))
    names = sorted({name for _, name in counts}, key=lambda name: -counts["text", name])
    for name in names:
        print(f"{name:22}" + "".join(f"{counts[kind, name]:>10}" for kind in kinds))
    for group, belongs in (("all words", lambda n: not n.startswith(("number", "mark"))),
                           ("all numbers", lambda n: n.startswith("number"))):
        print(f"{group:22}" + "".join(f"{sum(counts[kind, n] for n in names if belongs(n)):>10}" for kind in kinds))
    print(f"right numbers made wrong: {made_wrong}")


if __name__ == "__main__":
    main()
