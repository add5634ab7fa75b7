#!/bin/sh
# Typesets held-out law text and the corpus's plans in faces that no channel was learned from, scans the pages and lets
# the OCR engines read them: what `restore_bench --damaged OUTPUT` measures on.
# Usage: make_damaged.sh VANKHO_CORPUS SOURCE_FOLDER TEXT_FOLDER OUTPUT
#
# TEXT_FOLDER holds legal.txt.zst. OUTPUT/SET/page-NNNN.{txt,eng.txt,vie.txt} are the results; a page that was read is not
# read again. Needs tesseract with eng and vie, and the faces of Debian's fonts-texgyre and fonts-croscore.
set -eu
corpus=$1 source=$2 text=$3 output=$4
export OMP_THREAD_LIMIT=1
mkdir -p "$output"

render() {  # SET FONT GRADE SIZE DPI SEED EXTRA; the lines are in OUTPUT/SET.lines
  [ -e "$output/$1/page-0001.txt" ] || "$corpus" lines "$output/$1.lines" --font "$2" --grade "$3" --size "$4" \
    --dpi "$5" --seed "$6" --output "$output/$1" ${7:-}
}

# The body of a plan, its markup taken off; a row of a table is a line.
plan() {  # DOCUMENT
  sed -n -e 's/^\* *//' -e 's/^= *//' -e '/^#/d' \
    -e 's/^@\(title\|subject\|basis\|h[1-4]\|center\|note\) //' -e '/^@/d' \
    -e 's/^\(parent\|issuer\|number\|place\|to\|post\|name\) //' -e '/^\(about\|country\|motto\|seal\) /d' \
    -e 's/ *| */ /g' -e '/./p' "$source/corpus/documents/$1/plan.txt"
}

# Held-out lines of law from the FIRST-th on.
law() {  # FIRST COUNT
  zstd -dc "$text/legal.txt.zst" | awk -v first="$1" -v count="$2" -v table="$source/models/text_data/held_out.tsv" '
    BEGIN { while ((getline row < table) > 0) if (row ~ /^legal\t/) n = split(substr(row, 7), held, " ")
            for (i = first; i < first + count && i <= n; i++) want[held[i]] = 1 }
    NR in want { print substr($0, 1, 900); if (++seen == count) exit }'
}

seed=900
for document in $(ls "$source/corpus/documents"); do
  seed=$((seed + 1))
  plan "$document" > "$output/plan-$document.lines"
  case $((seed % 4)) in
    0) render "plan-$document" "TeX Gyre Termes" office 14 200 $seed ;;
    1) render "plan-$document" "TeX Gyre Termes" photocopy 14 300 $seed ;;
    2) render "plan-$document" Arimo office 12 200 $seed ;;
    3) render "plan-$document" "TeX Gyre Termes" bad 14 200 $seed ;;
  esac
done
law 400 45 > "$output/law-office.lines"
render law-office "TeX Gyre Termes" office 13.5 200 921
law 480 45 > "$output/law-photocopy.lines"
render law-photocopy "TeX Gyre Termes" photocopy 13.5 200 922
law 560 30 > "$output/law-italic.lines"
render law-italic "TeX Gyre Termes" office 14 300 923 --italic
law 640 45 > "$output/law-bonum.lines"
render law-bonum "TeX Gyre Bonum" office 11 300 924

for image in "$output"/*/page-*.png "$output"/*/page-*.jpg "$output"/*/page-*.tif; do
  [ -e "$image" ] || continue
  base=${image%.*}
  for language in eng vie; do
    [ -e "$base.$language.txt" ] || nice tesseract "$image" "$base.$language" -l "$language" --psm 6 > /dev/null 2>&1
  done
done
