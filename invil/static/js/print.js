// Prints the page as it stands. Without this module the link shows the page as paper.
for (const door of document.querySelectorAll("[data-print]")) {
  door.hidden = door.disabled = false;
  door.addEventListener("click", (event) => {
    event.preventDefault();
    print();
  });
}
