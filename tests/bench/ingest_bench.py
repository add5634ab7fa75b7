#!/usr/bin/env python3
"""What an ingest costs.

    ingest_bench [--documents N] [--vankho PATH] [--worker PATH] [--scans FOLDER]

- the parent alone: N one-page documents whose pages are "recognised" by a worker that only hands out lines; documents a
  second, and whether queries are answered meanwhile
- memory over N: the parent's peak for N/4, N/2 and N documents, and its slope
- memory over pages: one document of 500 and of 2000 pages
- re-extraction of the N documents
- whole chain with the real engine on the corpus, beside ocrmypdf on the same scans where it is installed
"""
import argparse
import json
import os
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


def measured(words, **options):
    """Seconds, CPU-seconds and peak MiB of the largest process of a command."""
    script = ("import resource,subprocess,sys,time,json;t=time.time();c=subprocess.run(sys.argv[1:],stdout=2).returncode;"
              "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
              "print(json.dumps([c,time.time()-t,u.ru_utime+u.ru_stime,u.ru_maxrss/1024]))")
    done = subprocess.run(["python3", "-c", script, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    code, wall, cpu, peak = json.loads(done.stdout.splitlines()[-1])
    assert code in (0, 3), (words, done.stderr[-1000:])
    return wall, cpu, peak


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
        wall, cpu, peak = measured(words)
        peaks.append((count, peak))
        print(f"parent: {count} one-page documents in {wall:.1f} s: {count / wall:.0f} documents/s, "
              f"{cpu / count * 1000:.2f} CPU-ms a document, peak {peak:.0f} MB")
    (low, first), (high, last) = peaks[0], peaks[-1]
    print(f"memory: {(last - first) * 1024 / (high - low):.2f} KB a document between {low} and {high}")
    for what in ("extract", "restore"):
        wall, cpu, peak = measured([args.vankho, "reprocess", "--what", what, "--store", store, "--quiet"])
        print(f"reprocess --what {what}: {args.documents} documents in {wall:.1f} s, {cpu / args.documents * 1000:.2f} CPU-ms "
              f"a document, peak {peak:.0f} MB")
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
    peaks = []
    for pages in (500, 2000):
        inbox = os.path.join(root, f"long{pages}")
        os.makedirs(inbox)
        line = PLAN.format(1, 2, 90).rstrip("\n").replace("\n", "\u241e")
        with open(os.path.join(inbox, "long.page"), "w") as file:
            file.writelines(f"{line} {number}\n" for number in range(pages))
        wall, _, peak = measured([args.vankho, "ingest", inbox, "--store", os.path.join(root, f"kholong{pages}"), "--quiet",
                                  "--worker", args.worker])
        peaks.append(peak)
        print(f"one document of {pages} pages: {wall:.1f} s, peak {peak:.0f} MB")
    print(f"memory: {(peaks[1] - peaks[0]) * 1024 / 1500:.1f} KB a page of one document (8 lines without boxes)")


def whole_chain(args, root):
    scans = sorted(os.path.join(args.scans, name) for name in os.listdir(args.scans) if name.endswith(".pdf"))
    ours = {}
    for jobs in (1, 2):
        wall, cpu, peak = measured([args.vankho, "ingest", *scans, "--always-ocr", "--store", os.path.join(root, f"real{jobs}"),
                                    "--quiet", "--jobs", str(jobs)])
        pages = json.loads(subprocess.run([args.vankho, "query", "documents", "--format", "json", "--store",
                                           os.path.join(root, f"real{jobs}")], capture_output=True).stdout)
        count = sum(document["pages"] for document in pages)
        ours[jobs] = (wall, cpu, count)
        print(f"vankho, {jobs} workers: {count} pages in {wall:.1f} s, {count / wall * 60:.0f} pages/min, "
              f"{cpu / count:.2f} CPU-s a page, largest process {peak:.0f} MB")
    print(f"two workers read {ours[1][0] / ours[2][0]:.2f} times as fast as one")
    if shutil.which("ocrmypdf") is None:
        print("ocrmypdf: not installed (apt-get install ocrmypdf), not compared")
        return
    # The kinds of paper differ most in what they cost: one line a scan, both programs one after the other.
    all_ours, all_theirs, pages_in_all = [0.0, 0.0], [0.0, 0.0], 0
    for number, scan in enumerate(scans):
        store = os.path.join(root, f"one{number}")
        wall, cpu, _ = measured([args.vankho, "ingest", scan, "--always-ocr", "--store", store, "--quiet", "--jobs", "2"])
        listed = json.loads(subprocess.run([args.vankho, "query", "documents", "--format", "json", "--store", store],
                                           capture_output=True).stdout)
        count = sum(document["pages"] for document in listed)
        their_wall, their_cpu, _ = measured(["ocrmypdf", "-l", "vie", "--jobs", "2", "--force-ocr", "-q", scan,
                                             os.path.join(root, "out.pdf")])
        print(f"{os.path.basename(scan):36} {count:3} pages   CPU-s a page {cpu / count:.2f} / ocrmypdf "
              f"{their_cpu / count:.2f} = {cpu / their_cpu:.2f}   pages/min {count / wall * 60:.0f} / "
              f"{count / their_wall * 60:.0f} = {their_wall / wall:.2f}")
        all_ours = [all_ours[0] + wall, all_ours[1] + cpu]
        all_theirs = [all_theirs[0] + their_wall, all_theirs[1] + their_cpu]
        pages_in_all += count
    print(f"all {pages_in_all} pages: vankho takes {all_ours[1] / all_theirs[1]:.2f} of the CPU of ocrmypdf --force-ocr "
          f"--jobs 2 and reads {all_theirs[0] / all_ours[0]:.2f} times as many pages a minute")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10000)
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
