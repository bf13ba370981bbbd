// Sends a reply without leaving the page; without script the form goes the plain way.
// The words stay in the box until the server has them.

const form = document.querySelector("[data-reply]");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button:not([type=button])");
  const held = document.activeElement === button;
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.status !== 201) return form.submit();
    place(await answer.text());
    form.reset();
    form.elements.client_key.value = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    form.dispatchEvent(new CustomEvent("draft:sent", { bubbles: true }));
  } catch {
    document.querySelector("[data-live-state]").textContent =
      document.querySelector("[data-live-state]").dataset.off;
  } finally {
    button.disabled = false;
    if (held) button.focus({ preventScroll: true }); // a button that rests loses it
  }
});

function place(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const post = holder.content.firstElementChild;
  const list = document.getElementById("posts");
  if (!list.querySelector(`[data-post="${post.dataset.post}"]`)) list.append(post);
  list.lastElementChild.scrollIntoView({ block: "nearest" });
}
