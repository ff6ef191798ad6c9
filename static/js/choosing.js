// On a page where one chooses a picture or a figure for a post: where it was opened by the box that a post is written
// in, a button beside every short code puts the thing itself into the text.
"use strict";

if (window.opener && window.name === "chon-cho-bai") {
  for (const code of document.querySelectorAll("code[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "choose";
    button.textContent = "Chèn";
    button.setAttribute("aria-label", `Chèn ${code.dataset.label || code.textContent}`);
    button.addEventListener("click", () => window.opener.postMessage({ insert: code.dataset.insert }, window.location.origin));
    code.after(" ", button);
  }
}
