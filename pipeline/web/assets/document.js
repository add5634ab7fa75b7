// Click words on the scan or in the text: the record and the line light up on the other side.
const all = (selector) => [...document.querySelectorAll(selector)];

function light(selector, test) {
  for (const node of all(selector)) node.classList.toggle("chosen", test(node));
}

function choose(record, lines) {
  light(".scan a[data-record]", (node) => node.dataset.record === record);
  light(".records li", (node) => node.dataset.record === record);
  const of = (node) => (node.dataset.records || "").split(" ");
  light(".lines li", (node) => (record ? of(node).includes(record) : lines.includes(node.dataset.line)));
  light(".scan .line", (node) => lines.includes(node.dataset.line));
}

function chooseRecord(record, scroll) {
  choose(record, []);
  const url = new URL(location);
  url.searchParams.set("record", record);
  history.replaceState(null, "", url);
  const target = document.querySelector(scroll);
  if (target) target.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const mark = event.target.closest(".scan a[data-record]");
  if (mark) {
    event.preventDefault();
    chooseRecord(mark.dataset.record, `.records li[data-record="${mark.dataset.record}"]`);
    return;
  }
  const item = event.target.closest(".records li[data-record]");
  if (item && !event.target.closest("a.quiet")) {
    event.preventDefault();
    chooseRecord(item.dataset.record, `.scan a[data-record="${item.dataset.record}"]`);
    return;
  }
  const line = event.target.closest(".scan .line, .lines li");
  if (!line) return;
  const record = (line.dataset.records || "").split(" ").find(Boolean);
  if (record) chooseRecord(record, `.scan a[data-record="${record}"]`);
  else {
    choose("", [line.dataset.line]);
    const other = line.matches("li") ? `.scan .line[data-line="${line.dataset.line}"]` : `.lines li[data-line="${line.dataset.line}"]`;
    document.querySelector(other)?.scrollIntoView({ block: "nearest" });
  }
});

// Left and right turn pages.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea") || event.ctrlKey || event.altKey || event.metaKey) return;
  const to = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (to) document.querySelector(`.pager a[rel="${to}"]`)?.click();
});

const chosen = new URL(location).searchParams.get("record");
const hash = /^#l(\d+)$/.exec(location.hash);
if (chosen) chooseRecord(chosen, `.records li[data-record="${CSS.escape(chosen)}"]`);
else if (hash) {
  choose("", [hash[1]]);
  document.querySelector(`.lines li[data-line="${hash[1]}"]`)?.scrollIntoView({ block: "center" });
}
