// A field to copy: the button puts its text on the clipboard and says so.

function startCopy(row) {
  if (row.dataset.lgCopyStarted || !navigator.clipboard) return;
  row.dataset.lgCopyStarted = "1";
  const field = row.querySelector("input");
  const button = row.querySelector("[data-lg-copy-button]");
  const told = row.querySelector("[data-lg-copied]");
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    told.textContent = told.dataset.lgCopied;
    button.querySelector("span").textContent = told.dataset.lgCopied;
  });
}

export function start(root) {
  const rows = [...root.querySelectorAll("[data-lg-copy]")];
  for (const row of root.matches?.("[data-lg-copy]") ? [root, ...rows] : rows) startCopy(row);
}
