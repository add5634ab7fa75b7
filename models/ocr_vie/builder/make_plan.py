#!/usr/bin/env python3
"""make_plan.py SEED UNICHARSET TEXT: a plan for vankho_corpus of 110 paragraphs: lines of TEXT whose letters the model knows,
rows of numbers, document numbers with dates. The same seed gives the same plan."""
import random
import sys
import unicodedata

chance = random.Random(int(sys.argv[1]))
known = {row.split(" ")[0] for row in open(sys.argv[2], encoding="utf8").read().split("\n")[1:]} | {" "}
lines = []
for line in open(sys.argv[3], encoding="utf8"):
    line = unicodedata.normalize("NFC", line.strip().replace("\u2013", "-").replace("\u2019", "'"))
    if 20 < len(line) < 420 and all(letter in known for letter in line):
        lines.append(line)
SYMBOLS = ["KH-UBND", "QĐ-UBND", "HD-UBND", "BC-UBND", "NQ-CP", "QĐ-TTg", "KH-SNV", "CV-SNV", "NQ-HĐND", "TTr-SNV", "TT-BNV",
           "QĐ-BNV", "KH-UBND", "NĐ-CP"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


def number():
    below = chance.randrange
    hundredths = f"{below(30)},{below(100):02d}"
    tenths = f"{below(4)},{below(1, 10)}"
    return chance.choice([hundredths, hundredths, hundredths, tenths, tenths, f"{below(100)},{below(10000):04d}",
            f"{below(1, 9)}.{below(1, 9)}", f"{below(1, 9)}.{below(1, 9)}.{below(1, 9)}", str(below(101)),
            f"{below(1, 400)}.{below(1000):03d}", chance.choice(ROMAN), f"{below(60, 100)}%"])


def symbol():
    return f"{chance.randrange(1, 5000)}/{chance.choice(SYMBOLS)}"


def date():
    day, month, year = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(2012, 2027)
    return chance.choice([f"{day:02d}/{month:02d}/{year}", f"ngày {day} tháng {month} năm {year}",
                          f"{day}/{month}/{year}", f"quý {chance.choice(ROMAN[:4])} năm {year}"])


print(f"@style size={chance.choice([13, 14])} spacing=1.1 gap=3")
for _ in range(110):
    kind = chance.random()
    if kind < 0.62:
        style = "@h2 " if chance.random() < 0.15 else "@basis " if chance.random() < 0.12 else ""
        print(style + chance.choice(lines).lstrip("@#"))
    elif kind < 0.82:
        print(" ".join(number() for _ in range(chance.randrange(3, 11))))
    elif kind < 0.92:
        print(f"Căn cứ {chance.choice(['Kế hoạch', 'Quyết định', 'Hướng dẫn', 'Báo cáo', 'Nghị quyết'])} số {symbol()} ngày {date()} "
              f"và số {symbol()} {date()}; {number()} điểm")
    else:
        print(f"- {chance.choice(lines)[:60].strip()} {number()}/{number()} điểm, đạt {number()}; hoàn thành trước ngày {date()}.")
