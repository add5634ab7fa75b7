"""Kills an ingest at random moments until it is done, and looks at what is left.

    kill.py --vankho PATH --worker PATH [--kills N] [--jobs N ...] [--seed N]

The worker is tests/run/fake_worker: its pages are lines of a text file, each with a few milliseconds of "recognition", so
that hundreds of kills take minutes. Either the whole process group dies by SIGKILL, or one worker does. After each kill:

- every page that the log (--verbose --json) had named is in the store or its document is: at most the pages in hand of
  the workers are lost;
- the database is whole.

At the end the export must be that of a run that nobody disturbed, byte for byte, for every number of workers.
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time


def make_inbox(folder, files, rng):
    os.mkdir(folder)
    for number in range(files):
        pages = rng.choice([1, 1, 2, 3, 5, 8, 40])
        lines = []
        for page in range(1, pages + 1):
            if rng.random() < 0.05:
                lines.append("crash")
            elif rng.random() < 0.5:
                lines.append(f"wait {rng.randrange(1, 25)}")
            else:
                lines.append(f"Phòng Nội vụ báo cáo kết quả số {number}.{page} trước ngày {rng.randrange(1, 29)}/12/2024")
        lines[0] = f"Kế hoạch số {number}"
        with open(os.path.join(folder, f"{number:04}.txt"), "w") as file:
            file.write("\n".join(lines) + "\n")


def children_of(pid):
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    if int(file.read().rsplit(")", 1)[1].split()[1]) == pid:
                        found.append(int(name))
            except (OSError, IndexError):
                pass
    return found


def export(vankho, store):
    done = subprocess.run([vankho, "export", "--format", "jsonl", "--store", store], capture_output=True, check=True)
    return hashlib.sha256(done.stdout).hexdigest()


def start(args, inbox, store, jobs, log):
    return subprocess.Popen([args.vankho, "ingest", inbox, "--store", store, "--worker", args.worker, "--jobs", str(jobs),
                             "--verbose", "--json"], stdout=subprocess.DEVNULL, stderr=log, start_new_session=True)


def pages_in_log(path):
    """(file, page) of each page that was read, failed ones left out."""
    pages = set()
    with open(path, errors="replace") as file:
        for line in file:
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # the line that the kill cut off
            if "page" in entry and entry.get("origin") not in (None, "failed"):
                pages.add((os.path.basename(entry["file"]), entry["page"]))
    return pages


def pages_in_store(store, names):
    """(file, page) of each page that the store has, complete or in hand."""
    connection = sqlite3.connect(os.path.join(store, "vankho.db"))
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT sha256, number FROM pages_in_hand UNION SELECT d.sha256, p.number FROM pages p "
                                  "JOIN documents d ON d.id = p.document_id WHERE p.origin <> 'failed'").fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        rows = []  # killed before the first migration was through
    finally:
        connection.close()
    return {(names[sha256], page) for sha256, page in rows}


class Tally:
    def __init__(self):
        self.kills = self.worker_kills = self.lost = self.runs = 0


def disturbed_run(args, inbox, store, jobs, kills, rng, tally, names):
    """Ingests with kills in between, then lets it finish."""
    log_path = store + ".log"
    for _ in range(kills):
        if os.path.exists(log_path):
            os.unlink(log_path)
        with open(log_path, "w") as log:
            running = start(args, inbox, store, jobs, log)
            time.sleep(rng.uniform(0.005, args.longest))
            if rng.random() < 0.25:
                victims = children_of(running.pid)
                if victims:
                    try:
                        os.kill(rng.choice(victims), signal.SIGKILL)
                        tally.worker_kills += 1
                    except ProcessLookupError:
                        pass
                    time.sleep(rng.uniform(0, 0.1))
            over = running.poll() is not None
            if not over:
                os.kill(running.pid, signal.SIGKILL)
                running.wait()
                tally.kills += 1
        if os.path.exists(os.path.join(store, "vankho.db")):
            tally.lost += len(pages_in_log(log_path) - pages_in_store(store, names))
        if over and rng.random() < 0.5:
            shutil.rmtree(store)  # it was through: begin again
        tally.runs += 1
    with open(log_path, "w") as log:
        code = start(args, inbox, store, jobs, log).wait()
    assert code in (0, 3), (code, open(log_path).read()[-2000:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vankho", required=True)
    parser.add_argument("--worker", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--longest", type=float, default=1.0, help="seconds until a kill, at most")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    folder = tempfile.mkdtemp(prefix="vankho-kill-")
    try:
        inbox = os.path.join(folder, "in")
        make_inbox(inbox, args.files, rng)
        names = {}
        for name in os.listdir(inbox):
            with open(os.path.join(inbox, name), "rb") as file:
                names[hashlib.sha256(file.read()).hexdigest()] = name
        reference = os.path.join(folder, "reference")
        tally = Tally()
        disturbed_run(args, inbox, reference, 2, 0, rng, tally, names)
        wanted = export(args.vankho, reference)
        begin = time.time()
        for jobs in args.jobs:
            store = os.path.join(folder, f"kho{jobs}")
            before = tally.kills
            while tally.kills - before < args.kills // len(args.jobs):
                disturbed_run(args, inbox, store, jobs, 10, rng, tally, names)
                assert export(args.vankho, store) == wanted, f"{jobs} workers: another export"
                checked = subprocess.run([args.vankho, "verify", "--store", store], capture_output=True)
                assert checked.returncode == 0, checked.stdout.decode() + checked.stderr.decode()
                shutil.rmtree(store)
        print(f"{tally.kills} runs killed, {tally.worker_kills} workers killed, {tally.lost} read pages lost, exports "
              f"identical with {' and '.join(map(str, args.jobs))} workers, {time.time() - begin:.0f} s")
        return 0 if tally.lost == 0 else 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
