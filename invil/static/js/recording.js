// Plays the light version on thin lines and a better one on others; a press on a size plays that one.
// Without this module the lightest plays, and the sizes are plain links.
const line = navigator.connection;
const isThin = line?.saveData || /2g|3g/.test(line?.effectiveType ?? "");

for (const figure of document.querySelectorAll("[data-recording]")) {
  const player = figure.querySelector("audio, video");
  const links = [...figure.querySelectorAll("[data-play]")];
  const sources = [...player.querySelectorAll("source")].map(({ src }) => src);

  function take(address) {
    player.src = address;
    for (const link of links) {
      if (link.href === address) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // The last one is the recording itself: for a sound the best, for a film far too heavy.
  const best = player.localName === "audio" ? sources.at(-1) : sources.at(-2) ?? sources[0];
  take(isThin ? sources[0] : best);
  player.addEventListener("error", () => {
    // Back to what the page offers by itself.
    if (!player.hasAttribute("src")) return;
    player.removeAttribute("src");
    player.load();
  });

  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const at = player.currentTime;
      take(link.href);
      player.addEventListener("loadedmetadata", () => { player.currentTime = at; }, { once: true });
      player.play().catch(() => {});
    });
  }
}
