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
  const add = input.closest("li");
  let kept = [];

  function write() {
    const bag = new DataTransfer();
    kept.forEach(({ file }) => bag.items.add(file));
    input.files = bag.files;
    const size = kept.reduce((sum, { file }) => sum + file.size, 0);
    state.textContent = kept.length ? `${kept.length} · ${(size / 1e6).toFixed(1)} MB` : "";
  }

  function show(file) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    const remove = document.createElement("button");
    image.src = URL.createObjectURL(file);
    image.alt = file.name;
    remove.type = "button";
    remove.className = "btn";
    remove.textContent = picker.dataset.remove;
    remove.addEventListener("click", () => {
      kept = kept.filter((entry) => entry.item !== item);
      URL.revokeObjectURL(image.src);
      item.remove();
      write();
      input.focus();
    });
    item.append(image, remove);
    list.insertBefore(item, add);
    return item;
  }

  input.addEventListener("change", async () => {
    // Choosing again adds: on a phone one photo is taken after the other.
    const chosen = [...input.files];
    picker.setAttribute("aria-busy", "true");
    for (const file of chosen) {
      const light = await smaller(file, Number(picker.dataset.maxSide) || 2048);
      kept.push({ file: light, item: show(light) });
    }
    picker.removeAttribute("aria-busy");
    write();
  });
}

document.querySelectorAll("[data-file-picker]").forEach(setUp);
