#!/usr/bin/env python3
"""Fits the numbers of pipeline/document/word_confidence.cc.

    confidence_bench --dump SCAN TRUTH ... > words.tsv
    fit_word_confidence.py words.tsv

One logistic regression for each kind of word that stands as it was read, by Newton's method. The ones in the program come
from the papers of corpus/other_hands/looked_at, typeset and scanned by fit_word_confidence.sh.
"""
import csv
import math
import sys

NO_DOUBT = 0.9999


def log_odds(p, least, most):
    p = min(max(p, least), most)
    return math.log(p / (1 - p))


def kind_of(word):
    if any(c.isdigit() for c in word):
        return "number"
    return "word" if len(word) > 1 and any(c.isalpha() for c in word) else "mark"


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
    size = len(samples[0][0])
    weights = [0.0] * size
    for _ in range(50):
        slope = [-1e-3 * w for w in weights]
        curve = [[1e-3 * (i == j) for j in range(size)] for i in range(size)]
        for x, right in samples:
            p = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, x))))
            for i in range(size):
                slope[i] += (right - p) * x[i]
                for j in range(size):
                    curve[i][j] += p * (1 - p) * x[i] * x[j]
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-7:
            break
    return weights


def main():
    samples = {"word": [], "number": [], "mark": []}
    for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["restoration"] == "change":
            continue
        kind = kind_of(row["word"])
        x = [1.0, log_odds(float(row["engine"]), 0.01, 0.99)]
        if kind == "word":
            said = row["restoration"]
            x.append(log_odds(NO_DOUBT if said == "-" else float(said), 0.001, NO_DOUBT))
        samples[kind].append((x, int(row["right"])))
    for kind, found in samples.items():
        wrong = sum(1 - right for _, right in found)
        print(f"{kind}: {len(found)} words, {wrong} wrong:", " ".join(f"{w:.2f}" for w in fit(found)))


if __name__ == "__main__":
    main()
