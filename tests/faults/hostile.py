"""Files that mean harm, made from the project's own scans by mutation and by hand, offered to `vankho ingest`.

    hostile.py --vankho PATH --scans FOLDER [--mutants N] [--engine] [--seed N]

None may end the parent, leave a file outside the store, go without a line in the ledger, or get a control character to
the terminal. Without --engine pages are parsed and drawn but not recognised, so that thousands take minutes.
"""
import argparse
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

NAMES = ["plain", "new\nline", "..", "...", "dots..", "esc\x1b[31mred\x1b[0m", "bell\x07", "\u202etxt.exe", "quote\"'",
         "-rf", "$(touch owned)", "`id`", "semi;colon", "per%cent%n%s", "back\\slash", "tab\tstop", "\x9b2J", "a" * 200]


# Files by hand -------------------------------------------------------------------------------------------------------

def pdf(objects, trailer=b"/Root 1 0 R", tail=b""):
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, xref)
    return bytes(out) + tail


def stream(data, members=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), members, data)


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
ROOT = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE]


def picture_pdf(members, data):
    return pdf(ROOT + [stream(b"595 0 0 842 0 0 cm /I Do"), stream(data, b"/Type/XObject/Subtype/Image" + members)])


def bomb(levels, size):
    data = b"0" * size
    for _ in range(levels):
        data = zlib.compress(data, 9)
    return data


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def tiff(width, height, next_directory):
    entries = [(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
               (278, 4, height), (279, 4, 100)]
    out = b"II*\0" + struct.pack("<I", 108) + b"\0" * 100 + struct.pack("<H", len(entries))
    for tag, kind, value in entries:
        out += struct.pack("<HHII", tag, kind, 1, value)
    return out + struct.pack("<I", next_directory)


def traps():
    deep = b"<</A " * 20000 + b"1" + b">>" * 20000
    kids_loop = [ROOT[0], b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>"]
    flate = b"/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    yield "huge-image.pdf", picture_pdf(flate, zlib.compress(b"\0" * 10_000_000))
    yield "zip-bomb.pdf", picture_pdf(b"/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
                                      b"/Filter[/FlateDecode/FlateDecode/FlateDecode]", bomb(3, 400_000_000))
    yield "content-bomb.pdf", pdf(ROOT + [stream(bomb(2, 300_000_000), b"/Filter[/FlateDecode/FlateDecode]"), b"null"])
    yield "object-stream-bomb.pdf", pdf(ROOT + [stream(b"q " * 10), stream(bomb(1, 50_000_000), b"/Type/ObjStm/N 99999999"
                                                                           b"/First 10/Filter/FlateDecode")])
    yield "jbig2-trap.pdf", picture_pdf(b"/Width 4294967295/Height 4294967295/BitsPerComponent 1/ColorSpace/DeviceGray"
                                        b"/Filter/JBIG2Decode", b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\xff" * 400)
    yield "jpx-trap.pdf", picture_pdf(b"/Width 9/Height 9/Filter/JPXDecode",
                                      b"\0\0\0\x0cjP  \r\n\x87\n" + b"\xff\x4f\xff\x51" + b"\xff" * 500)
    yield "dct-trap.pdf", picture_pdf(b"/Width 65500/Height 65500/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode",
                                      b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1\xff\xda")
    yield "kids-loop.pdf", pdf(kids_loop)
    yield "xref-loop.pdf", pdf(ROOT + [stream(b"")] * 2, b"/Root 1 0 R/Prev 9")
    yield "prev-itself.pdf", re.sub(rb"/Prev \d+", b"/Prev %d" % pdf(ROOT, b"/Root 1 0 R/Prev 100").rfind(b"xref\n0"),
                                    pdf(ROOT, b"/Root 1 0 R/Prev 100"))
    yield "length-lies.pdf", pdf(ROOT + [b"<</Length 2147483647>>stream\nq\nendstream"])
    yield "length-itself.pdf", pdf(ROOT + [b"<</Length 4 0 R>>stream\nq\nendstream"])
    yield "deep.pdf", pdf(ROOT + [deep])
    yield "form-calls-itself.pdf", pdf(ROOT + [stream(b"/I Do"), stream(b"/I Do", b"/Type/XObject/Subtype/Form/BBox"
                                                                        b"[0 0 9 9]/Resources<</XObject<</I 5 0 R>>>>")])
    yield "script.pdf", pdf([b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://x'\\))>>"
                             b"/Names<</EmbeddedFiles<</Names[(/../../owned) 4 0 R]>>>>>>"] + ROOT[1:] + [stream(b"")] * 2)
    yield "launch.pdf", pdf([b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>"] + ROOT[1:] +
                            [stream(b"")] * 2)
    yield "page-of-a-mile.pdf", pdf(ROOT[:2] + [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9e9 9e9]>>"])
    yield "page-of-nothing.pdf", pdf(ROOT[:2] + [b"<</Type/Page/Parent 2 0 R/MediaBox[nan 0 0 -1e309]>>"])
    yield "huge.png", png(30000, 30000, zlib.compress(b"\0" * 1_000_000))
    yield "huge-whole.png", png(30000, 30000, zlib.compress(b"\0" * (30001 * 30000), 1))
    yield "wide.png", png(2**31 - 1, 1, zlib.compress(b"\0" * 100))
    yield "loop.tif", tiff(10, 10, 108)
    yield "huge.tif", tiff(2**31 - 1, 2**31 - 1, 0)
    yield "long-line.txt", b"a" * 3_000_000
    yield "many-lines.txt", b"1.\n" * 300_000
    yield "marks.txt", ("Kế hoạch" + "\u0301" * 100_000).encode()
    yield "controls.txt", "Số: 1/KH \u202e\u2066 =HYPERLINK(\"http://x\") \x1b[2J\n".encode() * 50


# Mutation ------------------------------------------------------------------------------------------------------------

def mutate(data, rng):
    out = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        kind = rng.randrange(8)
        at = rng.randrange(len(out)) if out else 0
        if kind == 0:
            del out[at:]
        elif kind == 1 and out:
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            del out[at:at + rng.randrange(1, 2000)]
        elif kind == 3:
            out[at:at + 8] = rng.randbytes(8)
        elif kind == 4:
            piece = out[at:at + rng.randrange(1, 5000)]
            to = rng.randrange(len(out) + 1)
            out[to:to] = piece
        elif kind == 5:  # a number becomes another
            found = list(re.finditer(rb"\d+", bytes(out[:200_000])))
            if found:
                one = rng.choice(found)
                out[one.start():one.end()] = rng.choice([b"0", b"-1", b"2147483647", b"4294967296", b"99999999999999999"])
        elif kind == 6:  # a name becomes another
            found = list(re.finditer(rb"/[A-Z][A-Za-z]+", bytes(out[:200_000])))
            if len(found) > 1:
                one, other = rng.choice(found), rng.choice(found)
                out[one.start():one.end()] = other.group()
        else:
            out[at:at] = rng.choice([b"endobj", b"stream\n", b"<<" * 50, b"\0" * 100, b"\xff" * 100, b"%%EOF"])
        if len(out) > 4_000_000:
            del out[4_000_000:]
    return bytes(out)


# -------------------------------------------------------------------------------------------------------------------------

def write(folder, number, suffix, data, rng):
    name = rng.choice(NAMES) if rng.random() < 0.2 else "m"
    if name.startswith("."):
        name = "x" + name  # a name that begins with a point is left out of folders, and said to be
    sub = os.path.join(folder, f"{number:05}")
    os.mkdir(sub)
    path = os.fsencode(os.path.join(sub, name + suffix))
    with open(path, "wb") as file:
        file.write(data)
    return os.fsdecode(path)


def entries(folder):
    return sorted(os.listdir(folder))


def run_batch(args, worker, root, batch, files):
    store = os.path.join(root, "kho")
    before = entries(root), entries(os.getcwd())
    words = [args.vankho, "ingest", batch, "--store", store, "--page-timeout", str(args.page_timeout)]
    if worker:
        words += ["--worker", worker]
    done = subprocess.run(words, capture_output=True, timeout=7200)
    said = done.stdout + done.stderr
    assert done.returncode in (0, 2, 3), f"the parent ended with {done.returncode}: {said[-3000:]!r}"
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", said), "a control character reached the terminal"
    assert "\u202e" not in said.decode(errors="replace") and "\x9b" not in said.decode(errors="replace")
    after = entries(root), entries(os.getcwd())
    outside = (set(after[0]) - set(before[0]) - {"kho"}) | (set(after[1]) - set(before[1]))
    assert not outside, f"files outside the store: {outside}"
    out = subprocess.run([args.vankho, "status", "--limit", "0", "--format", "jsonl", "--store", store],
                         capture_output=True, check=True).stdout
    rows = {json.loads(line)["path"]: json.loads(line) for line in reversed(out.splitlines())}
    missing = [path for path in files if path not in rows and os.fsencode(path).decode(errors="backslashreplace") not in rows]
    assert not missing, f"no ledger line: {missing[:5]}"
    return [rows.get(path) or rows[os.fsencode(path).decode(errors="backslashreplace")] for path in files]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vankho", required=True)
    parser.add_argument("--scans", required=True)
    parser.add_argument("--mutants", type=int, default=10000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--page-timeout", type=int, default=10)
    parser.add_argument("--engine", action="store_true", help="recognise too")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.vankho = os.path.abspath(args.vankho)
    rng = random.Random(args.seed)
    root = tempfile.mkdtemp(prefix="vankho-hostile-")
    try:
        worker = None
        if not args.engine:
            worker = os.path.join(root, "worker")
            with open(worker, "w") as file:
                file.write(f'#!/bin/sh\nexec "{args.vankho}" worker --no-engine\n')
            os.chmod(worker, 0o700)
        seeds = []
        for name in sorted(os.listdir(args.scans)):
            with open(os.path.join(args.scans, name), "rb") as file:
                seeds.append((os.path.splitext(name)[1], file.read()))
        begin, outcomes, made, batch_number = time.time(), {}, 0, 0
        hand_made = list(traps())
        while made < args.mutants:
            batch = os.path.join(root, f"in{batch_number}")
            os.mkdir(batch)
            files = []
            for _ in range(min(args.batch, args.mutants - made)):
                if made < len(hand_made):
                    name, data = hand_made[made]
                    files.append(write(batch, made, "-" + name, data, rng))
                else:
                    suffix, data = rng.choice(seeds)
                    files.append(write(batch, made, suffix, mutate(data, rng), rng))
                made += 1
            for row in run_batch(args, worker, root, batch, files):
                key = row["outcome"] if row["outcome"] != "failed" else "failed " + str(row["error_code"])
                outcomes[key] = outcomes.get(key, 0) + 1
            shutil.rmtree(batch)
            batch_number += 1
        checked = subprocess.run([args.vankho, "verify", "--store", os.path.join(root, "kho")], capture_output=True)
        assert checked.returncode == 0, checked.stdout[-2000:]
        listed = ", ".join(f"{count} {key}" for key, count in sorted(outcomes.items()))
        print(f"{made} hostile files in {time.time() - begin:.0f} s: 0 ended the parent, {sum(outcomes.values())} in the "
              f"ledger ({listed}), nothing outside the store, verify clean")
        return 0
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
