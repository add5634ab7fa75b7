// Pictures of the pages for docs/DESK.md: node screenshots.mjs FOLDER
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
  const pages = { deadlines: "/", month: "/?view=month&month=2024-06", agency: "/agencies?name=" + encodeURIComponent("Phòng Nội vụ"), criteria: "/criteria", search: "/search?q=" + encodeURIComponent("báo cáo quý"), review: "/review", import: "/import" };
  for (const [name, path] of Object.entries(pages)) {
    await tab.goto(desk.url + path, { waitUntil: "networkidle" });
    await shoot(tab, name);
  }
  await tab.goto(desk.url + "/documents");
  await tab.click("table.list a:has-text('286/UBND-NV')");
  await tab.waitForLoadState("networkidle");
  await tab.click(".records li.deadline >> nth=0");
  await shoot(tab, "document");
  const small = await browser.newPage(phone);
  await small.goto(desk.url + "/");
  await shoot(small, "deadlines-phone");
} finally {
  await browser.close();
  await desk.close();
}
