// Keeps the offline page and what it shows, so that a lost line is said calmly.
// Pages themselves are never kept here: what is shown is always today's, and nobody's own.
const KEPT = "invil-{{ version }}";
const PAGES = [{% for code in languages %}"/offline/?in={{ code }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
// Where somebody writes for a village: a screen that is the same for all stands in for it.
const POST = /^\/office\/[\w-]+\/post\/(?:({{ kinds|join:"|" }})\/)?$/;
const POST_PAGES = [{% for code in languages %}{% for kind in kinds %}"/offline/post/{{ kind }}/?in={{ code }}", {% endfor %}{% endfor %}];
const POST_FILES = [{% for file in post_files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([...PAGES, ...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((keys) => Promise.all(keys.filter((key) => key.startsWith("invil-") && key !== KEPT).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
});

async function inLanguage(pages) {
  const chosen = await self.cookieStore?.get("{{ cookie }}");
  const language = chosen?.value ?? self.navigator.language.slice(0, 2);
  return caches.match(pages.find((page) => page.endsWith(language)) ?? pages[0]);
}

const offline = () => inLanguage(PAGES);

// Asked for without cookies: no session, so nothing of a person can be in it.
async function keepPostScreen() {
  const cache = await caches.open(KEPT);
  if (await cache.match(POST_PAGES.at(-1))) return;
  await cache.addAll([...POST_FILES, ...POST_PAGES].map((path) => new Request(path, { credentials: "omit" })));
}

async function postScreen(event, kind) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(keepPostScreen().catch(() => {}));
    return answer;
  } catch {
    return (await inLanguage(POST_PAGES.filter((page) => page.includes(`/${kind}/`)))) ?? offline();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  const post = request.mode === "navigate" && POST.exec(path);
  if (post) {
    event.respondWith(postScreen(event, post[1] ?? "news"));
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(offline));
    return;
  }
  if (FILES.includes(path) || POST_FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(path)));
  }
});
