// Password fields: show what is typed, and tell when it is long enough.
export function start(root) {
  for (const field of root.querySelectorAll("[data-lg-password]")) {
    if (field.dataset.lgStarted) continue;
    field.dataset.lgStarted = "yes";
    reveal(field);
    measure(field);
  }
}

function reveal(field) {
  const input = field.querySelector("input");
  const button = field.querySelector("[data-lg-reveal]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}

function measure(field) {
  const input = field.querySelector("input");
  const hint = field.querySelector("[data-lg-least]");
  if (!hint) return;
  const least = Number(hint.dataset.lgLeast);
  input.addEventListener("input", () => {
    hint.classList.toggle("lg-enough", [...input.value].length >= least);
  });
}
