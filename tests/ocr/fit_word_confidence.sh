#!/bin/bash
# fit_word_confidence.sh VANKHO_CORPUS CONFIDENCE_BENCH WORK [SCAN TRUTH]...: the papers by other hands that are looked
# at, typeset and scanned with seeds of their own, and real scans with their truth, read, and what
# tests/ocr/fit_word_confidence.py makes of them. Pages read are kept in WORK. Ten minutes the first time.
set -euo pipefail
program=$(realpath "$1")
bench=$(realpath "$2")
here=$(dirname "$(realpath "$0")")
mkdir -p "$3/pages"
scans=()
for file in "${@:4}"; do scans+=("$(realpath "$file")"); done
cd "$3"
grades=("office 200" "photocopy 300" "bad 150" "photocopy 200")
faces=("Tinos" "TeX Gyre Termes" "TeX Gyre Pagella" "Tinos" "TeX Gyre Termes")
i=0
for paper in "$here"/../../corpus/other_hands/looked_at/*/; do
  name=$(basename "$paper")
  i=$((i + 1))
  read -r grade dpi <<< "${grades[$((i % 4))]}"
  if [ $((i % 9)) = 4 ]; then grade=clean; fi
  "$program" typeset "$paper/plan.txt" --font "${faces[$((i % 5))]}" --grade "$grade" --dpi "$dpi" --seed $((7000 + i)) \
    --output "$name.pdf" --truth "$name.truth"
  scans+=("$name.pdf" "$name.truth/pages.txt")
done
"$bench" --dump --keep pages "${scans[@]}" > words.tsv
python3 "$here/fit_word_confidence.py" words.tsv
