// Shows the chosen photos at once and makes big ones smaller before they are sent.
// Without this module the plain file field sends the originals.
function setUp(picker) {
  const input = picker.querySelector("input[type=file]");
  const list = picker.querySelector("[data-previews]");
  const state = picker.querySelector("[data-picker-state]");
  const { form } = input;
  const sent = form?.querySelector("[data-uploaded]");
  // Where the form asks what is on each photo: `alts` says it in the order they are sent in.
  const alts = picker.dataset.ask && form?.querySelector("[data-alts]");
  const first = alts && form.elements.picture_alt;
  const hint = first && first.closest(".field").querySelector(".hint");
  const { count, upload, remove, sending, waiting, maxSide, ask, unsaid, unkept } = picker.dataset;
  const add = input.closest("li");
  let kept = [];
  let spare = []; // words of photos that did not come back
  let line = Promise.resolve();

  function write() {
    // What was sent by itself is only named in the form; the rest goes with it.
    const bag = new DataTransfer();
    kept.filter(({ id }) => !id).forEach(({ file }) => bag.items.add(file));
    input.files = bag.files;
    if (alts) say();
    if (sent) {
      sent.value = kept.filter(({ id }) => id).map(({ id, url }) => `${id}:${url}`).join(",");
      // A change is kept at once: only then may the phone let the photo itself go.
      sent.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const size = kept.reduce((sum, { file }) => sum + (file?.size || 0), 0);
    const weight = size ? ` · ${(size / 1e6).toFixed(1)} MB` : "";
    state.textContent = kept.length ? `${count.replace("{n}", kept.length)}${weight}` : "";
    const silent = alts ? kept.filter(({ words }) => !words.value.trim()).length : 0;
    if (silent) state.textContent += ` · ${unsaid.replace("{n}", silent)}`;
    if (form && "unkept" in form.dataset && kept.some(({ id }) => !id)) state.textContent += ` · ${unkept}`;
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
      release(entry);
      URL.revokeObjectURL(image.src);
      item.remove();
      write();
      // Other photos are another text: it takes the page's new key (`keep-draft.js`).
      input.dispatchEvent(new Event("input", { bubbles: true }));
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

  // On the phone until the server has it, where the form keeps its words too (`kept-photos.js`).
  const onPhone = async () => form?.dataset.keepDraft && import("./kept-photos.js");

  async function hold(entry) {
    const phone = await onPhone();
    if (!phone) return;
    entry.held = Boolean(await phone.keep(form.dataset.keepDraft, entry));
    if (entry.held) return;
    form.dataset.unkept = "";
    form.dispatchEvent(new Event("draft:unkept"));
  }

  async function release(entry) {
    if (entry.held) (await onPhone()).drop(form.dataset.keepDraft, entry.key);
  }

  function take(entry) {
    kept.push(entry);
    show(entry, URL.createObjectURL(entry.file), entry.file.name);
  }

  const startSending = (entry) => { if (upload && sent) line = line.then(() => carry(entry)); };

  async function bringBack() {
    if (!localStorage.getItem("invil-photos")) return;
    const phone = await onPhone();
    for (const { key, file } of (await phone?.back(form.dataset.keepDraft)) ?? []) {
      if (kept.some((entry) => entry.key === key)) continue;
      const entry = { key, file, held: true };
      take(entry);
      startSending(entry);
    }
    write();
  }

  async function carry(entry) {
    const { send } = await import("./sending.js");
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    entry.bar.hidden = false;
    const answer = await send(upload, token, entry, {
      onProgress: (part) => { entry.bar.value = part; },
      onWait: () => { state.textContent = waiting; },
    });
    entry.bar.hidden = true;
    if (entry.gone) return;
    if (answer.id) [entry.id, entry.url] = [answer.id, answer.url];
    write();
    if (entry.id) release(entry);
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
      take(entry);
      await hold(entry);
      startSending(entry);
    }
    picker.removeAttribute("aria-busy");
    write();
  }

  input.addEventListener("change", choose);
  form?.addEventListener("draft:back", restore);
  form?.addEventListener("draft:dropped", () => {
    kept.forEach((entry) => { entry.gone = true; entry.stop?.(); });
    list.querySelectorAll("li").forEach((item) => item !== add && item.remove());
    kept = [];
    spare = [];
    delete form.dataset.unkept;
    write();
  });
  restore();
  // After the words, which say what is on each: `keep-draft.js` tells when they are there.
  if (form?.dataset.draft) bringBack();
  else form?.addEventListener("draft:read", bringBack);
  // On a thin line photos were chosen before this module came.
  if (input.files.length) choose();
}

document.querySelectorAll("[data-file-picker]").forEach(setUp);
