// Shows the chosen photos at once and makes big ones smaller before they are sent.
// Without this module the plain file field sends the originals.
function setUp(picker) {
  const input = picker.querySelector("input[type=file]");
  const list = picker.querySelector("[data-previews]");
  const state = picker.querySelector("[data-picker-state]");
  const sent = input.form?.querySelector("[data-uploaded]");
  // Where the form asks what is on each photo: `alts` says it in the order they are sent in.
  const alts = picker.dataset.ask && input.form?.querySelector("[data-alts]");
  const first = alts && input.form.elements.picture_alt;
  const hint = first && first.closest(".field").querySelector(".hint");
  const { upload, remove, sending, waiting, maxSide, ask, unsaid } = picker.dataset;
  const add = input.closest("li");
  let kept = [];
  let spare = []; // words of photos that did not come back
  let line = Promise.resolve();

  function write() {
    // What was sent by itself is only named in the form; the rest goes with it.
    const bag = new DataTransfer();
    kept.filter(({ id }) => !id).forEach(({ file }) => bag.items.add(file));
    input.files = bag.files;
    if (sent) {
      sent.value = kept.filter(({ id }) => id).map(({ id, url }) => `${id}:${url}`).join(",");
      sent.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const size = kept.reduce((sum, { file }) => sum + (file?.size || 0), 0);
    if (alts) say();
    const weight = size ? ` · ${(size / 1e6).toFixed(1)} MB` : "";
    state.textContent = kept.length ? `${kept.length}${weight}` : "";
    const silent = alts ? kept.filter(({ words }) => !words.value.trim()).length : 0;
    if (silent) state.textContent += ` · ${unsaid.replace("{n}", silent)}`;
  }

  function say() {
    const ordered = [...kept.filter(({ id }) => id), ...kept.filter(({ id }) => !id)];
    const said = [...ordered.map(({ words }) => words.value.trim()), ...spare];
    alts.value = said.length ? JSON.stringify(said) : "";
    if (first) first.value = said[0] ?? "";
    if (hint) hint.hidden = !kept.length;
    kept.forEach(({ label }, number) => { label.textContent = ask.replace("{n}", number + 1); });
  }

  function field(entry) {
    const box = Object.assign(document.createElement("div"), { className: "field" });
    entry.label = document.createElement("label");
    entry.words = Object.assign(document.createElement("input"), { type: "text", maxLength: 200, value: spare.shift() ?? "" });
    entry.words.id = entry.label.htmlFor = `words-${entry.key ?? entry.id}`;
    entry.words.addEventListener("input", write);
    box.append(entry.label, entry.words);
    return box;
  }

  function show(entry, address, name) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    const button = document.createElement("button");
    const bar = document.createElement("progress");
    image.src = address;
    image.alt = name;
    button.type = "button";
    button.className = "btn";
    button.textContent = remove;
    button.addEventListener("click", () => {
      entry.gone = true;
      entry.stop?.();
      kept = kept.filter((other) => other !== entry);
      URL.revokeObjectURL(image.src);
      item.remove();
      write();
      input.focus();
    });
    bar.hidden = true;
    bar.setAttribute("aria-label", `${name}: ${sending}`);
    const side = alts ? field(entry) : item;
    item.append(image);
    side.append(bar, button);
    if (alts) item.append(side);
    list.insertBefore(item, add);
    entry.bar = bar;
  }

  async function carry(entry) {
    const { send } = await import("./sending.js");
    const token = input.form.querySelector("[name=csrfmiddlewaretoken]").value;
    entry.bar.hidden = false;
    const answer = await send(upload, token, entry, {
      onProgress: (part) => { entry.bar.value = part; },
      onWait: () => { state.textContent = waiting; },
    });
    entry.bar.hidden = true;
    if (entry.gone) return;
    if (answer.id) [entry.id, entry.url] = [answer.id, answer.url];
    write();
    if (answer.error) state.textContent = answer.error;
  }

  function restore() {
    if (first) first.closest(".field").hidden = true;
    if (hint) list.before(hint);
    if (kept.length) return;
    spare = wordsThere();
    if (hint) hint.hidden = !sent?.value;
    if (!sent?.value) return;
    for (const part of sent.value.split(",")) {
      const [id, url] = part.split(":");
      if (!/^\d+$/.test(id) || !url?.startsWith("/")) continue;
      const entry = { id, url };
      kept.push(entry);
      show(entry, url, `${kept.length}`);
    }
    write();
  }

  function wordsThere() {
    try {
      return JSON.parse(alts.value);
    } catch {
      return first?.value ? [first.value] : [];
    }
  }

  async function choose() {
    // Choosing again adds: on a phone one photo is taken after the other.
    const chosen = [...input.files];
    picker.setAttribute("aria-busy", "true");
    const { smaller } = await import("./smaller.js");
    for (const file of chosen) {
      const light = await smaller(file, Number(maxSide) || 2048);
      const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      const entry = { file: light, key };
      kept.push(entry);
      show(entry, URL.createObjectURL(entry.file), file.name);
      if (upload && sent) line = line.then(() => carry(entry));
    }
    picker.removeAttribute("aria-busy");
    write();
  }

  input.addEventListener("change", choose);
  input.form?.addEventListener("draft:back", restore);
  input.form?.addEventListener("draft:dropped", () => {
    list.querySelectorAll("li").forEach((item) => item !== add && item.remove());
    kept = [];
    spare = [];
    write();
  });
  restore();
  // On a thin line photos were chosen before this module came.
  if (input.files.length) choose();
}

document.querySelectorAll("[data-file-picker]").forEach(setUp);
