// One box to tick below the passwords of a form: old eyes like to see what thumbs typed.

for (const box of document.querySelectorAll("[data-shows]")) {
  const inputs = box.form.querySelectorAll("[data-show-password]");
  const show = (type) => inputs.forEach((input) => { input.type = type; });
  const follow = () => show(box.checked ? "text" : "password");
  box.addEventListener("change", follow);
  follow(); // on a thin line the box was ticked before this module came
  // It is sent, and kept by the browser, as a password.
  box.form.addEventListener("submit", () => show("password"));
}
