// One key a decision. Inside a field the keys type; Ctrl+Enter saves the correction, Escape leaves the field.
const pressed = (key) => document.querySelector(`[data-key="${key}"]`);

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea");
  if (field && event.key === "Escape") return field.blur();
  if (field && event.key === "Enter") {
    event.preventDefault();
    return pressed("s")?.click();
  }
  if (field || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  if (key === "e") {
    event.preventDefault();
    const first = document.querySelector(".fields input");
    first?.focus();
    first?.select();
    return;
  }
  const target = /^[a-z]$/.test(key) ? pressed(key) : null;
  if (target) {
    event.preventDefault();
    target.click();
  }
});
