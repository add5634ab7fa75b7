#!/bin/bash
# make.sh VANKHO_CORPUS OUT: the papers of this folder as `vankho eval` wants them.
#   OUT/SET/digital: PDF files that hold their text, true pages, records
#   OUT/SET/latin:   the same papers as an engine without Vietnamese read them (latin.txt), records
set -euo pipefail
program=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
out=$2
for paper in "$here"/*/*/; do
  name=$(basename "$paper")
  set_name=$(basename "$(dirname "$paper")")
  mkdir -p "$out/$set_name/digital" "$out/$set_name/latin"
  "$program" typeset "$paper/plan.txt" --grade digital --output "$out/$set_name/digital/$name.pdf" --truth "$out/truth"
  mv "$out/truth/pages.txt" "$out/$set_name/digital/$name.pages.txt"
  cp "$paper/latin.txt" "$out/$set_name/latin/$name.source.txt"
  for reading in digital latin; do cp "$paper/records.json" "$out/$set_name/$reading/$name.records.json"; done
done
rm -rf "$out/truth"
