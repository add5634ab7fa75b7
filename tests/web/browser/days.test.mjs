// Each user's day in a real browser.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Desk, desktop, open, phone } from "./desk.mjs";

let desk, browser;
before(async () => {
  desk = new Desk();
  desk.ingest(["hoa-loc-cong-van-2024.jpg", "dong-son-tuyen-truyen-2022.txt", "phuoc-thanh-bao-cao-2023.pdf"]);
  await desk.serve();
  browser = await open();
}, { timeout: 300000 });
after(async () => {
  await browser?.close();
  await desk?.close();
});

const pages = ["/", "/?view=month&month=2024-06", "/agencies", "/criteria", "/criteria/years", "/documents", "/search?q=bao+cao", "/review", "/import", "/login"];

// A page whose console stays silent.
async function page(context = desktop) {
  const tab = await browser.newPage({ ...context, acceptDownloads: true });
  tab.complaints = [];
  tab.on("console", (message) => message.type() === "error" && tab.complaints.push(message.text()));
  tab.on("pageerror", (error) => tab.complaints.push(String(error)));
  return tab;
}

async function download(tab, selector) {
  const [file] = await Promise.all([tab.waitForEvent("download"), tab.click(selector)]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

describe("archivist", () => {
  it("imports files and sees why one failed", { timeout: 120000 }, async () => {
    const good = join(desk.folder, "kế hoạch.txt");
    const bad = join(desk.folder, "hỏng <img src=x onerror=alert(1)>.pdf");
    writeFileSync(good, "ỦY BAN NHÂN DÂN\nSố: 77/KH-UBND\nKẾ HOẠCH\nGiao Phòng Nội vụ chủ trì tổng hợp, báo cáo trước ngày 15/6/2024.\n");
    writeFileSync(bad, "%PDF-1.4 cut off");
    const tab = await page();
    await tab.goto(desk.url + "/import");
    await tab.setInputFiles("#files", [good, bad]);
    await tab.click("#upload button");
    await tab.waitForSelector("#uploads li.failed", { timeout: 90000 });
    await tab.waitForSelector("#uploads li.ingested, #uploads li.partial", { timeout: 90000 });
    await tab.goto(desk.url + "/import?outcome=failed");
    const row = await tab.textContent("table.list tbody tr");
    assert.match(row, /hỏng <img src=x onerror=alert\(1\)>\.pdf/); // as words, not as markup
    assert.match(row, /Tệp hỏng|không đọc được/);
    assert.equal(await tab.locator("table.list img").count(), 0);
    await tab.click("form.retry button"); // the file is gone by now: said, not silent
    await tab.waitForSelector("ul.uploads li");
    assert.match(await tab.textContent("ul.uploads"), /Đọc lại/);
    await tab.goto(desk.url + "/documents?issuer=&year=");
    assert.match(await tab.textContent("main"), /77\/KH-UBND/);
    assert.deepEqual(tab.complaints, []);
    await tab.close();
  });
});

describe("officer", () => {
  it("finds what an office owes in June, sees the words on the scan and takes the list along", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/");
    await tab.fill("input[name=agency]", "phong noi vu");
    await tab.keyboard.press("Enter");
    await tab.click("text=30 ngày");
    const row = tab.locator("table.deadlines tbody tr", { hasText: "286/UBND-NV" });
    assert.match(await row.first().textContent(), /20\/06\/2024/);
    const csv = await download(tab, "a[href^='/export/deadlines.csv']");
    assert.ok(csv.startsWith("\ufeff"));
    assert.match(csv, /2024-06-20/);
    const ics = await download(tab, "a[href^='/export/deadlines.ics']");
    assert.match(ics, /^BEGIN:VCALENDAR\r\n/);
    assert.match(ics, /DTSTART;VALUE=DATE:20240620\r\n/);
    const pdf = await download(tab, "a[href^='/export/deadlines.pdf']");
    assert.match(pdf, /^%PDF-/);
    await row.first().locator("a.words").click();
    const mark = tab.locator(".scan a.chosen rect").first();
    await mark.waitFor({ state: "attached" });
    const scan = await tab.locator(".scan").boundingBox();
    const box = await mark.boundingBox();
    assert.ok(box.x >= scan.x && box.x + box.width <= scan.x + scan.width, "the mark stands on the scan");
    assert.ok(box.width > 20 && box.height > 5 && box.height < 60, "the mark is as large as words");
    const drawn = await tab.evaluate(async (href) => {
      const image = new Image();
      image.src = href;
      await image.decode();
      return image.naturalWidth;
    }, await tab.getAttribute(".scan image", "href"));
    assert.ok(drawn > 600, `the scan is drawn (${drawn} pixels)`);
    await tab.click(".lines li.has >> nth=0"); // words to record
    assert.equal(await tab.locator(".records li.chosen").count(), 1);
    assert.deepEqual(tab.complaints, []);
    await tab.close();
  });

  it("marks a duty as done, with a note, and takes it back", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/?when=30");
    const left = Number(await tab.textContent(".tabs [aria-current] .count"));
    await tab.click(".mark summary >> nth=0");
    await tab.fill(".mark[open] input[name=note]", "đã gửi");
    await tab.click(".mark[open] button");
    assert.equal(Number(await tab.textContent(".tabs [aria-current] .count")), left - 1);
    await tab.click(".tabs a:has-text('Đã xong')");
    assert.match(await tab.textContent("table.deadlines"), /đã gửi/);
    await tab.click("text=Hoàn tác");
    await tab.goto(desk.url + "/?when=30");
    assert.equal(Number(await tab.textContent(".tabs [aria-current] .count")), left);
    await tab.close();
  });

  it("searches without tones and finds the exact words first", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/search");
    await tab.fill("input[name=q]", "bao cao");
    await tab.keyboard.press("Enter");
    await tab.waitForSelector(".hits mark");
    assert.match(tab.url(), /q=bao/);
    await tab.click(".hits a >> nth=0");
    await tab.waitForSelector(".lines li.chosen, .lines li");
    await tab.close();
  });
});

describe("reviewer", () => {
  it("corrects by keyboard alone, and every export shows it until it is undone", async () => {
    const tab = await page();
    const csv = async () => (await tab.request.get(desk.url + "/export/deadlines.csv")).text();
    const items = (await (await tab.request.get(desk.url + "/api/v1/deadlines?document=286/UBND-NV&due_from=2024-06-20&due_to=2024-06-20")).json()).items;
    await tab.goto(`${desk.url}/review?record=${items[0].id}`);
    assert.equal(await tab.locator("svg.strip image").count(), 1);
    await tab.keyboard.press("e");
    assert.equal(await tab.evaluate(() => document.activeElement.name), "field.due");
    await tab.keyboard.type("21/6/2024");
    await tab.keyboard.press("Enter");
    await tab.waitForSelector(".banner");
    assert.match(await csv(), /2024-06-21/);
    await tab.keyboard.press("u");
    await tab.waitForSelector(".history");
    assert.doesNotMatch(await csv(), /2024-06-21/);
    assert.match(await tab.textContent(".history"), /Đã sửa/);
    await tab.keyboard.press("d"); // confirm what stands there
    await tab.waitForSelector(".banner");
    assert.deepEqual(tab.complaints, []);
    await tab.close();
  });

  it("corrects the words of a line on the document page, finds them, and takes it back", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/documents?document=286/UBND-NV");
    await tab.click("table.list a:has-text('286/UBND-NV')");
    const line = tab.locator(".lines li", { hasText: "báo cáo" }).first();
    const before = await line.locator(".restored").textContent();
    await line.locator("a.edit").click();
    const field = tab.locator("form.line input[name=text]");
    assert.equal(await field.inputValue(), before);
    await field.fill(before.replace("báo cáo", "bẩm cáo"));
    await tab.keyboard.press("Enter");
    await tab.waitForSelector(".lines .by");
    const again = tab.locator(".lines li", { hasText: "bẩm cáo" }).first();
    assert.match(await again.textContent(), /Đã sửa/);
    assert.match(await (await tab.request.get(desk.url + "/search?q=" + encodeURIComponent('"bẩm cáo"'))).text(), /<mark>/);
    await again.locator("text=Hoàn tác").click();
    await tab.waitForSelector(".lines");
    assert.equal(await tab.locator(".lines li", { hasText: "bẩm cáo" }).count(), 0);
    assert.deepEqual(tab.complaints, []);
    await tab.close();
  });

  it("is told when a date does not exist, and nothing is changed", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/review?kind=deadline");
    await tab.fill("input[name='field.due']", "31/6/2024");
    await tab.click("button[value=correct]");
    assert.match(await tab.textContent("main"), /không hợp lệ/);
    await tab.close();
  });
});

describe("attacker", () => {
  let guarded;
  before(async () => {
    guarded = new Desk();
    guarded.ingest(["dong-son-tuyen-truyen-2022.txt"]);
    guarded.addUser("lan", "reviewer", "mat khau rat dai");
    guarded.addUser("khach", "reader", "mat khau cua khach");
    await guarded.serve();
  });
  after(() => guarded.close());

  it("does not get in with a wrong password", async () => {
    const tab = await page();
    await tab.goto(guarded.url + "/documents");
    assert.match(tab.url(), /\/login\?next=/);
    await tab.fill("input[name=name]", "lan");
    await tab.fill("input[name=password]", "sai roi");
    await tab.keyboard.press("Enter");
    assert.match(await tab.textContent("[role=alert]"), /không đúng/);
    assert.equal((await tab.request.get(guarded.url + "/api/v1/documents")).status(), 401);
    await tab.fill("input[name=name]", "lan");
    await tab.fill("input[name=password]", "mat khau rat dai");
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/\/(documents)?$/);
    assert.equal(await tab.locator("h1").textContent() !== "Đăng nhập", true);
    await tab.close();
  });

  it("does not write as a reader, nor with a form from elsewhere", async () => {
    const tab = await page();
    await tab.goto(guarded.url + "/login");
    await tab.fill("input[name=name]", "khach");
    await tab.fill("input[name=password]", "mat khau cua khach");
    await tab.keyboard.press("Enter");
    await tab.waitForSelector("nav");
    await tab.goto(guarded.url + "/?when=all");
    assert.equal(await tab.locator(".mark").count(), 0);
    const csrf = await tab.getAttribute("meta[name=csrf]", "content");
    const asReader = await tab.request.post(guarded.url + "/records/1/judge", { form: { verb: "reject", csrf } });
    assert.equal(asReader.status(), 403);
    const forged = await browser.newPage();
    await forged.setContent(`<form method="post" action="${guarded.url}/records/1/judge"><input name="verb" value="reject"></form>`);
    await Promise.all([forged.waitForNavigation(), forged.evaluate(() => document.forms[0].submit())]);
    assert.doesNotMatch(forged.url(), /did=/);
    await forged.close();
    await tab.close();
  });

  it("runs no script of his own", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/search?q=" + encodeURIComponent('"><script>window.hacked=1</script><img src=x onerror=window.hacked=1>'));
    await tab.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hacked = 2";
      document.body.append(script);
    });
    assert.equal(await tab.evaluate(() => window.hacked), undefined);
    await tab.close();
  });
});

describe("every page", () => {
  it("fits a phone and an old office screen", async () => {
    for (const context of [desktop, phone]) {
      const tab = await page(context);
      for (const path of pages) {
        await tab.goto(desk.url + path);
        assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${path} at ${context.viewport.width}`);
      }
      await tab.close();
    }
  });

  it("paints in a second and is useful after two requests", async () => {
    const tab = await page();
    for (const path of pages) {
      let requests = 0;
      const count = (request) => { if (["document", "stylesheet", "script"].includes(request.resourceType())) requests += 1; };
      tab.on("request", count);
      await tab.goto(desk.url + path);
      tab.off("request", count);
      const paint = await tab.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
      assert.ok(paint < 1000, `${path}: first paint after ${paint} ms`);
      assert.ok(requests <= 3, `${path}: ${requests} requests (the third adds keys to a page that works without)`);
    }
    await tab.close();
  });

  it("names its fields, shows the focus and has contrast in both colour schemes", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const tab = await page({ ...desktop, colorScheme });
      for (const path of pages) {
        await tab.goto(desk.url + path);
        const faults = await tab.evaluate(contrastAndLabels);
        assert.deepEqual(faults, [], `${path} (${colorScheme})`);
      }
      await tab.keyboard.press("Tab");
      assert.notEqual(await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
      await tab.close();
    }
  });

  it("speaks English when asked, and remembers it", async () => {
    const tab = await page();
    await tab.goto(desk.url + "/documents");
    await tab.click("a.lang");
    assert.equal(await tab.textContent("h1"), "Documents");
    await tab.goto(desk.url + "/agencies");
    assert.equal(await tab.textContent("h1"), "Agencies");
    await tab.close();
  });
});

// Runs in the page: fields without a label, and words under the contrast of WCAG 2.2 AA.
function contrastAndLabels() {
  const faults = [];
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!field.labels?.length && !field.ariaLabel) faults.push(`no label: ${field.outerHTML.slice(0, 80)}`);
  }
  const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const parse = (text) => (/rgba?\(([^)]+)\)/.exec(text)?.[1] ?? "0,0,0,0").split(/[ ,/]+/).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] === undefined || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  for (const node of document.querySelectorAll("main *, header *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || node.closest("svg, .skip, .visually-hidden") || !node.getClientRects().length) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(parse(style.color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) faults.push(`${ratio.toFixed(2)}: ${node.outerHTML.slice(0, 90)}`);
  }
  return faults.slice(0, 5);
}
