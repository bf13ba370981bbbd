// Keeps what was typed in a form until the server has it. Nothing secret is kept.
// `data-keep-draft="key"` on the form. A form that was taken is answered by a redirect: the
// page behind it takes the draft away, unless it is the sign-in page.
const PREFIX = "invil-draft:";
const SENT = "invil-sent";
const DAY = 24 * 3600 * 1000;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    return kept && Date.now() - kept.at < 14 * DAY ? kept.fields : null;
  } catch {
    return null;
  }
}

function write(key, fields) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields }));
    return true;
  } catch {
    return false; // private mode or full: the form still works
  }
}

function texts(form) {
  return [...form.elements].filter((field) =>
    field.name && !field.closest("[data-no-draft]") &&
    (field.tagName === "TEXTAREA" || ["text", "search", "url"].includes(field.type)));
}

function setUp(form) {
  const key = form.dataset.keepDraft;
  const state = form.querySelector("[data-draft-state]");
  const kept = read(key);
  if (kept) {
    for (const field of texts(form)) {
      // What the server sent back wins over what lies here.
      if (!field.value && kept[field.name]) field.value = kept[field.name];
    }
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const fields = Object.fromEntries(
        texts(form).filter((f) => f.value).map((f) => [f.name, f.value]));
      const saved = write(key, fields);
      if (saved && state?.dataset.saved) state.textContent = state.dataset.saved;
    }, 400);
  });
  // On the window, after whoever sends the form without leaving the page.
  addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (event.target === form && !event.defaultPrevented) sessionStorage.setItem(SENT, key);
  });
  form.addEventListener("draft:sent", () => {
    forget(key);
    if (state) state.textContent = "";
  });
}

function forget(key) {
  localStorage.removeItem(PREFIX + key);
}

function afterSending() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const { redirectCount } = performance.getEntriesByType("navigation")[0];
  if (sent && redirectCount && !location.pathname.startsWith("/accounts/")) forget(sent);
}

afterSending();
document.querySelectorAll("form[data-keep-draft]").forEach(setUp);
