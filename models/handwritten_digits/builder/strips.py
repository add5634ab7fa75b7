"""Strips of a letterhead made up: the gap of "Số: ____/KH-" or "ngày __ tháng __ năm" with digits in it.

A strip is 32 rows high, 1.9 em of the print around it (digit_reader.h has the frame), ink 255 on paper 0. The digits are
those of MNIST, sheared, stretched, thinned and thickened; strokes for the hands that MNIST lacks (1 with a long flag, 7
with a bar, 4 that is open or like an A); handwriting and typeset faces. Around them stand what a cut-out of a scan shows: ends
of the printed words, dotted leaders, specks, pieces of the lines above and below, pale and swollen ink.
"""
import struct

import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROWS = 64  # composed at twice the size
EM = ROWS / 1.9
BASE = EM * 1.4
LETTER = 10  # the class of what is no digit: "b" of "12b"

HANDS = [
    "/usr/share/fonts/opentype/bwht/BecauseWeBuild-Regular.otf",
    "/usr/share/fonts/opentype/bwht/BecauseWeConnect-Regular.otf",
    "/usr/share/fonts/opentype/bwht/BecauseWeLearn-Regular.otf",
    "/usr/share/fonts/opentype/bwht/BecauseWeMentor-Regular.otf",
    "/usr/share/fonts/truetype/breip/Breip.ttf",
    "/usr/share/fonts/truetype/femkeklaver/femkeklaver.ttf",
    "/usr/share/fonts/truetype/fifthhorseman/dkg.ttf",
    "/usr/share/fonts/truetype/rufscript/Rufscript010.ttf",
    "/usr/share/fonts/truetype/sjfonts/Delphine.ttf",
    "/usr/share/fonts/truetype/sjfonts/SteveHand.ttf",
]
PRINT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
SLANTED = "/usr/share/fonts/truetype/croscore/Tinos-Italic.ttf"
STAMPS = [
    PRINT,
    SLANTED,
    PRINT,
    SLANTED,
    "/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf",
    "/usr/share/fonts/truetype/croscore/Arimo-Regular.ttf",
    "/usr/share/fonts/truetype/croscore/Arimo-Bold.ttf",
    "/usr/share/fonts/truetype/croscore/Cousine-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed-Bold.ttf",
]
SYMBOLS = ["QĐ-", "BC-", "KH-U", "CT-U", "TB-S", "SYT", "GM-", "STT", "BGD", "20", "UBN", "TM-", "HD-", "NQ-", "TTr-", "VP", "SNV"]


def read_mnist(folder, part):
    with open(f"{folder}/{part}-images-idx3-ubyte", "rb") as file:
        _, count, height, width = struct.unpack(">4i", file.read(16))
        pictures = np.frombuffer(file.read(), np.uint8).reshape(count, height, width)
    with open(f"{folder}/{part}-labels-idx1-ubyte", "rb") as file:
        file.read(8)
        labels = np.frombuffer(file.read(), np.uint8)
    return pictures, labels


def cropped(picture):
    rows = np.flatnonzero(picture.max(1) > 50)
    columns = np.flatnonzero(picture.max(0) > 50)
    if len(rows) == 0:
        return None
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


class Faces:
    """Words of a face as pictures, kept."""

    def __init__(self):
        self.kept = {}

    def word(self, face, size, text):
        """The picture of `text`, its base line at row 2 * size."""
        key = (face, size, text)
        if key not in self.kept:
            font = ImageFont.truetype(face, size)
            width = int(font.getlength(text)) + size
            picture = Image.new("L", (width, 3 * size), 0)
            ImageDraw.Draw(picture).text((size // 2, 2 * size), text, font=font, fill=255, anchor="ls")
            array = np.asarray(picture)
            columns = np.flatnonzero(array.max(0) > 100)
            self.kept[key] = array[:, columns[0] : columns[-1] + 1] if len(columns) else array[:, :1]
        return self.kept[key]


def curve(points, steps=8):
    """A smooth line through points (Catmull-Rom)."""
    p = np.array([points[0], *points, points[-1]], float)
    out = []
    for i in range(1, len(p) - 2):
        for t in np.linspace(0, 1, steps, endpoint=False):
            a, b, c, d = p[i - 1], p[i], p[i + 1], p[i + 2]
            out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    out.append(p[-2])
    return out


def stroke_digit(rng, digit, height, width_of_pen):
    """1, 4 and 7 as they are written in Vietnam: strokes in a box of 1 by 1, and how wide the box is."""
    u = rng.uniform
    if digit == 1:
        if u() < 0.75:  # a long flag
            strokes = [[(0, u(0.45, 1.0)), (u(0.5, 0.75), u(0, 0.04)), (u(0.45, 0.8), 1)]]
            aspect = u(0.25, 0.6)
        else:
            strokes = [[(u(0, 0.3), u(0.1, 0.3)), (0.6, 0), (u(0.5, 0.7), 1)]]
            aspect = u(0.1, 0.4)
            if u() < 0.3:
                strokes.append([(0, 1), (1, u(0.96, 1))])
        straight = True
    elif digit == 7:
        x = u(0.25, 0.6)
        top = [(0, u(0.02, 0.2)), (u(0.3, 0.5), u(0, 0.14)), (u(0.85, 1), u(0, 0.1))]
        strokes = [top + [(x + 0.2, 0.5), (x, 1)]] if u() < 0.5 else [top, [(u(0.8, 1), 0.04), (x + u(0.1, 0.3), 0.5), (x, 1)]]
        if u() < 0.8:
            y = u(0.4, 0.6)
            strokes.append([(u(0, 0.25), y + u(0, 0.1)), (u(0.8, 1.2), y - u(0, 0.08))])
        aspect = u(0.4, 0.85)
        straight = u() < 0.5
    else:
        y = u(0.5, 0.8)
        x = u(0.5, 0.75)
        kind = u()
        if kind < 0.4:  # open
            strokes = [[(u(0.15, 0.5), u(0, 0.1)), (u(0, 0.1), y), (1, y + u(-0.08, 0.04))], [(x, u(0, 0.45)), (x + u(-0.1, 0.05), 1)]]
        elif kind < 0.75:  # like an A: up, down, and a bar
            strokes = [[(u(0, 0.1), y + u(-0.05, 0.1)), (x - u(0, 0.1), 0), (x + u(-0.05, 0.1), 1)], [(u(-0.05, 0.1), y), (1, y + u(-0.08, 0.05))]]
        else:  # closed
            strokes = [[(x, 1), (x + u(-0.03, 0.03), 0), (0, y), (1, y + u(-0.06, 0.04))]]
        aspect = u(0.45, 0.9)
        straight = True
    scale = 3
    width = max(3, height * aspect)
    pad = width_of_pen
    picture = Image.new("L", (int((width * 1.3 + 2 * pad) * scale), int((height + 2 * pad) * scale)), 0)
    draw = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(x + rng.normal(0, 0.03), y + rng.normal(0, 0.02)) for x, y in stroke]
        if not straight:
            points = curve(points)
        line = [((pad + (0.1 + x) * width) * scale, (pad + y * height) * scale) for x, y in points]
        draw.line(line, fill=255, width=max(2, int(width_of_pen * scale)), joint="curve")
        r = width_of_pen * scale / 2
        for x, y in (line[0], line[-1]):
            draw.ellipse((x - r, y - r, x + r, y + r), fill=255)
    return cropped(np.asarray(picture.resize((max(1, picture.width // scale), max(1, picture.height // scale)), Image.BOX)))


class Composer:
    def __init__(self, pictures, labels):
        self.faces = Faces()
        self.by_digit = [pictures[labels == d] for d in range(10)]

    def digit(self, rng, hand, digit, height, pen, shear):
        """One digit as ink (bool) of some `height`. `hand`: "mnist", or a face."""
        if hand == "mnist":
            if digit in (1, 4, 7) and rng.random() < 0.55:
                glyph = stroke_digit(rng, digit, height, pen)
            else:
                stack = self.by_digit[digit]
                glyph = cropped(stack[rng.integers(len(stack))])
        else:
            glyph = cropped(self.faces.word(hand, 40, str(digit) if digit < 10 else "abcAB"[rng.integers(5)]))
        rows, columns = glyph.shape
        width = max(2, round(columns * height / rows * rng.uniform(0.8, 1.2)))
        picture = Image.fromarray(np.pad(glyph, 1)).resize((width, round(height)), Image.BILINEAR)
        reach = abs(shear) * height
        wide = int(width + reach + 1)
        shift = -reach if shear < 0 else 0
        turn = rng.normal(0, 0.04)
        picture = picture.transform((wide, round(height)), Image.AFFINE, (1, shear, shift - shear * 0, turn, 1, -turn * wide / 2), Image.BILINEAR)
        threshold = rng.uniform(60, 150) if hand != "mnist" else np.interp(pen, [2, 6], [190, 50])
        return np.asarray(picture) > threshold

    def put(self, canvas, ink, x, y):
        """`ink` onto the canvas with its left top at x, y."""
        rows, columns = canvas.shape
        x0, y0 = max(0, x), max(0, y)
        x1, y1 = min(columns, x + ink.shape[1]), min(rows, y + ink.shape[0])
        if x1 > x0 and y1 > y0:
            canvas[y0:y1, x0:x1] |= ink[y0 - y : y1 - y, x0 - x : x1 - x]

    def words(self, canvas, rng, face, text, x, base, right_of=None):
        size = int(EM * rng.uniform(0.88, 1.12))
        ink = self.faces.word(face, size, text) > 110
        if right_of is not None:  # only its end shows: so many pixels
            ink = ink[:, max(0, ink.shape[1] - right_of) :]
        self.put(canvas, ink, int(x), int(base - 2 * size))
        return ink.shape[1]

    def strip(self, rng, width, labels, number):
        """An ink picture 64 rows high and `width` wide with `labels` in it; None where they do not fit."""
        canvas = np.zeros((ROWS, width), bool)
        slanted = not number and rng.random() < 0.9
        face = SLANTED if slanted else PRINT
        base = BASE + rng.normal(0, 0.05) * EM
        shown = int(EM * max(0.02, rng.normal(0.4, 0.15)))
        x = self.words(canvas, rng, face, ("Số:" if rng.random() < 0.8 else "Số") if number else ("ngày", "tháng")[rng.integers(2)], 0, base, shown)
        slack = EM * (rng.exponential(0.35) if rng.random() < 0.8 else rng.uniform(0, 1.6))
        x += int(slack * rng.uniform(0, 1) - 0.12 * EM * rng.random())
        kind = rng.random()
        hand = "mnist" if kind < 0.72 else HANDS[rng.integers(len(HANDS))] if kind < 0.84 else STAMPS[rng.integers(len(STAMPS))]
        printed = hand in STAMPS
        if printed:
            height = EM * rng.uniform(0.6, 0.76) if rng.random() < 0.8 else EM * rng.uniform(0.7, 1.0)
            shear, spread, drift, lift = 0, rng.uniform(0.02, 0.14), 0, rng.normal(0, 0.03)
        else:
            height = EM * rng.uniform(0.65, 1.3)
            shear, spread, drift, lift = rng.normal(0.1, 0.18), rng.normal(0.01, 0.1), rng.normal(0, 0.06), rng.normal(0.02, 0.13)
        pen = rng.uniform(2.0, 6.0)
        bottom = base + lift * EM
        for label in labels:
            own = hand
            if label == LETTER and hand == "mnist":
                own = HANDS[rng.integers(len(HANDS))]
            high = height if printed else height * rng.uniform(0.85, 1.15)
            ink = self.digit(rng, own, label, max(8, high), pen, shear + (0 if printed else rng.normal(0, 0.05)))
            y = bottom - ink.shape[0] + (0 if printed else rng.normal(0, 0.05) * EM)
            self.put(canvas, ink, int(x), int(y))
            x += ink.shape[1] + int(EM * (spread + (0 if printed else rng.normal(0, 0.04))))
            bottom += drift * EM
        x += int(slack * rng.uniform(0, 1) - 0.1 * EM * rng.random())
        if not labels:
            x += int(EM * rng.uniform(0, 2))
        if x > width - 4:
            return None
        if number:
            text = "/" + SYMBOLS[rng.integers(len(SYMBOLS))]
        else:
            text = ("tháng", "năm")[rng.integers(2)]
        before = x
        x += self.words(canvas, rng, face, text, x, base + rng.normal(0, 0.02) * EM)
        end = before + int(EM * max(0.05, rng.normal(0.6, 0.15)))
        canvas[:, min(width, end) :] = False
        self.disturb(canvas, rng, base, min(width, end))
        return canvas

    def disturb(self, canvas, rng, base, end):
        rows, columns = canvas.shape
        if rng.random() < 0.2:  # a dotted leader
            step, y, r = rng.integers(3, 8), int(base + rng.normal(0, 0.05) * EM), rng.integers(1, 3)
            for x in range(int(EM * 0.4), max(1, end - int(EM * 0.6)), step):
                canvas[y : y + r, x : x + r] = True
        if rng.random() < 0.1:  # the line below
            self.words(canvas, rng, PRINT, "V/v báo cáo hoạt động đẩy mạnh"[rng.integers(12) :], -5, BASE + EM * rng.uniform(1.0, 1.3))
        if rng.random() < 0.06:  # the line above
            self.words(canvas, rng, PRINT, "Độc lập - Tự do - Hạnh phúc"[rng.integers(12) :], -5, BASE - EM * rng.uniform(1.25, 1.5))
        if rng.random() < 0.06:  # a rule above
            y, x = rng.integers(0, 8), rng.integers(0, columns)
            canvas[y : y + rng.integers(1, 4), x : x + rng.integers(10, 90)] = True
        for _ in range(rng.poisson(1.2)):  # specks
            y, x, r = rng.integers(rows), rng.integers(max(1, end)), rng.integers(1, 4)
            canvas[y : y + r, x : x + rng.integers(1, 4)] = True
        if rng.random() < 0.03:  # dirt
            y, x = rng.integers(rows), rng.integers(max(1, end))
            canvas[y : y + rng.integers(3, 9), x : x + rng.integers(3, 9)] = True


def worn(canvas, rng):
    """Ink as a scan gives it, 32 rows of grey."""
    ink = canvas
    kind = rng.random()
    if kind < 0.12:  # swollen
        ink = ink | np.roll(ink, 1, 0) | np.roll(ink, 1, 1)
    elif kind < 0.2:  # thinned
        ink = ink & np.roll(ink, 1, rng.integers(2))
    if rng.random() < 0.18:  # pale: ragged edges and holes
        rows, columns = ink.shape
        field = np.asarray(Image.fromarray(rng.random((rows // 4, columns // 4)).astype(np.float32)).resize((columns, rows), Image.BILINEAR))
        ink = ink & (field + 0.35 * rng.random((rows, columns)) > rng.uniform(0.05, 0.36))
    rows, columns = ink.shape
    grey = ink.reshape(rows // 2, 2, columns // 2, 2).mean((1, 3))
    return (grey * 255).astype(np.uint8)


def wanted(rng, number):
    """What stands in a gap."""
    u = rng.random()
    if u < 0.1:
        return []
    if number:
        count = rng.choice([1, 2, 3, 4, 5], p=[0.08, 0.27, 0.3, 0.3, 0.05])
        labels = [int(d) for d in rng.integers(0, 10, count)]
        if count == 1 or (count == 2 and rng.random() < 0.15):
            labels = [0, *labels[-1:]] if rng.random() < 0.7 else labels[-1:]
        if u < 0.14:
            labels.append(LETTER)
        return labels
    if u < 0.12:
        return [LETTER] * int(rng.integers(1, 3))
    value = int(rng.integers(1, 32)) if rng.random() < 0.75 else int(rng.integers(1, 13))
    text = f"{value:02d}" if rng.random() < 0.7 else str(value)
    return [int(c) for c in text]


def batch(composer, seed, index, size, number):
    """`size` strips of one width, their labels."""
    rng = np.random.default_rng([seed, index])
    width = 232 if number else 152
    strips = np.zeros((size, ROWS // 2, width // 2), np.uint8)
    labels = []
    while len(labels) < size:
        want = wanted(rng, number)
        canvas = composer.strip(rng, width, want, number)
        if canvas is None:
            continue
        strips[len(labels)] = worn(canvas, rng)
        labels.append(want)
    return strips, labels
