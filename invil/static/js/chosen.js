// Says which file was chosen, and how heavy it is, in the reader's language.
for (const state of document.querySelectorAll("[data-chosen]")) {
  const input = state.parentElement.querySelector("input[type=file]");
  const nothing = state.textContent;
  const tell = () => {
    const [file] = input.files;
    state.textContent = file
      ? `${state.dataset.chosen} ${file.name} · ${(file.size / 1e6).toFixed(1)} MB`
      : nothing;
  };
  input.addEventListener("change", tell);
  tell();
}
