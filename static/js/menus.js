// What unfolds in the menu folds again: by Escape, which gives the focus back to its button, and by a press elsewhere.
const folds = ".menu-band details[open]";

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const around = document.activeElement?.closest(folds) ?? document.querySelector(folds);
  if (!around) return;
  around.open = false;
  around.querySelector("summary").focus();
});

addEventListener("click", (event) => {
  for (const one of document.querySelectorAll(".menu-wide details[open]")) {
    if (!one.contains(event.target)) one.open = false;
  }
});
