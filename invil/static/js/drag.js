// Photos of an album are put in order by finger or mouse; the buttons for it stay.
// `data-photos` holds the photos, `data-drag` is the handle of each, shown by this module only.
const EDGE = 90; // pixels from the edge of the window where the page moves by itself

function setUp(list) {
  const form = list.closest("form");
  const state = form.querySelector("[data-drag-state]");
  let held = null;

  function handles() {
    for (const handle of list.querySelectorAll("[data-drag]")) {
      handle.hidden = false;
      handle.style.touchAction = "none";
    }
  }

  // While one is held all are small: thirty photos fit on a few screens.
  function fold(folded) {
    for (const photo of list.children) {
      for (const part of photo.querySelectorAll(".field, button")) part.hidden = folded;
      const image = photo.querySelector("img");
      Object.assign(image.style, { height: folded ? "5rem" : "", width: folded ? "auto" : "" });
    }
  }

  function take(event) {
    const handle = event.target.closest("[data-drag]");
    if (!handle || held || event.button) return;
    event.preventDefault();
    const photo = handle.closest("[data-key]");
    const order = [...list.children];
    held = { photo, id: event.pointerId, order, from: order.indexOf(photo), y: event.clientY };
    // By the list, which stays where it is: what is taken out of the page loses the pointer.
    list.setPointerCapture(event.pointerId);
    const before = handle.getBoundingClientRect().top;
    fold(true);
    photo.style.opacity = ".6";
    scrollBy({ top: handle.getBoundingClientRect().top - before, behavior: "instant" });
    roll();
  }

  // The page follows a finger that waits at its edge.
  function roll() {
    if (!held) return;
    const step = held.y < EDGE ? -12 : held.y > innerHeight - EDGE ? 12 : 0;
    if (step) {
      scrollBy({ top: step, behavior: "instant" });
      place();
    }
    requestAnimationFrame(roll);
  }

  function move(event) {
    if (event.pointerId !== held?.id) return;
    held.y = event.clientY;
    place();
  }

  function place() {
    const others = [...list.children].filter((photo) => photo !== held.photo);
    const next = others.find((photo) => {
      const { top, height } = photo.getBoundingClientRect();
      return held.y < top + height / 2;
    });
    if ((next ?? null) !== held.photo.nextElementSibling) list.insertBefore(held.photo, next ?? null);
  }

  function drop(event, kept = event.type === "pointerup") {
    if (!held || (event.pointerId ?? held.id) !== held.id) return;
    const { photo, order, from } = held;
    held = null;
    photo.style.opacity = "";
    fold(false);
    const to = [...list.children].indexOf(photo);
    if (!kept) order.forEach((one) => list.append(one));
    photo.scrollIntoView({ block: "center", behavior: "instant" });
    if (kept && to !== from) save(photo, order, from, to);
  }

  async function save(photo, order, from, to) {
    const body = new FormData(form);
    body.set("act", `to-${photo.dataset.key}-${to}`);
    // Photos that were added and not kept yet go with the whole form, by its buttons.
    for (const name of ["pictures", "uploaded"]) body.delete(name);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-photos]");
      if (!answer.ok || !fresh) return form.requestSubmit();
      form.elements.base.value = page.querySelector("[name=base]").value;
      list.replaceChildren(...fresh.children);
      handles();
      state.textContent = state.dataset.moved.replace("{from}", from + 1).replace("{to}", to + 1);
    } catch {
      order.forEach((one) => list.append(one));
      state.textContent = state.dataset.lost;
    }
    list.querySelector(`[data-key="${photo.dataset.key}"]`).scrollIntoView({ block: "center", behavior: "instant" });
    return null;
  }

  list.addEventListener("pointerdown", take);
  list.addEventListener("pointermove", move);
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
  addEventListener("keydown", (event) => { if (event.key === "Escape") drop(event, false); });
  handles();
}

document.querySelectorAll("[data-photos]").forEach(setUp);
