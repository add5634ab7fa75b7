#!/usr/bin/env python3
"""make_boxes.py BOXES.tsv DPI PAGE.png...: beside each picture the .box file that Tesseract trains by, a line of print an entry."""
import struct
import sys

scale = int(sys.argv[2]) / 72
rows = [row.rstrip("\n").split("\t") for row in open(sys.argv[1], encoding="utf8")][1:]
for page, path in enumerate(sys.argv[3:], 1):
    width, height = struct.unpack(">II", open(path, "rb").read(24)[16:24])
    with open(path[:-4] + ".box", "w", encoding="utf8") as out:
        for row in rows:
            if row[0] != str(page) or row[2] != "0":
                continue
            left, top, right, bottom = (float(edge) * scale for edge in row[3:7])
            left, top, right, bottom = max(0, int(left) - 3), int(top) - 3, min(width, int(right) + 4), int(bottom) + 4
            out.write(f"WordStr {left} {height - bottom} {right} {height - top} 0 #{row[7]}\n")
            out.write(f"\t {right + 1} {height - bottom} {right + 2} {height - top} 0\n")
