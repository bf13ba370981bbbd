// Keeps what was typed in a form until the server has it. Nothing secret is kept.
// `data-keep-draft="key"` on the form. A form that was taken is answered by a redirect: the
// page behind it takes the draft away, unless it is the sign-in page. With `data-keep-tab` the draft
// is gone with the tab and at signing out: for what a guest says of themself.
const PREFIX = "invil-draft:";
const SENT = "invil-sent";
const TAKEN = "invil-taken";
const DAY = 24 * 3600 * 1000;

const shelf = (form) => ("keepTab" in form.dataset ? sessionStorage : localStorage);

function read(form, key) {
  try {
    const kept = JSON.parse(shelf(form).getItem(PREFIX + key));
    return kept && Date.now() - kept.at < 14 * DAY ? kept.fields : null;
  } catch {
    return null;
  }
}

function write(form, key, fields) {
  try {
    shelf(form).setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields }));
    return true;
  } catch {
    return false; // private mode or full: the form still works
  }
}

// What a person fills in; never a secret, a file, or what the server put into the form for itself.
function filledIn(form) {
  return [...form.elements].filter((field) =>
    field.name && !field.closest("[data-no-draft]") && !["file", "password", "submit", "button"].includes(field.type) &&
    (field.type !== "hidden" || "keep" in field.dataset));
}

const ticks = (field) => ["checkbox", "radio"].includes(field.type);
const written = (field) => field.tagName === "TEXTAREA" || ["text", "search", "url", "hidden"].includes(field.type);

function hasChanged(field) {
  if (ticks(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

// A form that changes a text says of which state of the text: `base`. Its draft comes back over that state only.
const isChangeOf = (form) => form.elements.base?.value;

function changes(form) {
  const fields = {};
  for (const field of filledIn(form)) {
    if (written(field) && !isChangeOf(form) ? !field.value : !hasChanged(field)) continue;
    if (field.type !== "radio" && field.type !== "checkbox") fields[field.name] = field.value;
    else fields[`${field.name}=${field.value}`] = field.checked;
  }
  return fields;
}

function putBack(form, kept) {
  // What the server sent back wins over what lies here.
  const answered = form.querySelector("[aria-invalid=true], [role=alert]");
  if (isChangeOf(form) && (answered || kept.base !== isChangeOf(form))) return [];
  const filled = [];
  for (const field of filledIn(form)) {
    const value = kept[ticks(field) ? `${field.name}=${field.value}` : field.name];
    if (value === undefined || value === field.value) continue;
    if (written(field) && !isChangeOf(form) ? field.value : answered || hasChanged(field)) continue;
    if (ticks(field)) field.checked = value;
    else field.value = value;
    filled.push(field);
  }
  return filled;
}

// The same words sent again under the same key are taken once. Other words take the page's new key,
// and the draft that was looked at before goes.
function keepKey(form, kept) {
  const key = form.elements.client_key;
  if (!key || !kept.client_key) return;
  const fresh = key.value;
  key.value = kept.client_key;
  for (const when of ["input", "draft:dropped"]) {
    form.addEventListener(when, () => {
      if (key.value !== kept.client_key) return;
      key.value = fresh;
      if (form.elements.replaces) form.elements.replaces.value = kept.client_key;
    });
  }
}

// Somebody looked at a draft, went back, changed a word and sends again: what was sent before goes.
function clearEarlier(form, draft) {
  const { client_key: key, replaces, title, text } = form.elements;
  if (!key || !replaces) return;
  const before = JSON.parse(sessionStorage.getItem(TAKEN) ?? "{}");
  const isBack = performance.getEntriesByType("navigation")[0].type === "back_forward";
  const isSame = isBack && before.draft === draft && (before.title === title?.value || before.text === text?.value);
  if (isSame && before.key !== key.value) replaces.value = before.key;
  sessionStorage.setItem(TAKEN, JSON.stringify({ draft, key: key.value, title: title?.value, text: text?.value }));
}

export function setUp(form) {
  if (form.dataset.draft) return;
  const key = form.dataset.keepDraft;
  const state = form.querySelector("[data-draft-state]");
  const kept = read(form, key);
  const back = form.querySelector("[data-draft-back]");
  if (kept) {
    const filled = putBack(form, kept);
    if (filled.length) keepKey(form, kept);
    if (back && filled.length) offer(form, key, back, filled);
  }
  let timer;
  const keep = () => {
    const fields = changes(form);
    for (const name of ["client_key", "base"]) if (form.elements[name]) fields[name] = form.elements[name].value;
    return write(form, key, fields);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (keep() && state?.dataset.saved) state.textContent = state.dataset.saved;
    }, 400);
  });
  // On the window, after whoever sends the form without leaving the page.
  addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (event.target !== form) return;
    keep();
    clearEarlier(form, key);
    if (!event.defaultPrevented) sessionStorage.setItem(SENT, key);
  });
  form.addEventListener("change", keep);
  form.addEventListener("draft:sent", () => {
    forget(key);
    if (state) state.textContent = "";
  });
  form.dataset.draft = "read";
  form.dispatchEvent(new Event("draft:read"));
}

function offer(form, key, back, filled) {
  // The words are there again; throwing them away is one press.
  back.hidden = false;
  form.dispatchEvent(new Event("draft:back"));
  back.querySelector("button").addEventListener("click", () => {
    for (const field of filled) {
      if (ticks(field)) field.checked = field.defaultChecked;
      else if (field.options) for (const option of field.options) option.selected = option.defaultSelected;
      else field.value = field.type === "hidden" ? "" : field.defaultValue; // a hidden one has no memory
    }
    form.dispatchEvent(new Event("draft:dropped"));
    back.hidden = true;
    setTimeout(() => forget(key), 500);
    form.querySelector("[name=title]")?.focus();
  });
}

function forget(key) {
  localStorage.removeItem(PREFIX + key);
  sessionStorage.removeItem(PREFIX + key);
  if (localStorage.getItem("invil-photos")) import("./kept-photos.js").then(({ drop }) => drop(key));
}

function afterSending() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const { redirectCount } = performance.getEntriesByType("navigation")[0];
  if (sent && redirectCount && !location.pathname.startsWith("/accounts/")) forget(sent);
}

afterSending();
document.querySelectorAll("form[data-keep-draft]").forEach(setUp);
