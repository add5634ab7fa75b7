#!/usr/bin/env python3
"""The scores of `vankho eval` against corpus/floors.tsv.  floors.py VANKHO SOURCE_DIR

On the corpus, and (rows "latin-engine KIND") on its documents as an engine without Vietnamese left them.
"""
import re, subprocess, sys

program, source = sys.argv[1:]


def score(folder, prefix):
    run = subprocess.run([program, "eval", folder], capture_output=True, text=True, timeout=900)
    if run.returncode not in (0, 3):
        sys.exit(f"vankho eval ended with {run.returncode}\n{run.stderr}")
    scores = {}
    for line in run.stdout.splitlines():
        cells = re.split(r"\s{2,}", line.strip())
        if cells[0] == "all" and len(cells) >= 5:
            scores[prefix + cells[1]] = float(cells[-1])
        if len(cells) >= 5 and cells[2] == "all pages":
            scores[prefix + "syllables " + cells[0].split(" ")[0]] = float(cells[-2])
    return scores


scores = score(f"{source}/corpus", "") | score(f"{source}/tests/golden/latin_engine", "latin-engine ")
failures = compared = 0
for line in open(f"{source}/corpus/floors.tsv", encoding="utf-8"):
    if line.startswith("#") or line.startswith("what\t"):
        continue
    what, floor = line.rstrip("\n").split("\t")
    compared += 1
    reached = scores.get(what)
    good = reached is not None and reached >= float(floor)
    failures += not good
    print(f"{'ok  ' if good else 'FELL'} {what}: {reached} (floor {floor})")
sys.exit(1 if failures or compared == 0 else 0)
