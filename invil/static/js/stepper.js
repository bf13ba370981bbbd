// The plus and minus of a quantity change the number here; without script they send the form.
for (const button of document.querySelectorAll("[data-step]")) {
  button.addEventListener("click", (event) => {
    const input = button.closest(".qty")?.querySelector("input");
    if (!input) return;
    event.preventDefault();
    const wanted = Number(input.value || 0) + Number(button.dataset.step);
    const low = Number(input.min || 0);
    const high = input.max ? Number(input.max) : Infinity;
    input.value = Math.min(high, Math.max(low, wanted));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
