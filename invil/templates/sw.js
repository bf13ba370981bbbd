// Keeps the offline page and what it shows, so that a lost line is said calmly.
// Pages themselves are never kept here: what is shown is always today's.
const KEPT = "invil-{{ version }}";
const PAGES = [{% for code in languages %}"/offline/?in={{ code }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

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

async function offline() {
  const chosen = await self.cookieStore?.get("{{ cookie }}");
  const language = chosen?.value ?? self.navigator.language.slice(0, 2);
  return caches.match(PAGES.find((page) => page.endsWith(language)) ?? PAGES[0]);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(offline));
    return;
  }
  const path = new URL(request.url).pathname;
  if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(path)));
  }
});
