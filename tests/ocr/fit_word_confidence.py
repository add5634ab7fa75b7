#!/usr/bin/env python3
"""Fits the weights of pipeline/document/word_confidence.cc.

    confidence_bench --dump SCAN TRUTH ... > words.tsv
    fit_word_confidence.py words.tsv ...

One logistic regression for each kind of word, by Newton's method, over the signals that lowered the loss of papers left
out (named below, a kind each). Of the words that are right every fourth stands for four. Prints rows for kWeights.
The ones in the program come from the papers of corpus/other_hands/looked_at, typeset and scanned by
fit_word_confidence.sh, and from 23 pages of real scans whose truth was written by eye (kept out of the tree); kRival
came later: it, kOne and kEngine of words and numbers were fitted beside the others on 27 of those papers and the scans.
"""
import csv
import math
import sys

KINDS = {
    "word": "One Engine Rival Posterior Abbreviation Neighbours Page Odd Capitals Tall Small Wide Narrow Gap Quote Stray Stop "
            "Colon",
    "number": "One Engine Rival Least Page Tall Wide Length Gap Form Day Pen Table Hanging Run Dotted",
    "mark": "One Engine Posterior Neighbours Narrow Gap Odd OddMarks First Dash Bullet Letter Capital Lone",
    "change": "One Change Neighbours Known SameLength Wide Form Capitals Odd",
}
EVERY = 4


def solve(matrix, right):
    size = len(right)
    rows = [matrix[i][:] + [right[i]] for i in range(size)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def fit(samples):
    """samples: (signals, right, weight). The first signal is the constant and goes unpunished; signs that a word has or
    has not come from few papers, and are believed less."""
    size = len(samples[0][0])
    ridge = [3.0 if all(x[i] in (0, 1) for x, _, _ in samples) else 1.0 for i in range(size)]
    ridge[0] = 1e-3
    weights = [0.0] * size
    for _ in range(50):
        slope = [-r * w for r, w in zip(ridge, weights)]
        curve = [[ridge[i] * (i == j) for j in range(size)] for i in range(size)]
        for x, right, share in samples:
            p = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, x))))
            some = [(i, v) for i, v in enumerate(x) if v != 0]
            for i, v in some:
                slope[i] += share * (right - p) * v
                row, factor = curve[i], share * p * (1 - p) * v
                for j, u in some:
                    row[j] += factor * u
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-5:
            break
    return weights


def read(paths):
    samples = {kind: [] for kind in KINDS}
    seen_right = dict.fromkeys(KINDS, 0)
    for path in paths:
        with open(path, encoding="utf-8") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                kind, right = row["kind"], int(row["right"])
                if right:
                    seen_right[kind] += 1
                    if kind == "word" and seen_right[kind] % EVERY:
                        continue
                x = [float(row["k" + name]) for name in KINDS[kind].split()]
                samples[kind].append((x, right, EVERY if right and kind == "word" else 1))
    return samples


def main():
    table = {}
    for kind, found in read(sys.argv[1:]).items():
        wrong = sum(1 - right for _, right, _ in found)
        print(f"// {kind}: {sum(share for _, _, share in found)} words, {wrong} wrong")
        table[kind] = dict(zip(KINDS[kind].split(), fit(found)))
    names = list(dict.fromkeys(name for names in KINDS.values() for name in names.split()))
    for name in names:
        print(f"    {{Signal::k{name}, " + ", ".join(f"{table[kind].get(name, 0):.2f}" for kind in KINDS) + "},")


if __name__ == "__main__":
    main()
