// The post screen without a line: words and photos are on this phone, they go out when the line is back.
// The page is the same for everybody; whose words come back was noted when somebody signed in here.
const PERSON = "invil-person";
const SOONER = 20_000; // ms; a phone does not always tell that its line is back
const form = document.querySelector("[data-offline-post]");
const [, slug] = location.pathname.match(/^\/office\/([\w-]+)\/post\//) ?? [];
let wanted = null;

function person() {
  try {
    return localStorage.getItem(PERSON);
  } catch {
    return null; // storage is closed: nothing was kept
  }
}

const isTold = (what) => !document.querySelector(`[data-offline-state=${what}]`).hidden;

function tell(what) {
  for (const line of document.querySelectorAll("[data-offline-state]")) line.hidden = line.dataset.offlineState !== what;
}

async function attempt() {
  if (!wanted) return;
  // The real page, with this person's session, says whether the line is there and the door open.
  let answer;
  try {
    answer = await fetch(location.href, { cache: "no-store", redirect: "follow" });
  } catch {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form.post [name=csrfmiddlewaretoken]");
  const isMine = page.querySelector("form.post")?.dataset.keepDraft === form.dataset.keepDraft;
  if (answer.status >= 500 || !wanted) return;
  if (!answer.ok || !token || !isMine) {
    // Signed out meanwhile: the page itself asks, and the words stay on the phone.
    location.reload();
    return;
  }
  const { later } = wanted;
  wanted = null;
  hide("csrfmiddlewaretoken", token.value);
  if (later) hide("later", later);
  sessionStorage.setItem("invil-sent", form.dataset.keepDraft);
  form.submit();
}

function hide(name, value) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}

async function setUp() {
  const who = person();
  if (!who || !slug) return tell("stranger");
  form.hidden = false;
  form.action = location.pathname;
  form.elements.client_key.value = crypto.randomUUID().replaceAll("-", "");
  form.dataset.keepDraft = `post-${slug}-${form.dataset.offlinePost}-${who}`;
  document.querySelectorAll("[data-kind]").forEach((tab) => { tab.href = `/office/${slug}/post/${tab.dataset.kind}/`; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wanted = { later: event.submitter?.value };
    const what = "unkept" in form.dataset ? "leave" : "wanted";
    tell(what);
    document.querySelector(`[data-offline-state=${what}]`).focus();
    attempt();
  });
  tell("kept");
  form.addEventListener("draft:unkept", () => isTold("kept") && tell("unkept"));
  (await import("./keep-draft.js")).setUp(form);
  // Whoever still writes is not interrupted: the next press sends at once.
  addEventListener("online", () => (wanted ? attempt() : tell("back")));
  setInterval(attempt, SOONER);
  return null;
}

setUp();
