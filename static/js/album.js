// One picture of an album: the arrow keys go to the next and the one before, Escape back to the album.
"use strict";

const LINKS = { ArrowLeft: "prev", ArrowRight: "next", Escape: "up" };

document.querySelector(".keys").hidden = false;
document.addEventListener("keydown", (event) => {
  const taken = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const link = !taken && LINKS[event.key] && document.querySelector(`a[rel="${LINKS[event.key]}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
