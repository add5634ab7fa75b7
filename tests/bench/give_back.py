#!/usr/bin/env python3
"""Figures of the page given back: exports every document of a store as searchable PDF and looks at it with other programs.

    tests/bench/give_back.py VANKHO STORE [--max-edge 2] [--rows]

For each document: does `qpdf --check` pass; is the text that `pdftotext -raw` finds on each page the restored text (white
space apart), in how many pages and in what share of words; what share of all words `pdftotext` finds, and finds in our order,
when it orders them itself (plain) and by where they stand (-layout); how many words' boxes (`pdftotext -bbox`) have all four edges within so many points of the printed word's
box; by how many bytes a page the file grew. Exit code 1 when a bound is broken.
"""
import argparse, collections, difflib, json, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

BOUND_GROWTH, BOUND_PAGE = 1.05, 10_000


def run(*words):
    return subprocess.run(words, capture_output=True, check=False)


def pages_of(text):
    return [page.split() for page in text.decode("utf-8").rstrip("\f").split("\f")]


def hocr_words(path):
    """A list a page of (word, box in points)."""
    pages = []
    for page in ET.parse(path).iter("{http://www.w3.org/1999/xhtml}div"):
        if page.get("class") != "ocr_page":
            continue
        words = []
        for span in page.iter("{http://www.w3.org/1999/xhtml}span"):
            if span.get("class") == "ocrx_word":
                box = [int(n) * 72 / 300 for n in re.search(r"bbox (\d+) (\d+) (\d+) (\d+)", span.get("title")).groups()]
                words.append((span.text, box))
        pages.append(words)
    return pages


def bbox_words(path):
    out = run("pdftotext", "-bbox", path, "-").stdout.decode("utf-8")
    out = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", out)
    pages = []
    for page in re.findall(r"<page .*?</page>", out, re.S):
        words = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page)
        pages.append([(unescape(w[4]).strip(), [float(x) for x in w[:4]]) for w in words])
    return pages


def page_at(pages, index):
    return pages[index] if index < len(pages) else []


def in_order(words, other):
    return sum(m.size for m in difflib.SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks())


def unescape(text):
    for name, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(name, letter)
    return text


def edge_errors(wanted, found):
    """For each wanted word the largest edge error of the nearest found word of the same letters."""
    by_text = collections.defaultdict(list)
    for text, box in found:
        by_text[text].append(box)
    errors = []
    for text, box in wanted:
        near = [max(abs(a - b) for a, b in zip(box, other)) for other in by_text.get(text, [])]
        errors.append((min(near, default=1e9), text, box))
    return errors


def measure(vankho, store, row, folder, max_edge):
    sha, name = row["sha256"], row["file_name"]
    pdf, txt, hocr = (os.path.join(folder, "x." + e) for e in ("pdf", "txt", "hocr"))
    done = run(vankho, "export", "--store", store, "--document", sha, "--format", "pdf", "--output", pdf, "-v")
    if done.returncode not in (0, 3):
        return {"file": name, "skipped": done.stderr.decode().strip()}
    layers = re.search(r"text layer on (\d+) of (\d+)", done.stderr.decode())
    layered = int(layers.group(1)) if layers else 0
    run(vankho, "export", "--store", store, "--document", sha, "--format", "txt", "--output", txt)
    run(vankho, "export", "--store", store, "--document", sha, "--format", "hocr", "--output", hocr)
    wanted = pages_of(open(txt, "rb").read())
    raw = pages_of(run("pdftotext", "-raw", pdf, "-").stdout)
    orders = {"plain": pages_of(run("pdftotext", pdf, "-").stdout),
              "layout": pages_of(run("pdftotext", "-layout", pdf, "-").stdout)}
    pages = open(txt, "rb").read().count(b"\f") + 1
    original = run(vankho, "show", sha, "--store", store, "--original").stdout.decode().strip()
    result = {"file": name, "pages": pages, "layered": layered, "pdfa": b"PDF/A-2b" in done.stderr,
              "signed": done.returncode == 3, "check": run("qpdf", "--check", pdf).returncode == 0,
              "size": os.path.getsize(pdf), "original": os.path.getsize(original)}
    result["fits"] = result["size"] <= result["original"] * BOUND_GROWTH + BOUND_PAGE * pages
    result["words"] = sum(map(len, wanted))
    result["pages_equal"] = sum(a == b for a, b in zip(wanted, raw + [[]] * len(wanted)))
    result["in_order"] = sum(in_order(words, page_at(raw, i)) for i, words in enumerate(wanted))
    for name, read in orders.items():
        both = [(words, page_at(read, i)) for i, words in enumerate(wanted)]
        result[name + "_order"] = sum(in_order(*pair) for pair in both)
        result[name + "_found"] = sum(sum((collections.Counter(a) & collections.Counter(b)).values()) for a, b in both)
        result[name + "_same_words"] = sum(collections.Counter(a) == collections.Counter(b) for a, b in both)
    boxes = bbox_words(pdf)
    errors = [e for page, words in enumerate(hocr_words(hocr)) for e in edge_errors(words, boxes[page])]
    result["boxes"] = len(errors)
    result["near"] = sum(e[0] <= max_edge for e in errors)
    result["far"] = sorted(((round(e[0], 1), e[1], [round(x) for x in e[2]]) for e in errors if e[0] > max_edge), reverse=True)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vankho")
    parser.add_argument("store")
    parser.add_argument("--max-edge", type=float, default=2.0, help="points")
    parser.add_argument("--far", action="store_true", help="print the words whose boxes are off")
    options = parser.parse_args()
    listed = run(options.vankho, "query", "documents", "--store", options.store, "--format", "jsonl").stdout.decode()
    rows = [json.loads(line) for line in listed.splitlines()]
    total, bad = collections.Counter(), []
    print("pages layer  A-2b check    size/orig  +kB/page  pages=  words in order  found  box<=%gpt  file" % options.max_edge)
    with tempfile.TemporaryDirectory() as folder:
        for row in sorted(rows, key=lambda row: row["file_name"]):
            r = measure(options.vankho, options.store, row, folder, options.max_edge)
            if "skipped" in r:
                print("%s: %s" % (r["file"], r["skipped"]))
                continue
            grown = (r["size"] - r["original"]) / 1000 / r["pages"]
            print("%5d %5d %5s %5s %12.3f %9.1f %4d/%-3d %14.4f %6.4f %9.4f  %s" % (
                r["pages"], r["layered"], "yes" if r["pdfa"] else "no", "ok" if r["check"] else "BAD",
                r["size"] / r["original"], grown, r["pages_equal"], r["pages"], r["in_order"] / max(1, r["words"]),
                r["plain_found"] / max(1, r["words"]), r["near"] / max(1, r["boxes"]), r["file"] + (" (signed)" if r["signed"] else "")))
            if options.far:
                for word in r["far"][:15]:
                    print("      ", *word)
            if not r["check"] or not r["fits"]:
                bad.append(r["file"])
            if r["layered"] == r["pages"]:
                total.update({k: int(v) for k, v in r.items() if isinstance(v, (int, bool))})
    if total:
        print("documents wholly layered: %d of %d pages equal, %.4f of words in order, %.4f of boxes within %g points" % (
            total["pages_equal"], total["pages"], total["in_order"] / total["words"], total["near"] / total["boxes"],
            options.max_edge))
        for name in ("plain", "layout"):
            print("  pdftotext %-7s %.4f of words found, %.4f in our order, %d of %d pages with the same words" % (
                name, total[name + "_found"] / total["words"], total[name + "_order"] / total["words"],
                total[name + "_same_words"], total["pages"]))
    print("broken bounds: " + (", ".join(bad) or "none"))
    return 1 if bad else 0


sys.exit(main())
