#!/usr/bin/env python3
"""What an ingest costs.

    ingest_bench [--documents N] [--pages N] [--vankho PATH] [--worker PATH] [--scans FOLDER] [--only PART]

- parent: N one-page documents whose pages are "recognised" by a worker that only hands out lines; documents a second,
  and whether queries are answered meanwhile; the parent's peak for N/4, N/2 and N documents, and its slope;
  re-extraction of the N documents
- long: memory over pages: a born-digital PDF of the corpus, repeated to 250 and to N pages
- chain: the real engine on the corpus, with one worker and two, beside ocrmypdf on the same scans where it is installed

Memory is looked at twenty times a second: of the parent, of the largest worker, and of all processes together, once as
the sum of what is resident in each (RSS: what they share is counted in each) and once as what they take from the machine
(PSS: what they share is counted once).
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PLAN = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG ĐÀO
Số: {0}/KH-UBND
KẾ HOẠCH
Cải thiện Chỉ số cải cách hành chính năm 2024
1. Phòng Nội vụ chủ trì, tham mưu Ủy ban nhân dân huyện; báo cáo kết quả trước ngày {1}/12/2024.
2. Các phòng, ban chuyên môn báo cáo kết quả về Phòng Nội vụ trước ngày 20/11/2024, đợt {0}.
3. Phấn đấu năm 2024 tỷ lệ hồ sơ giải quyết đúng hạn đạt từ {2}% trở lên.
"""


class Usage:
    """What a command took: seconds, CPU-seconds with its children, and peaks of memory in MB."""

    def __init__(self):
        self.wall = self.cpu = self.parent = self.worker = self.rss = self.pss = 0.0


def with_children(pid):
    yield pid
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as file:
                for child in file.read().split():
                    yield from with_children(int(child))
    except OSError:
        pass  # it ended


def resident(pid):
    """RSS and PSS of a process in MB; nothing of one that ended."""
    sizes = {"Rss:": 0.0, "Pss:": 0.0}
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            for line in file:
                words = line.split()
                if words[0] in sizes:
                    sizes[words[0]] = int(words[1]) / 1024
    except OSError:
        pass
    return sizes["Rss:"], sizes["Pss:"]


def measured(words):
    usage = Usage()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.time()
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while running.poll() is None:
        sizes = {pid: resident(pid) for pid in with_children(running.pid)}
        usage.parent = max(usage.parent, sizes[running.pid][0])
        usage.worker = max([usage.worker] + [rss for pid, (rss, _) in sizes.items() if pid != running.pid])
        usage.rss = max(usage.rss, sum(rss for rss, _ in sizes.values()))
        usage.pss = max(usage.pss, sum(pss for _, pss in sizes.values()))
        time.sleep(0.05)
    usage.wall = time.time() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    usage.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert running.returncode in (0, 3), (words, running.stderr.read()[-1000:])
    running.stderr.close()
    return usage


def make(folder, count):
    for number in range(count):
        sub = os.path.join(folder, f"{number // 1000:03}")
        os.makedirs(sub, exist_ok=True)
        with open(os.path.join(sub, f"{number:06}.page"), "w") as file:
            # One page of one line a line of the plan: the worker takes U+241E for the end of a line on a page.
            file.write(PLAN.format(number, number % 28 + 1, 80 + number % 20).rstrip("\n").replace("\n", "\u241e") + "\n")


def parent(args, root):
    inbox = os.path.join(root, "in")
    make(inbox, args.documents)
    peaks = []
    for count in (args.documents // 4, args.documents // 2, args.documents):
        part = os.path.join(root, f"in{count}")
        os.makedirs(part)
        for folder in sorted(os.listdir(inbox)):
            for name in sorted(os.listdir(os.path.join(inbox, folder))):
                if int(name[:6]) < count:
                    os.link(os.path.join(inbox, folder, name), os.path.join(part, name))
        store = os.path.join(root, f"kho{count}")
        words = [args.vankho, "ingest", part, "--store", store, "--quiet", "--jobs", "2", "--worker", args.worker]
        used = measured(words)
        peaks.append((count, used.parent))
        print(f"parent: {count} one-page documents in {used.wall:.1f} s: {count / used.wall:.0f} documents/s, "
              f"{used.cpu / count * 1000:.2f} CPU-ms a document, peak {used.parent:.1f} MB")
    (low, first), (high, last) = peaks[0], peaks[-1]
    print(f"memory: {(last - first) * 1024 / (high - low):.2f} KB a document between {low} and {high}")
    for what in ("extract", "restore"):
        used = measured([args.vankho, "reprocess", "--what", what, "--store", store, "--quiet"])
        print(f"reprocess --what {what}: {args.documents} documents in {used.wall:.1f} s, "
              f"{used.cpu / args.documents * 1000:.2f} CPU-ms a document, peak {used.parent:.0f} MB")
    begin = time.time()
    running = subprocess.Popen([args.vankho, "ingest", part, "--store", os.path.join(root, "other"), "--quiet", "--worker",
                                args.worker])
    answered, slowest = 0, 0.0
    while running.poll() is None and time.time() - begin < 20:
        asked = time.time()
        done = subprocess.run([args.vankho, "query", "text", "báo cáo", "--limit", "5", "--store", os.path.join(root, "other")],
                              capture_output=True)
        answered += done.returncode == 0
        slowest = max(slowest, time.time() - asked)
        time.sleep(0.1)
    running.terminate()
    running.wait()
    print(f"queries meanwhile: {answered} answered, the slowest in {slowest * 1000:.0f} ms")


def long_documents(args, root):
    """The pages of a PDF with a text layer, again and again: no engine, but words with boxes on every page."""
    one = os.path.join(args.scans, "tan-thanh-xa-2025.pdf")
    have = int(subprocess.run(["qpdf", "--show-npages", one], capture_output=True, check=True).stdout)
    peaks = []
    for pages in (250, args.pages):
        many = os.path.join(root, f"long{pages}.pdf")
        subprocess.run(["qpdf", "--empty", "--pages", *[one] * (pages // have + 1), "--", many + ".all"], check=True)
        subprocess.run(["qpdf", many + ".all", "--pages", ".", f"1-{pages}", "--", many], check=True)
        used = measured([args.vankho, "ingest", many, "--store", os.path.join(root, f"kholong{pages}"), "--quiet", "--jobs", "2",
                         "--max-pages", str(pages)])
        peaks.append(used)
        print(f"one PDF of {pages} pages: {used.wall:.1f} s, peak of the parent {used.parent:.0f} MB, of a worker "
              f"{used.worker:.0f} MB, of all {used.rss:.0f} MB (PSS {used.pss:.0f} MB)")
    short, long = peaks
    more = args.pages - 250
    print(f"memory: {(long.parent - short.parent) * 1024 / more:.1f} KB a page in the parent, "
          f"{(long.worker - short.worker) * 1024 / more:.1f} KB a page in a worker")


def whole_chain(args, root):
    scans = sorted(os.path.join(args.scans, name) for name in os.listdir(args.scans) if name.endswith(".pdf"))
    ours = {}
    for jobs in (1, 2):
        used = measured([args.vankho, "ingest", *scans, "--always-ocr", "--store", os.path.join(root, f"real{jobs}"), "--quiet",
                         "--jobs", str(jobs)])
        pages = json.loads(subprocess.run([args.vankho, "query", "documents", "--format", "json", "--store",
                                           os.path.join(root, f"real{jobs}")], capture_output=True).stdout)
        count = sum(document["pages"] for document in pages)
        ours[jobs] = used
        print(f"vankho, {jobs} workers: {count} pages in {used.wall:.1f} s, {count / used.wall * 60:.0f} pages/min, "
              f"{used.cpu / count:.2f} CPU-s a page; parent {used.parent:.0f} MB, a worker {used.worker:.0f} MB, all "
              f"{used.rss:.0f} MB (PSS {used.pss:.0f} MB)")
    print(f"two workers read {ours[1].wall / ours[2].wall:.2f} times as fast as one")
    if shutil.which("ocrmypdf") is None:
        print("ocrmypdf: not installed (apt-get install ocrmypdf), not compared")
        return
    # The kinds of paper differ most in what they cost: one line a scan, both programs one after the other.
    all_ours, all_theirs, pages_in_all = [0.0, 0.0], [0.0, 0.0], 0
    for number, scan in enumerate(scans):
        store = os.path.join(root, f"one{number}")
        used = measured([args.vankho, "ingest", scan, "--always-ocr", "--store", store, "--quiet", "--jobs", "2"])
        listed = json.loads(subprocess.run([args.vankho, "query", "documents", "--format", "json", "--store", store],
                                           capture_output=True).stdout)
        count = sum(document["pages"] for document in listed)
        theirs = measured(["ocrmypdf", "-l", "vie", "--jobs", "2", "--force-ocr", "-q", scan, os.path.join(root, "out.pdf")])
        print(f"{os.path.basename(scan):36} {count:3} pages   CPU-s a page {used.cpu / count:.2f} / ocrmypdf "
              f"{theirs.cpu / count:.2f} = {used.cpu / theirs.cpu:.2f}   pages/min {count / used.wall * 60:.0f} / "
              f"{count / theirs.wall * 60:.0f} = {theirs.wall / used.wall:.2f}   MB {used.rss:.0f} / {theirs.rss:.0f}")
        all_ours = [all_ours[0] + used.wall, all_ours[1] + used.cpu]
        all_theirs = [all_theirs[0] + theirs.wall, all_theirs[1] + theirs.cpu]
        pages_in_all += count
    print(f"all {pages_in_all} pages: vankho takes {all_ours[1] / all_theirs[1]:.2f} of the CPU of ocrmypdf --force-ocr "
          f"--jobs 2 and reads {all_theirs[0] / all_ours[0]:.2f} times as many pages a minute")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10000)
    parser.add_argument("--pages", type=int, default=5000, help="of the long PDF")
    parser.add_argument("--vankho", default=os.path.join(HERE, "..", "vankho"))
    parser.add_argument("--worker", default=os.path.join(HERE, "fake_worker"))
    parser.add_argument("--scans", default=os.environ.get("VANKHO_SCANS", "corpus/scans"))
    parser.add_argument("--only", choices=["parent", "long", "chain"])
    args = parser.parse_args()
    args.vankho, args.worker = os.path.abspath(args.vankho), os.path.abspath(args.worker)
    root = tempfile.mkdtemp(prefix="vankho-bench-")
    try:
        for name, part in (("parent", parent), ("long", long_documents), ("chain", whole_chain)):
            if args.only in (None, name):
                part(args, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
