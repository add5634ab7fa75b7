#!/bin/sh
# Typesets lines of text, degrades the pages and lets the OCR engines read them: the observations that the channel tables
# are learned from. Usage: make_pages.sh VANKHO_CORPUS TEXT_FOLDER OUTPUT PAGES_A_FONT
#
# TEXT_FOLDER holds legal.txt.zst and general.txt.zst. OUTPUT/<set>/page-NNNN.{txt,eng.txt,vie.txt} are the results; a page
# that is there is not read again, so the script can be stopped and started.
set -eu
corpus=$1 text=$2 output=$3 pages=$4
export OMP_THREAD_LIMIT=1
mkdir -p "$output"

# Lines with a fixed stride; every 9th as a heading in capitals, every 11th with a document number and a date.
sample() {  # SET OFFSET
  { zstd -dc "$text/legal.txt.zst"; zstd -dc "$text/general.txt.zst"; } | awk -v offset="$2" -v want=$((pages * 20)) '
    NR % 997 == offset && length($0) > 50 {
      n++
      if (n % 11 == 0) print "Số: " (n * 37 % 2300 + 10) "/KH-UBND ngày " (n % 28 + 1) "/" (n % 12 + 1) "/20" (10 + n % 17) " của UBND tỉnh"
      if (n % 13 == 0) print (n % 90) "/" (n % 63 + 30) " điểm, đạt " (n % 100) "," (n % 10) "%; " (n % 9 + 1) "." (n % 7 + 1) ". Điểm tối đa: " (n % 10) ",5"
      if (n % 9 == 0) print toupper(substr($0, 1, 90)); else print substr($0, 1, 700)
      if (n >= want) exit
    }' | LC_ALL=C.UTF-8 python3 -c '
import sys, unicodedata
for line in sys.stdin:
    head = line[:6]
    print(line.strip().upper() if head.upper() == head and len(line) > 60 else line.strip())'
}

render() {  # SET OFFSET FONT GRADE SIZE EXTRA
  [ -e "$output/$1/page-0001.txt" ] && return
  sample "$1" "$2" > "$output/$1.lines"
  "$corpus" lines "$output/$1.lines" --font "$3" --grade "$4" --size "$5" --seed "$2" --output "$output/$1" $6
  cd "$output/$1"; for page in page-*.txt; do  # no more pages than asked for
    number=$(echo "$page" | sed 's/page-0*\([0-9]*\).txt/\1/'); [ "$number" -le "$pages" ] || rm -f "${page%.txt}".*
  done; cd - > /dev/null
}

render tinos-office 11 Tinos office 13 ""
render tinos-photocopy 211 Tinos photocopy 13.5 ""
render tinos-clean 311 Tinos clean 14 ""
render tinos-bold-office 411 Tinos office 14 --bold
render tinos-italic-office 511 Tinos office 13 --italic
render dejavu-office 611 "DejaVu Serif" office 12 ""
# What old copies look like: marks melt into their letters.
render tinos-photocopy-200 711 Tinos photocopy 14 "--dpi 200"
render tinos-bold-photocopy-200 811 Tinos photocopy 14 "--dpi 200 --bold"
render tinos-italic-photocopy-200 911 Tinos photocopy 13 "--dpi 200 --italic"
render dejavu-photocopy-200 111 "DejaVu Serif" photocopy 11 "--dpi 200"
render tinos-bad-200 147 Tinos bad 13.5 "--dpi 200"
render tinos-bad-150 247 Tinos bad 14 ""
render tinos-office-150 347 Tinos office 13 "--dpi 150"

for language in eng vie; do
  for image in "$output"/*/page-*.png "$output"/*/page-*.jpg "$output"/*/page-*.tif; do
    [ -e "$image" ] || continue
    base=${image%.*}
    [ -e "$base.$language.txt" ] || nice tesseract "$image" "$base.$language" -l "$language" --psm 6 > /dev/null 2>&1
  done
done
