// Closes the View menu on a click outside it, on Escape, and when focus leaves it.
for (const menu of document.querySelectorAll("[data-view-menu]")) {
  const close = () => { menu.open = false; };
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
}
