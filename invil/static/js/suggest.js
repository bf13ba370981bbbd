// Offers under a search box: links from the server, walked through with the arrow keys.
// Without this module the form is sent and the answer is a page.
function setUp(form) {
  const input = form.querySelector("input[type=search]");
  const offers = form.querySelector("[data-offers]");
  let timer = 0;
  let latest = 0;

  const links = () => [...offers.querySelectorAll("a")];
  const close = () => offers.replaceChildren();

  async function ask() {
    const asked = ++latest;
    const query = input.value.trim();
    if (query.length < 2) return close();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(query)}`);
      if (answer.ok && asked === latest) offers.innerHTML = await answer.text();
    } catch {
      close(); // the line is gone: the form still works when it is back
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      input.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = links();
    if (!step || !all.length || !(event.target === input || all.includes(event.target))) return;
    event.preventDefault();
    const next = all.indexOf(document.activeElement) + step;
    (all[next] ?? (step > 0 ? all[0] : input)).focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) setTimeout(close, 150);
  });
  if (form.contains(document.activeElement)) ask(); // typed while this module was on its way
}

document.querySelectorAll("[data-suggest]").forEach(setUp);
