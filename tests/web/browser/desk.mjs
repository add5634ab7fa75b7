// A desk of its own for tests and screenshots: a store read from the corpus by the real program, served on a free port.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../..");
export const vankho = join(root, "build/release/vankho");

export class Desk {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "vankho-browser-"));
    this.store = join(this.folder, "kho");
  }

  ingest(files) {
    try {
      execFileSync(vankho, ["ingest", "-q", "--store", this.store, ...files.map((file) => join(root, "corpus/scans", file))], { stdio: "pipe" });
    } catch (error) {
      if (error.status !== 3) throw error; // 3: something to look at, and all is in the store
    }
  }

  addUser(name, role, password) {
    execFileSync(vankho, ["user", "add", name, "--role", role, "--store", this.store], { input: password + "\n", stdio: ["pipe", "pipe", "pipe"] });
  }

  serve(today = "2024-06-01") {
    return new Promise((done, fail) => {
      this.server = spawn(vankho, ["serve", "--store", this.store, "--listen", "127.0.0.1:0", "--today", today]);
      let said = "";
      this.server.stderr.on("data", (bytes) => {
        said += bytes;
        const url = /http:\/\/[^ ]+/.exec(said);
        if (url) done((this.url = url[0].replace(/\/$/, "")));
      });
      this.server.on("exit", () => fail(new Error(said)));
    });
  }

  async close() {
    this.server?.kill("SIGTERM");
    await new Promise((done) => this.server?.on("exit", done));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const open = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
export const desktop = { viewport: { width: 1366, height: 768 } };
export const phone = { viewport: { width: 390, height: 844 } };
