// Account Insight: a chart wider than the screen opens at this week.
export function start(root) {
  for (const box of root.querySelectorAll("[data-lg-at-end]")) box.scrollLeft = box.scrollWidth;
}
