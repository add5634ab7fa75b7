// Pictures of the pages for docs/DESK.md: node screenshots.mjs FOLDER [FOLDER OF MORE, TO LOOK AT]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Desk, desktop, open, phone } from "./desk.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const desk = new Desk();
desk.ingest(["hoa-loc-cong-van-2024.jpg", "dong-son-tuyen-truyen-2022.txt", "phuoc-thanh-bao-cao-2023.pdf", "hoa-loc-par-2024.pdf"]);
await desk.serve();
const browser = await open();
try {
  const shoot = async (tab, name) => tab.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 45 });
  const tab = await browser.newPage(desktop);
  const pages = { deadlines: "/", month: "/?view=month&month=2024-06", agency: "/agencies?name=" + encodeURIComponent("Phòng Nội vụ"), criteria: "/criteria", years: "/criteria/years", search: "/search?q=" + encodeURIComponent("báo cáo quý"), review: "/review", import: "/import" };
  for (const [name, path] of Object.entries(pages)) {
    await tab.goto(desk.url + path, { waitUntil: "networkidle" });
    await shoot(tab, name);
  }
  await tab.goto(desk.url + "/documents");
  await tab.click("table.list a:has-text('286/UBND-NV')");
  await tab.waitForLoadState("networkidle");
  await tab.click(".records li.deadline >> nth=0");
  await shoot(tab, "document");
  if (process.argv[3]) await tab.screenshot({ path: join(process.argv[3], "document-desktop.png") });
  await tab.click(".lines a.edit >> nth=9");
  await tab.waitForSelector("form.line");
  await shoot(tab, "line");
  if (process.argv[3]) await tab.screenshot({ path: join(process.argv[3], "line-desktop.png") });
  const small = await browser.newPage(phone);
  await small.goto(desk.url + "/");
  await shoot(small, "deadlines-phone");
  if (process.argv[3]) { // as PNG, and from a telephone: for looking at
    for (const [name, path] of Object.entries({ ...pages, documents: "/documents" })) {
      for (const [view, size] of [[tab, "desktop"], [small, "phone"]]) {
        await view.goto(desk.url + path, { waitUntil: "networkidle" });
        await view.screenshot({ path: join(process.argv[3], `${name}-${size}.png`) });
      }
    }
    await small.goto(desk.url + "/documents");
    await small.click("table.list a:has-text('286/UBND-NV')");
    await small.screenshot({ path: join(process.argv[3], "document-phone.png"), fullPage: true });
  }
} finally {
  await browser.close();
  await desk.close();
}
