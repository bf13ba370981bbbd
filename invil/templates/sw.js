{% load static %}// Keeps the offline page and the style of the platform, so that a lost line is said calmly.
// Pages themselves are never kept here: what is shown is always today's.
const KEPT = "invil-{{ version }}";
const FILES = ["/offline/", "{% static 'css/invil.css' %}", "{% static 'icons.svg' %}", "{% static 'img/favicon.svg' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((keys) => Promise.all(keys.filter((key) => key.startsWith("invil-") && key !== KEPT).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline/")));
    return;
  }
  const path = new URL(request.url).pathname;
  if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(path)));
  }
});
