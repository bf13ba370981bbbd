// Shows the chosen photos at once and makes big ones smaller before they are sent.
// Without this module the plain file field sends the originals.
async function smaller(file, maxSide) {
  if (!file.type.startsWith("image/") || file.type === "image/gif") return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // a format this browser cannot read: the server can
  }
  const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size < 1_500_000) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
}

function setUp(picker) {
  const input = picker.querySelector("input[type=file]");
  const list = picker.querySelector("[data-previews]");
  const state = picker.querySelector("[data-picker-state]");
  const sent = input.form?.querySelector("[data-uploaded]");
  const { upload, remove, sending, waiting, maxSide } = picker.dataset;
  const add = input.closest("li");
  let kept = [];
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
    const weight = size ? ` · ${(size / 1e6).toFixed(1)} MB` : "";
    state.textContent = kept.length ? `${kept.length}${weight}` : "";
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
    item.append(image, bar, button);
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
    if (!sent?.value || kept.length) return;
    for (const part of sent.value.split(",")) {
      const [id, url] = part.split(":");
      if (!/^\d+$/.test(id) || !url?.startsWith("/")) continue;
      const entry = { id, url };
      kept.push(entry);
      show(entry, url, `${kept.length}`);
    }
    write();
  }

  input.addEventListener("change", async () => {
    // Choosing again adds: on a phone one photo is taken after the other.
    const chosen = [...input.files];
    picker.setAttribute("aria-busy", "true");
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
  });
  input.form?.addEventListener("draft:back", restore);
  input.form?.addEventListener("draft:dropped", () => {
    list.querySelectorAll("li").forEach((item) => item !== add && item.remove());
    kept = [];
    write();
  });
  restore();
}

document.querySelectorAll("[data-file-picker]").forEach(setUp);
