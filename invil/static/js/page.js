// The one entry of every page: each behaviour comes only where its hook stands.

const behaviours = {
  "[data-read-aloud]": () => import("./read-aloud.js"),
  "[data-file-picker]": () => import("./file-picker.js"),
  "[data-keep-draft]": () => import("./keep-draft.js"),
  "[data-print]": () => import("./print.js"),
  "[data-photos]": () => import("./drag.js"),
  "[data-recording]": () => import("./recording.js"),
  "[data-chosen]": () => import("./chosen.js"),
  "[data-step]": () => import("./stepper.js"),
  "[data-show-password]": () => import("./show-password.js"),
};

for (const [hook, load] of Object.entries(behaviours)) {
  if (document.querySelector(hook)) load();
}
// Offers come with the first touch of a search box, not with the page.
document.addEventListener("focusin", function first(event) {
  if (!event.target.closest("[data-suggest]")) return;
  document.removeEventListener("focusin", first);
  import("./suggest.js");
});
try {
  if (sessionStorage.getItem("invil-sent")) behaviours["[data-keep-draft]"]();
} catch {
  // Storage is closed: nothing was kept either.
}
document.querySelector("[data-focus]")?.focus();
// On a phone the row of tabs is longer than the screen: begin where the reader is.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - 64;
// Closing the View menu is only asked of it once it is open.
document.querySelector("[data-view-menu]")
  ?.addEventListener("toggle", () => import("./view-menu.js"), { once: true });

// Whose words the post screen may show without a line (`offline-post.js`): of whoever wrote here
// last; nobody's once they signed out. Photos kept for it (`kept-photos.js`) go when their owner
// leaves and when somebody else writes here; a session that ended by itself costs nobody a photo.
function notePerson(who, isLeaving) {
  try {
    if (isLeaving) sessionStorage.clear();
    if (who) localStorage.setItem("invil-person", who);
    else localStorage.removeItem("invil-person");
    const owner = localStorage.getItem("invil-photos");
    if (!owner || owner === who || !(who || isLeaving)) return;
    localStorage.removeItem("invil-photos");
    indexedDB.deleteDatabase("invil-photos");
  } catch {
    // Storage is closed: nothing is kept, and nothing comes back.
  }
}
const writer = document.querySelector("[data-person]");
if (writer) notePerson(writer.dataset.person);
else if (document.querySelector("header a[href^='/accounts/login/']")) notePerson("");

// What must happen once is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.action.includes("/accounts/logout/")) notePerson("", true);
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () =>
  document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// The worker only keeps the offline page; everything works without it.
if ("serviceWorker" in navigator && location.protocol === "https:") {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}
