// Files dropped or chosen go up one after the other; what becomes of each is asked for until it is known.
const form = document.getElementById("upload");
const list = document.getElementById("uploads");
const token = document.querySelector("meta[name=csrf]").content;

function row(name) {
  const item = document.createElement("li");
  const title = document.createElement("b");
  const state = document.createElement("span");
  title.textContent = name;
  item.append(title, " ", state);
  list.append(item);
  return (text, kind) => {
    state.textContent = text;
    item.className = kind;
  };
}

async function follow(id, say) {
  for (;;) {
    const answer = await fetch("/api/v1/uploads");
    const upload = (await answer.json()).items.find((item) => item.id === id);
    if (!upload) return;
    say(`${upload.words}${upload.pages ? ` (${upload.pages})` : ""} ${upload.message ?? ""}`, upload.state);
    if (upload.state !== "waiting" && upload.state !== "reading") return;
    await new Promise((done) => setTimeout(done, 700));
  }
}

async function send(files) {
  const followed = [];
  for (const file of files) {
    const say = row(file.name);
    say("…", "waiting");
    try {
      const answer = await fetch(`/api/v1/uploads?name=${encodeURIComponent(file.name)}`, {
        method: "POST",
        headers: { "X-CSRF-Token": token, "Content-Type": "application/octet-stream" },
        body: file,
      });
      const body = await answer.json();
      if (answer.ok) followed.push(follow(body.id, say));
      else say(body.detail, "failed");
    } catch (error) {
      say(String(error), "failed");
    }
  }
  await Promise.all(followed);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form.querySelector("input[type=file]").files);
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    send(event.dataTransfer.files);
  });
}
