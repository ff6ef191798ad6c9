// What a reader may do with a post besides reading: size of the text (kept in this browser), copy the address, print.
// Without this script the page is whole: the browser zooms and prints by itself.
const SIZES = ["small", "normal", "large", "largest"];
const KEPT = "text-size";
const tools = document.querySelector(".article-tools");

function kept() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

function show(size) {
  document.documentElement.dataset.textSize = SIZES.includes(size) ? size : "normal";
}

function choose(size) {
  show(size);
  try { localStorage.setItem(KEPT, size); } catch { /* a browser that keeps nothing still shows it */ }
}

function step(by) {
  const at = SIZES.indexOf(document.documentElement.dataset.textSize);
  choose(SIZES[Math.min(Math.max(at + by, 0), SIZES.length - 1)]);
}

function button(words, told, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "tool", textContent: words });
  if (told) made.setAttribute("aria-label", told);
  made.addEventListener("click", () => act(made));
  return made;
}

async function copy(made) {
  try {
    await navigator.clipboard.writeText(document.querySelector("link[rel=canonical]").href);
    made.textContent = "Đã sao chép";
  } catch {
    made.textContent = "Hãy sao chép ở ô địa chỉ";
  }
}

show(kept());
if (tools) {
  const sizes = document.createElement("div");
  sizes.className = "text-sizes";
  sizes.setAttribute("role", "group");
  sizes.setAttribute("aria-label", "Cỡ chữ");
  sizes.append(
    button("A−", "Chữ nhỏ hơn", () => step(-1)),
    button("A", "Cỡ chữ thường", () => choose("normal")),
    button("A+", "Chữ to hơn", () => step(1)),
  );
  const copying = button("Sao chép liên kết", "", copy);
  copying.setAttribute("aria-live", "polite");
  tools.append(copying, button("In bài", "", () => window.print()), sizes);
}
