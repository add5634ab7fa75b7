#!/bin/sh
# train.sh VANKHO_CORPUS TEXT WORK: fine-tunes Debian's integer model of Vietnamese (MODEL.md). VANKHO_CORPUS is built with
# skew_degrees = 0 in every recipe of corpus/generator/scan.cc: lines are cut out by upright boxes. TEXT: a line a line.
set -e
export OMP_THREAD_LIMIT=1
corpus=$1 text=$2 work=$3 here=$(dirname "$0")
stock=/usr/share/tesseract-ocr/5/tessdata/vie.traineddata
mkdir -p "$work/out"
combine_tessdata -u "$stock" "$work/vie."
python3 "$here/dequantise.py" "$work/vie.lstm" "$work/vie_double.lstm"
n=0
while read -r face grade dpi; do
  n=$((n + 1))
  python3 "$here/make_plan.py" $n "$work/vie.lstm-unicharset" "$text" > "$work/$n.txt"
  "$corpus" typeset "$work/$n.txt" --font "$(echo "$face" | tr _ ' ')" --grade "$grade" --dpi "$dpi" --seed $((n + 100)) \
    --output "$work/$n.pdf" --truth "$work/truth$n"
  pdftoppm -r 200 -gray -png "$work/$n.pdf" "$work/page$n"
  python3 "$here/make_boxes.py" "$work/truth$n/boxes.tsv" 200 "$work/page$n"-*.png
done << 'END'
Tinos office 200
Tinos photocopy 200
Tinos bad 150
TeX_Gyre_Termes office 200
TeX_Gyre_Termes photocopy 300
TeX_Gyre_Termes bad 150
Tinos clean 200
Tinos photocopy 200
TeX_Gyre_Termes photocopy 200
END
for page in "$work"/page*.png; do
  tesseract "$page" "${page%.png}" -l vie --psm 6 lstm.train
done
ls "$work"/page*.lstmf | sort > "$work/files"
lstmtraining --continue_from "$work/vie_double.lstm" --traineddata "$stock" --train_listfile "$work/files" \
  --model_output "$work/out/vie" --reset_learning_rate --learning_rate 0.0002 --max_iterations 5200 --target_error_rate 0.0001
lstmtraining --stop_training --convert_to_int --continue_from "$work/out/vie_checkpoint" --traineddata "$stock" \
  --model_output "$work/vie.traineddata"
