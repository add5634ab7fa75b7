"""The program as people meet it: commands, exit codes, and every kind of bad input with its message and ledger line.

Run by CTest, one class a test: cli_test.py CLASS. VANKHO and FAKE_WORKER name the programs.
"""
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

VANKHO = os.environ["VANKHO"]
FAKE_WORKER = os.environ["FAKE_WORKER"]
NOBODY = 65534

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN ĐỒNG LÂM

Số: 27/KH-UBND

KẾ HOẠCH
Cải thiện Chỉ số cải cách hành chính năm 2024

1. Phòng Nội vụ chủ trì, tham mưu Ủy ban nhân dân huyện theo dõi việc thực hiện; báo cáo
kết quả trước ngày 15/12/2024.
2. Các phòng, ban chuyên môn báo cáo kết quả về Phòng Nội vụ trước ngày 20/11/2024.
"""
ENGLISH = """The Department of Transportation published its annual performance management report yesterday.
Several regional authorities requested additional infrastructure investments, while independent
organisations criticised insufficient environmental assessments throughout previous decades.
""" * 5


def write_pdf(path, pages, stream=b""):
    """A PDF of empty (or equal) pages, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", None, b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)]
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"] * pages
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref)
    with open(path, "wb") as file:
        file.write(out)


class CliCase(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="vankho-cli-")
        self.store = os.path.join(self.dir, "kho")
        self.inbox = os.path.join(self.dir, "in")
        os.mkdir(self.inbox)

    def tearDown(self):
        subprocess.run(["chmod", "-R", "u+rwX", self.dir], check=False)
        shutil.rmtree(self.dir, ignore_errors=True)

    def file(self, name, content):
        path = os.path.join(self.inbox, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
        return path

    def run_vankho(self, *words, stdin=None, env=None, **options):
        environment = dict(os.environ, **(env or {}))
        return subprocess.run([VANKHO, *words], input=stdin, capture_output=True, env=environment, timeout=300, **options)

    def expect(self, code, *words, **options):
        done = self.run_vankho(*words, **options)
        self.assertEqual(done.returncode, code, (words, done.stdout.decode(), done.stderr.decode()))
        return done.stdout.decode(), done.stderr.decode()

    def ingest(self, code, *paths, more=(), **options):
        return self.expect(code, "ingest", *(paths or [self.inbox]), "--store", self.store, *more, **options)

    def ledger(self):
        out, _ = self.expect(0, "status", "--store", self.store, "--limit", "0", "--format", "jsonl")
        rows = [json.loads(line) for line in out.splitlines()]
        return {os.path.basename(row["path"]): row for row in reversed(rows)}  # the newest line of each

    def expect_failure(self, path, reason, *words):
        """The file fails for the reason, says so with these words, and a good file beside it goes on."""
        good = self.file("zz-good.txt", PLAN)
        _, err = self.ingest(3, path, good)
        self.assertIn(os.path.basename(path), err)
        for word in words:
            self.assertIn(word, err)
        row = self.ledger()[os.path.basename(path)]
        self.assertEqual((row["outcome"], row["error_code"]), ("failed", reason))
        self.assertTrue(row["message"])
        self.assertEqual(self.ledger()["zz-good.txt"]["outcome"], "ingested")


class Help(CliCase):
    COMMANDS = ["ingest", "query", "query deadlines", "query criteria", "query targets", "query assignments",
                "query documents", "query text", "show", "extract", "explain", "restore", "export", "eval", "status", "retry",
                "reprocess", "watch", "verify", "backup", "forget", "version"]

    def test_every_command_has_help_with_examples(self):
        for command in self.COMMANDS:
            out, _ = self.expect(0, *command.split(), "--help")
            self.assertIn("Examples:", out)
            self.assertIn("vankho " + command.split()[0], out)

    def test_every_option_of_an_example_exists(self):
        for command in self.COMMANDS:
            out, _ = self.expect(0, *command.split(), "--help")
            options, examples = out.split("Examples:")
            for word in re.findall(r"--[a-z-]+", examples):
                if command != "query":  # its examples are of the questions below it
                    self.assertIn(word, options, command)

    def test_the_list_names_all_commands_but_not_the_worker(self):
        out, _ = self.expect(0, "--help")
        for command in ["ingest", "query", "show", "extract", "restore", "export", "eval", "status"]:
            self.assertIn("\n  " + command, out)
        self.assertNotIn("worker", out)

    def test_wrong_words_are_exit_code_2(self):
        for words in [[], ["frobnicate"], ["ingest"], ["query"], ["query", "deadlines", "--nope"],
                      ["query", "deadlines", "--format", "xml"], ["ingest", "x", "--jobs", "many"],
                      ["query", "text"], ["ingest", "x", "-q", "-v"]]:
            self.expect(2, *words)

    def test_version(self):
        out, _ = self.expect(0, "version")
        self.assertRegex(out, r"^vankho \d+\.\d+")
        self.assertRegex(out, r"engine: tesseract \d")


class Ingest(CliCase):
    def test_a_text_goes_in_and_the_same_bytes_again_do_nothing(self):
        self.file("plan.txt", PLAN)
        out, _ = self.ingest(0)
        self.assertIn("1 file: 1 ingested", out)
        out, err = self.ingest(0)
        self.assertIn("already in the store", err)
        self.assertIn("1 already in the store", out)
        documents, _ = self.expect(0, "query", "documents", "--store", self.store, "--format", "jsonl")
        self.assertEqual(len(documents.splitlines()), 1)

    def test_the_store_does_not_depend_on_jobs(self):
        for i in range(12):
            self.file(f"f{i}.txt", PLAN.replace("27/KH", f"{30 + i}/KH"))
        exports = []
        for jobs in ["1", "3"]:
            self.store = os.path.join(self.dir, "kho" + jobs)
            self.ingest(0, more=["--jobs", jobs])
            exports.append(self.expect(0, "export", "--store", self.store)[0])
        self.assertEqual(exports[0], exports[1])
        self.assertEqual(len(exports[0].splitlines()), 12)

    def test_a_store_inside_the_folder_is_not_ingested(self):
        self.store = os.path.join(self.inbox, "kho")
        self.file("plan.txt", PLAN)
        self.ingest(0)
        out, _ = self.ingest(0)
        self.assertIn("1 file:", out)

    def test_json_logs_are_lines_of_json(self):
        self.file("plan.txt", PLAN)
        self.file("empty.pdf", b"")
        _, err = self.ingest(3, more=["--json", "--verbose"])
        lines = [json.loads(line) for line in err.splitlines()]
        self.assertIn("empty", [line.get("code") for line in lines])
        self.assertEqual(lines[-1]["message"], "done")
        self.assertEqual(lines[-1]["failures"], {"empty": 1})

    def test_quiet_says_only_what_went_wrong(self):
        self.file("plan.txt", PLAN)
        self.assertEqual(self.ingest(0, more=["-q"]), ("", ""))
        self.file("empty.pdf", b"")
        out, err = self.ingest(3, more=["-q"])
        self.assertEqual(out, "")
        self.assertEqual(len(err.splitlines()), 1)

    def test_escapes_in_file_names_do_no_harm(self):
        self.file("evil\x1b]0;gotcha\x07\u202e.txt", PLAN)
        self.file("bad\nname.pdf", b"")
        out, err = self.ingest(3)
        out2, err2 = self.expect(0, "status", "--store", self.store)
        for text in [out, err, out2, err2]:
            for char in "\x1b\x07\u202e":
                self.assertNotIn(char, text)
        self.assertIn("\\x1b", err)

    def test_ctrl_c_keeps_what_is_complete_and_says_how_to_go_on(self):
        self.file("a.txt", "một\n")
        self.file("b.txt", "hang\n")
        words = ["ingest", self.inbox, "--store", self.store, "--worker", FAKE_WORKER, "--jobs", "1"]
        running = subprocess.Popen([VANKHO, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in running.stderr:
            if "a.txt" in line:
                break
        begin = time.time()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
        self.assertLess(time.time() - begin, 30)
        self.assertEqual(running.returncode, 2)
        self.assertIn("Type the same command again", err)
        self.assertEqual({name: row["outcome"] for name, row in self.ledger().items()}, {"a.txt": "ingested"})

    def test_a_crashing_worker_costs_only_its_page(self):
        self.file("a.txt", "một\ncrash\nhai\n")
        _, err = self.ingest(3, more=["--worker", FAKE_WORKER])
        self.assertIn("1 of 3 pages could not be read (page 2: ", err)
        self.assertEqual(self.ledger()["a.txt"]["outcome"], "partial")
        out, _ = self.expect(0, "show", "a.txt", "--text", "--store", self.store)
        self.assertIn("một", out)
        self.assertIn("page 3: plain-text", out)


class GiveBack(CliCase):
    """vankho export --format pdf, txt, hocr, alto, archive."""

    def setUp(self):
        super().setUp()
        self.file("plan.txt", PLAN)
        scans = os.path.join(os.environ["VANKHO_SOURCE"], "corpus", "scans")
        shutil.copy(os.path.join(scans, "hoa-loc-cong-van-2024.jpg"), os.path.join(self.inbox, "scan.jpg"))
        self.ingest(0)
        self.out = os.path.join(self.dir, "out")

    def export(self, code, *words):
        return self.expect(code, "export", "--store", self.store, *words)

    def read(self, *path):
        with open(os.path.join(self.out, *path), "rb") as file:
            return file.read()

    def test_text_comes_back(self):
        out, _ = self.export(0, "--format", "txt", "--document", "27/KH-UBND")
        self.assertEqual(out.split(), PLAN.split())
        self.export(0, "--format", "txt", "--output", self.out)
        self.assertEqual(self.read("plan.txt").decode(), out)
        self.assertIn("ỦY BAN NHÂN DÂN", self.read("scan.txt").decode())

    def test_a_pdf_comes_back_and_a_text_does_not(self):
        _, err = self.export(3, "--format", "pdf", "--output", self.out)
        self.assertIn("plan.txt: is a text without pages", err)
        self.assertIn("1 of 2 documents", err)
        path = os.path.join(self.out, "scan.pdf")
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertIn(b"<pdfaid:part>2</pdfaid:part>", self.read("scan.pdf"))
        single = os.path.join(self.dir, "one.pdf")
        self.export(0, "--format", "pdf", "--document", "scan.jpg", "--output", single)
        with open(single, "rb") as file:
            self.assertEqual(file.read(), self.read("scan.pdf"))
        for form in ("pdf", "hocr", "alto"):
            _, err = self.export(2, "--format", form, "--document", "plan.txt", "--output", single)
            self.assertIn("--format txt", err)

    def test_words_that_do_not_go_together(self):
        for words, hint in [(["--format", "pdf"], "--output DIR"), (["--format", "archive"], "--output DIR"),
                            (["--format", "pdf", "--document", "scan.jpg"], "--output FILE.pdf"),
                            (["--format", "txt", "--agency", "Phòng Nội vụ", "--output", self.out], "--agency"),
                            (["--format", "hocr", "--document", "nothing"], "nothing")]:
            _, err = self.export(2, *words)
            self.assertIn(hint, err)

    def test_a_package_is_whole(self):
        self.export(0, "--format", "archive", "--output", self.out, "--today", "2024-05-02")
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            for line in self.read(manifest).decode().splitlines():
                digest, path = line.split("  ", 1)
                self.assertEqual(hashlib.sha256(self.read(path)).hexdigest(), digest, path)
        listed = {line.split("  ", 1)[1] for line in self.read("manifest-sha256.txt").decode().splitlines()}
        there = {os.path.relpath(os.path.join(folder, name), self.out)
                 for folder, _, names in os.walk(os.path.join(self.out, "data")) for name in names}
        self.assertEqual(listed, there)
        self.assertEqual(self.read("data/representations/original/data/plan.txt").decode(), PLAN)
        self.assertIn("Bagging-Date: 2024-05-02", self.read("bag-info.txt").decode())
        _, err = self.export(2, "--format", "archive", "--output", self.out)
        self.assertIn("holds something already", err)


class BadInput(CliCase):
    def test_empty(self):
        self.expect_failure(self.file("empty.pdf", b""), "empty")

    def test_truncated(self):
        path = os.path.join(self.inbox, "cut.pdf")
        write_pdf(path, 3)
        with open(path, "rb+") as file:
            file.truncate(120)
        self.expect_failure(path, "invalid-input")

    def test_locked_by_a_password(self):
        plain = os.path.join(self.dir, "plain.pdf")
        write_pdf(plain, 1)
        path = os.path.join(self.inbox, "locked.pdf")
        subprocess.run(["qpdf", "--encrypt", "secret", "owner", "256", "--", plain, path], check=True)
        self.expect_failure(path, "encrypted", "password")

    def test_encrypted_without_a_password_is_read(self):
        plain = os.path.join(self.dir, "plain.pdf")
        write_pdf(plain, 1)
        path = os.path.join(self.inbox, "free.pdf")
        subprocess.run(["qpdf", "--encrypt", "", "owner", "256", "--print=none", "--", plain, path], check=True)
        self.expect_failure(path, "empty", "nothing is printed")  # opened, and found to be blank

    def test_zero_pages(self):
        path = os.path.join(self.inbox, "zero.pdf")
        write_pdf(path, 0)
        self.expect_failure(path, "empty", "page")

    def test_ten_thousand_pages(self):
        path = os.path.join(self.inbox, "long.pdf")
        write_pdf(path, 10000)
        self.expect_failure(path, "too-large", "10000", "split")

    def test_blank_pages(self):
        path = os.path.join(self.inbox, "blank.pdf")
        write_pdf(path, 2)
        self.expect_failure(path, "empty", "nothing is printed")

    def test_mislabelled_files_are_told_by_content(self):
        self.file("text-called.pdf", PLAN)
        self.ingest(0)
        out, _ = self.expect(0, "query", "documents", "--store", self.store, "--format", "json")
        self.assertIn("text-called.pdf", out)

    def test_a_word_file_called_pdf(self):
        path = os.path.join(self.inbox, "word.pdf")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<w:document/>")
        self.expect_failure(path, "unsupported")

    def test_unknown_bytes(self):
        self.expect_failure(self.file("noise.bin", bytes(range(256)) * 40), "invalid-input")

    def test_not_vietnamese_is_kept_with_a_warning(self):
        self.file("english.txt", ENGLISH)
        _, err = self.ingest(3)
        self.assertIn("does not read as Vietnamese", err)
        row = self.ledger()["english.txt"]
        self.assertEqual(row["outcome"], "ingested")
        self.assertIn("does not read as Vietnamese", row["message"])

    def test_missing(self):
        self.expect_failure(os.path.join(self.inbox, "none.pdf"), "not-found")

    def test_a_pipe_is_not_read(self):
        path = os.path.join(self.inbox, "pipe")
        os.mkfifo(path)
        self.expect_failure(path, "unsupported")

    def test_a_folder_without_files(self):
        _, err = self.ingest(3)
        self.assertIn("no files", err)


class Permission(CliCase):
    def setUp(self):
        super().setUp()
        self.options = {}
        if os.geteuid() == 0:  # root may read everything: become nobody
            self.options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            try:
                subprocess.run([VANKHO, "--version"], check=True, capture_output=True, **self.options)
            except (OSError, PermissionError, subprocess.CalledProcessError) as error:
                self.skipTest(f"root cannot run the program as another user here: {error}")

    def hand_over(self):
        if self.options:
            for folder, _, names in os.walk(self.dir):
                for name in [folder] + [os.path.join(folder, name) for name in names]:
                    os.chown(name, NOBODY, NOBODY)

    def test_an_unreadable_file(self):
        path = self.file("closed.txt", PLAN)
        self.file("open.txt", PLAN + "x")
        os.chmod(path, 0)
        self.hand_over()
        _, err = self.ingest(3, **self.options)
        self.assertIn("closed.txt", err)
        self.assertEqual(self.ledger()["closed.txt"]["error_code"], "permission")
        self.assertEqual(self.ledger()["open.txt"]["outcome"], "ingested")

    def test_a_folder_without_permission(self):
        self.file("closed/plan.txt", PLAN)
        self.file("open.txt", PLAN + "x")
        self.hand_over()
        os.chmod(os.path.join(self.inbox, "closed"), 0)
        _, err = self.ingest(3, **self.options)
        self.assertIn("closed", err)
        self.assertEqual(self.ledger()["closed"]["error_code"], "permission")
        self.assertEqual(self.ledger()["open.txt"]["outcome"], "ingested")

    def test_a_store_that_may_not_be_written(self):
        self.file("plan.txt", PLAN)
        os.mkdir(self.store)
        self.hand_over()
        os.chmod(self.store, 0o500)
        _, err = self.ingest(2, **self.options)
        self.assertIn("kho", err)


class Store(CliCase):
    def test_no_store(self):
        _, err = self.expect(2, "query", "deadlines", "--store", self.store)
        self.assertIn("kho", err)

    def test_a_store_made_by_a_newer_version(self):
        self.file("plan.txt", PLAN)
        self.ingest(0)
        database = os.path.join(self.store, "vankho.db")
        with sqlite3.connect(database) as connection:
            connection.execute("PRAGMA user_version = 9999")
        for words in [["query", "deadlines"], ["ingest", self.inbox], ["status"]]:
            _, err = self.expect(2, *words, "--store", self.store)
            self.assertIn("newer", err)

    def test_a_full_disk_is_named_and_the_store_stays_whole(self):
        first = self.file("a.txt", PLAN)
        self.ingest(0, first)
        big = "".join(f"{i}. Phòng Nội vụ báo cáo kết quả trước ngày 15/12/2024 mục {i}.\n" for i in range(20000))
        path = self.file("b.txt", big)
        size = os.path.getsize(os.path.join(self.store, "vankho.db"))

        def limit():  # a file may not grow beyond this: the write fails as on a full disk
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))

        _, err = self.ingest(2, path, preexec_fn=limit)
        self.assertIn("b.txt", err)
        with sqlite3.connect(os.path.join(self.store, "vankho.db")) as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        out, _ = self.expect(0, "query", "documents", "--store", self.store, "--format", "jsonl")
        self.assertEqual(len(out.splitlines()), 1)
        self.assertEqual(self.ledger()["a.txt"]["outcome"], "ingested")
        self.assertEqual(self.ledger()["b.txt"]["error_code"], "io")
        self.ingest(0, path)  # with room again it goes in


class Upkeep(CliCase):
    """Commands that keep a store in order."""

    def export(self, store=None):
        return self.expect(0, "export", "--store", store or self.store)[0]

    def test_verify_is_clean_and_exits_2_when_anything_is_wrong(self):
        self.file("plan.txt", PLAN)
        self.ingest(0)
        out, _ = self.expect(0, "verify", "--store", self.store)
        self.assertIn("all is well", out)
        original = self.expect(0, "show", "27", "--original", "--store", self.store)[0].strip()
        with open(original, "ab") as file:
            file.write(b"x")
        out, _ = self.expect(2, "verify", "--store", self.store)
        self.assertIn("original-damaged", out)
        out, _ = self.expect(2, "verify", "--store", self.store, "--jsonl")
        self.assertEqual(json.loads(out)["kind"], "original-damaged")

    def test_a_backup_is_a_store_of_its_own(self):
        self.file("plan.txt", PLAN)
        self.ingest(0)
        copy = os.path.join(self.dir, "copy")
        self.expect(0, "backup", copy, "--store", self.store)
        self.assertEqual(self.export(copy), self.export())
        self.expect(0, "verify", "--store", copy)
        self.expect(2, "backup", copy, "--store", self.store)

    def test_forget_takes_the_document_and_leaves_a_line(self):
        self.file("plan.txt", PLAN)
        self.ingest(0)
        self.expect(0, "forget", "27/KH-UBND", "--why", "by mistake", "--store", self.store)
        self.assertEqual(self.export(), "")
        self.expect(0, "verify", "--store", self.store)
        out, _ = self.expect(0, "status", "--audit", "--store", self.store)
        self.assertIn("forget  plan.txt", out)
        self.assertIn("by mistake", out)

    def test_retry_reads_missing_pages_and_failed_files(self):
        self.file("a.txt", PLAN + "crash-once\n")
        self.file("b.txt", "refuse")
        self.ingest(3, more=["--worker", FAKE_WORKER])
        # crash-once leaves its mark beside the file it is read from; with the mark there the page is read.
        row = self.ledger()["a.txt"]
        self.assertEqual(row["outcome"], "ingested")  # the second try, alone, was enough
        self.assertEqual(self.ledger()["b.txt"]["error_code"], "encrypted")
        self.file("b.txt", PLAN.replace("27/KH", "28/KH"))
        self.expect(0, "retry", "--store", self.store)
        self.assertEqual(self.ledger()["b.txt"]["outcome"], "ingested")

    def test_retry_mends_a_partial_document(self):
        lines = PLAN.splitlines()
        self.file("a.txt", PLAN + "crash\n")
        self.ingest(3, more=["--worker", FAKE_WORKER])
        out, _ = self.expect(0, "status", "--store", self.store)
        self.assertIn("1 pages could not be read", out)
        self.expect(3, "retry", "--store", self.store, "--worker", FAKE_WORKER)  # it crashes again: as it was
        self.assertEqual(self.ledger()["a.txt"]["outcome"], "partial")
        # This worker reads every page; the last as what it is, a line of text.
        brave = os.path.join(self.dir, "brave")
        with open(brave, "w") as file:
            file.write(f'#!/bin/sh\nexec "{FAKE_WORKER}" --brave\n')
        os.chmod(brave, 0o700)
        self.expect(0, "retry", "--store", self.store, "--worker", brave)
        self.assertEqual(self.ledger()["a.txt"]["outcome"], "ingested")
        out, _ = self.expect(0, "show", "a.txt", "--text", "--store", self.store)
        self.assertIn(f"page {len(lines) + 1}: plain-text", out)
        self.expect(0, "verify", "--store", self.store)

    def test_reprocess_shows_changes_before_it_makes_them(self):
        self.file("plan.txt", PLAN)
        self.ingest(0)
        before = self.export()
        data = os.path.join(self.dir, "data")
        source = os.environ["VANKHO_SOURCE"]
        for part in ["lexicons", "models"]:
            shutil.copytree(os.path.join(source, part), os.path.join(data, part))
        path = os.path.join(data, "lexicons", "agencies.tsv")
        with open(path) as file:
            rows = [row for row in file if not row.startswith("Phòng Nội vụ\t")]
        with open(path, "w") as file:
            file.writelines(rows)
        words = ["reprocess", "--store", self.store]
        out, _ = self.expect(0, *words, "--data", data, "--dry-run")
        self.assertIn("~ assignments", out)
        self.assertIn("->", out)
        self.assertEqual(self.export(), before)
        self.expect(0, *words, "--data", data)
        self.assertNotEqual(self.export(), before)
        changes = [json.loads(line) for line in self.expect(0, *words, "--jsonl")[0].splitlines()]
        self.assertTrue(all(change["before"] != change["after"] for change in changes))
        self.assertEqual(self.export(), before)
        self.assertEqual(self.expect(0, *words)[0], "")  # nothing is left to change
        for what in ["restore", "extract"]:
            self.expect(0, *words, "--what", what)
            self.assertEqual(self.export(), before)
        self.expect(0, "verify", "--store", self.store)

    def test_two_ingests_on_one_store(self):
        for number in range(30):
            self.file(f"{number}.txt", PLAN.replace("27/KH", f"{number}/KH"))
        words = [VANKHO, "ingest", self.inbox, "--store", self.store, "--quiet", "--worker", FAKE_WORKER]
        both = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
        for running in both:
            _, err = running.communicate(timeout=120)
            self.assertEqual(running.returncode, 0, err.decode())
        self.assertEqual(len(self.export().splitlines()), 30)
        self.expect(0, "verify", "--store", self.store)

    def test_watch_waits_until_a_file_is_complete(self):
        words = [VANKHO, "watch", self.inbox, "--store", self.store, "--quiet-seconds", "0.5"]
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            self.assertIn("watching", running.stderr.readline())
            lines = PLAN.splitlines(keepends=True)
            with open(os.path.join(self.inbox, "slow.txt"), "w") as file:
                for line in lines:  # a scanner that takes longer than the quiet time over all
                    file.write(line)
                    file.flush()
                    time.sleep(0.15)
            self.file("deep/er/moved.txt", PLAN.replace("27/KH", "28/KH"))
            end = time.time() + 30
            while time.time() < end and len(self.ledger() if os.path.exists(self.store + "/vankho.db") else {}) < 2:
                time.sleep(0.2)
            self.assertEqual({name: row["outcome"] for name, row in self.ledger().items()},
                             {"slow.txt": "ingested", "moved.txt": "ingested"})
        finally:
            running.send_signal(signal.SIGTERM)
            running.communicate(timeout=30)
        self.assertEqual(running.returncode, 0)
        self.assertEqual(len(self.export().splitlines()), 2)

    def test_watch_refuses_unsafe_folders(self):
        _, err = self.expect(2, "watch", self.inbox, "--store", os.path.join(self.inbox, "kho"))
        self.assertIn("apart", err)
        os.chmod(self.inbox, 0o777)
        _, err = self.expect(2, "watch", self.inbox, "--store", self.store)
        self.assertIn("everybody", err)

    def test_files_are_private_to_the_user(self):
        self.file("plan.txt", PLAN)
        self.ingest(0, preexec_fn=lambda: os.umask(0))
        for folder, _, names in os.walk(self.store):
            for path in [folder] + [os.path.join(folder, name) for name in names]:
                self.assertEqual(os.stat(path).st_mode & 0o077, 0, path)


class Ask(CliCase):
    def setUp(self):
        super().setUp()
        self.file("plan.txt", PLAN)
        self.ingest(0)

    def query(self, *words, code=0):
        return self.expect(code, "query", *words, "--store", self.store, "--today", "2024-12-01")

    def test_deadlines_as_table_json_and_csv(self):
        out, _ = self.query("deadlines")
        for word in ["2024-12-14", "2024-11-19", "27/KH-UBND"]:
            self.assertIn(word, out)
        items = json.loads(self.query("deadlines", "--format", "json")[0])
        self.assertEqual([item["due"] for item in items], ["2024-11-19", "2024-12-14"])
        self.assertEqual(len(self.query("deadlines", "--format", "jsonl")[0].splitlines()), 2)
        self.assertEqual(len(self.query("deadlines", "--format", "csv")[0].splitlines()), 3)

    def test_overdue_and_ranges(self):
        items = json.loads(self.query("deadlines", "--overdue", "--format", "json")[0])
        self.assertEqual([item["due"] for item in items], ["2024-11-19"])
        items = json.loads(self.query("deadlines", "--due-from", "2024-12", "--format", "json")[0])
        self.assertEqual([item["due"] for item in items], ["2024-12-14"])

    def test_agencies_as_people_type_them(self):
        counts = [len(json.loads(self.query("assignments", "--agency", name, "--format", "json")[0]))
                  for name in ["Phòng Nội vụ", "P. Nội vụ", "phong noi vu"]]
        self.assertGreater(counts[0], 0)
        self.assertEqual(counts, [counts[0]] * 3)

    def test_an_agency_that_nothing_answers_to(self):
        out, err = self.query("deadlines", "--agency", "Phòng Nội dung")
        self.assertEqual(out, "")
        self.assertIn("Phòng Nội vụ", err)

    def test_bad_dates(self):
        for words in [["--due-from", "soon"], ["--due-to", "2024-13"]]:
            self.query("deadlines", *words, code=2)
        _, err = self.expect(2, "query", "deadlines", "--store", self.store, "--today", "2024-02")
        self.assertIn("--today", err)

    def test_text_finds_without_diacritics(self):
        for words in ["cải cách hành chính", "cai cach hanh chinh"]:
            self.assertIn("cải cách hành chính", self.query("text", words)[0].replace("«", "").replace("»", "").lower())

    def test_show_by_number_name_and_hash(self):
        out, _ = self.expect(0, "show", "27/KH-UBND", "--store", self.store)
        self.assertIn("trước ngày 15/12/2024", out)
        self.assertIn("2024-12-14", out)
        for name in ["27", "plan.txt"]:
            self.assertEqual(self.expect(0, "show", name, "--store", self.store)[0], out)
        _, err = self.expect(2, "show", "nothing-like-it", "--store", self.store)
        self.assertIn("nothing-like-it", err)

    def test_show_tables(self):
        rows = ["| Mã | Tiêu chí | Điểm tối đa |", "|---|---|---|", "| 1.1 | Công khai kết quả | 2,5 |", "| 1.2 | Hòm thư góp ý | 1 |"]
        self.file("scores.txt", "BẢNG ĐIỂM\n" + "\n".join(rows) + "\n")
        self.ingest(0)
        out, _ = self.expect(0, "show", "scores.txt", "--tables", "--store", self.store)
        lines = out.splitlines()
        self.assertEqual(lines[0], "# page 1, table 1 of the document")
        self.assertEqual(lines[1:], ["Mã\tTiêu chí\tĐiểm tối đa", "1.1\tCông khai kết quả\t2,5", "1.2\tHòm thư góp ý\t1"])
        self.assertEqual(self.expect(0, "show", "plan.txt", "--tables", "--store", self.store)[0], "")
        self.expect(2, "show", "plan.txt", "--tables", "--text", "--store", self.store)

    def test_the_original_comes_back_byte_for_byte(self):
        out, _ = self.expect(0, "show", "plan.txt", "--original", "--store", self.store)
        with open(out.strip(), "rb") as file:
            self.assertEqual(file.read(), PLAN.encode())

    def test_export_equals_extract(self):
        exported = json.loads(self.expect(0, "export", "--store", self.store)[0])
        extracted = json.loads(self.expect(0, "extract", os.path.join(self.inbox, "plan.txt"))[0])
        self.assertEqual(exported, extracted)

    def test_deadlines_go_into_calendar_and_workbook(self):
        out, _ = self.expect(0, "query", "deadlines", "--document", "plan.txt", "--format", "ics", "--store", self.store)
        self.assertIn("DTSTART;VALUE=DATE:20241214", out)
        self.assertIn("DTSTART;VALUE=DATE:20241119", out)
        book = os.path.join(self.inbox, "..", "book.xlsx")
        self.expect(0, "export", "--format", "xlsx", "--output", book, "--store", self.store)
        with zipfile.ZipFile(book) as parts:
            self.assertIsNone(parts.testzip())
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        self.assertIn("<autoFilter", sheet)
        self.assertIn('state="frozen"', sheet)
        self.assertNotIn("<f>", sheet)
        self.expect(2, "export", "--format", "xlsx", "--store", self.store)  # a workbook on a terminal
        self.expect(2, "export", "--agency", "Phòng Nội vụ", "--store", self.store)
        self.expect(2, "query", "criteria", "--format", "ics", "--store", self.store)

    def test_no_colours_outside_a_terminal(self):
        for words in [["query", "deadlines"], ["show", "27"], ["status"]]:
            self.assertNotIn("\x1b", self.expect(0, *words, "--store", self.store)[0])


class Restore(CliCase):
    def test_line_for_line_and_good_text_passes_through(self):
        out, _ = self.expect(0, "restore", stdin=PLAN.encode())
        self.assertEqual(out, PLAN)
        text = "một\n\n\fhai\n\nba"
        out, _ = self.expect(0, "restore", stdin=text.encode())
        self.assertEqual(out.count("\n"), text.count("\n"))
        self.assertEqual(out.count("\f"), 1)

    def test_empty_input_gives_empty_output(self):
        self.assertEqual(self.expect(0, "restore", stdin=b"")[0], "")

    def test_a_scan_is_refused_with_the_way_to_go(self):
        path = os.path.join(self.dir, "scan.pdf")
        write_pdf(path, 1)
        _, err = self.expect(2, "restore", path)
        self.assertIn("vankho extract", err)

    def test_bytes_that_are_not_utf8_keep_the_lines_and_are_told(self):
        text = b"Ke hoach cai cach hanh chinh\r\n" * 20 + b"to ch\xe1c\rthuc hien\r\n"
        out, err = self.expect(3, "restore", stdin=text)
        self.assertIn("1 bytes are not UTF-8", err)
        self.assertEqual(out.count("\n"), 21)

    def test_diff_shows_rivals_and_colours_when_asked(self):
        out, _ = self.expect(0, "restore", "--diff", stdin=b"lam viec tu thang nay\n")
        self.assertIn("; or nay 0.", out)
        self.assertNotIn("\x1b", out)
        out, _ = self.expect(0, "restore", "--diff", "--color", "always", stdin=b"lam viec tu thang nay\n")
        self.assertIn("\x1b", out)
        self.expect(2, "restore", "--diff", "--color", "blue", stdin=b"lam viec\n")

    def test_diff_of_good_text_is_empty(self):
        self.assertEqual(self.expect(0, "restore", "--diff", stdin=PLAN.encode())[0], "")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]], verbosity=2)
