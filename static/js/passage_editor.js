// The editor of a section of a report: lines of text in which a figure is a pill. The textarea stays the truth: it is
// what the page is opened with and what is sent; without this file it is edited itself. What is typed is the browser's
// own work, all other changes are made here, and both are undone here.
"use strict";

const CHIP = /\[\[([^[\]|\n]{1,120})(?:\|([^[\]|\n]{0,120}))?\]\]/g;
const PLACE = "bang:";
const PREFIXES = ["## ", "- "];
const BLOCKS = ["P", "DIV", "LI", "H1", "H2", "H3", "H4"];
const TOGETHER = 700; // milliseconds within which typing is undone at once
const MANY_UNDONE = 200;

const form = document.querySelector("form.passage");
const textarea = form.querySelector("textarea");
const tools = form.querySelector(".passage-tools");
const searched = form.querySelector("#tim-con-so");
const noun = form.querySelector("#danh-tu");
const labels = new Map([...form.querySelectorAll("code.offer-chip")].map((one) => [bare(one.dataset.name), one.dataset.label]));
const changed = new Set([...document.querySelectorAll(".passage-changes [data-chip]")].map((one) => one.dataset.chip));
const editor = document.createElement("div");
const past = [];
const future = [];
let caret = null;
let typedAt = 0;
let isSent = false;

function bare(name) {
  return name.startsWith(PLACE) ? name : name.split(":")[0];
}

// From text to the page

function pill(name, shown) {
  const one = document.createElement("span");
  const isPlace = name.startsWith(PLACE);
  const label = labels.get(bare(name)) || "chưa rõ chỉ tiêu";
  one.className = "pill" + (isPlace ? " is-place" : "") + (changed.has(name) ? " is-changed" : "");
  one.contentEditable = "false";
  one.tabIndex = -1;
  Object.assign(one.dataset, { name, shown });
  one.title = label;
  one.setAttribute("role", "img");
  one.setAttribute("aria-label", isPlace ? `Chỗ đặt: ${label}` : `${shown || "con số mới"}, ${label}. Phím Delete để bỏ`);
  one.textContent = isPlace ? `Chỗ đặt: ${label}` : shown || name;
  return one;
}

function paragraph(text) {
  const line = document.createElement("p");
  let end = 0;
  for (const chip of text.matchAll(CHIP)) {
    if (chip.index > end) line.append(text.slice(end, chip.index));
    line.append(pill(chip[1].trim(), (chip[2] || "").trim()));
    end = chip.index + chip[0].length;
  }
  if (end < text.length) line.append(text.slice(end));
  if (!line.hasChildNodes()) line.append(document.createElement("br"));
  return line;
}

function show(text) {
  editor.replaceChildren(...text.split("\n").map(paragraph));
  mark();
}

function mark() {
  for (const line of editor.children) {
    line.classList.toggle("is-heading", line.textContent.startsWith("## "));
    line.classList.toggle("is-point", line.textContent.startsWith("- "));
  }
}

// From the page to text

function said(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[\u00a0\n]/g, " ");
  if (node.nodeName === "BR") return "\n";
  if (node.classList && node.classList.contains("pill")) {
    const { name, shown } = node.dataset;
    return shown ? `[[${name}|${shown}]]` : `[[${name}]]`;
  }
  const inner = [...node.childNodes].map(said).join("");
  return BLOCKS.includes(node.nodeName) ? `${inner.replace(/\n$/, "")}\n` : inner;
}

function whole() {
  return said(editor).replace(/\n$/, "").replace(/\n$/, "");
}

function written(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
}

function keep() {
  if (!editor.hasChildNodes() || [...editor.childNodes].some((one) => one.nodeName !== "P")) put(now());
  textarea.value = written(whole());
  mark();
}

// Where one is: a line, and how many letters and pills into it

function lineOf(node) {
  let line = node;
  while (line && line.parentNode !== editor) line = line.parentNode;
  return line || editor.lastElementChild;
}

function part(line, from, to) {
  const range = document.createRange();
  range.selectNodeContents(line);
  if (from) range.setStart(from[0], from[1]);
  if (to) range.setEnd(to[0], to[1]);
  return [...range.cloneContents().childNodes].map(said).join("").replace(/\n/g, "");
}

function length(text) {
  return text.replace(CHIP, "•").length;
}

function place() {
  if (!caret) return [editor.children.length - 1, Infinity];
  const line = lineOf(caret.startContainer);
  return [[...editor.childNodes].indexOf(line), length(part(line, null, [caret.startContainer, caret.startOffset]))];
}

function go(number, letters) {
  const line = editor.children[Math.min(Math.max(number, 0), editor.children.length - 1)];
  const range = document.createRange();
  range.selectNodeContents(line);
  range.collapse(false);
  let left = letters;
  for (const node of line.childNodes) {
    const size = node.nodeType === Node.TEXT_NODE ? node.data.length : node.nodeName === "BR" ? 0 : 1;
    if (left <= size && node.nodeType === Node.TEXT_NODE) {
      range.setStart(node, left);
      break;
    }
    if (left === 0) {
      range.setStartBefore(node);
      break;
    }
    left -= size;
  }
  range.collapse(true);
  caret = range;
  editor.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

// Undoing

function now() {
  return { text: whole(), at: place() };
}

function put({ text, at }) {
  show(text);
  go(...at);
}

function remember() {
  past.push(now());
  past.splice(0, past.length - MANY_UNDONE);
  future.length = 0;
  typedAt = 0;
}

function turn(from, to) {
  if (!from.length) return;
  to.push(now());
  put(from.pop());
  typedAt = 0;
  keep();
}

// Changes

function replace(text) {
  remember();
  if (!caret) go(...place());
  const [first, last] = [lineOf(caret.startContainer), lineOf(caret.endContainer)];
  const before = part(first, null, [caret.startContainer, caret.startOffset]);
  const after = part(last, [caret.endContainer, caret.endOffset], null);
  const lines = (before + text + after).split("\n");
  const number = [...editor.childNodes].indexOf(first) + lines.length - 1;
  while (first !== last && first.nextSibling !== last) first.nextSibling.remove();
  if (first !== last) last.remove();
  first.replaceWith(...lines.map(paragraph));
  go(number, length(lines[lines.length - 1]) - length(after));
  keep();
}

function pasted(text) {
  const lines = text.split(/[\r\n\u2028\u2029]+/).map((line) => line.replace(/\s+/g, " "));
  replace(lines.filter((line, place) => line.trim() || place === lines.length - 1).join("\n").replace(/\n$/, ""));
}

function begin(prefix) {
  const [number, letters] = place();
  const line = editor.children[number];
  const text = part(line, null, null);
  const old = PREFIXES.find((one) => text.startsWith(one)) || "";
  const begun = old === prefix ? "" : prefix;
  remember();
  line.replaceWith(paragraph(begun + text.slice(old.length)));
  go(number, Math.max(0, letters - old.length + begun.length));
  keep();
}

function insertChip({ name, shown }) {
  const word = noun.value.trim().replace(/[[\]|\d]/g, "");
  const counted = shown.match(/^((?:\D+ )?[\d.,]+) \D+$/);
  const takes = word && counted && !/(đồng|tỷ|triệu|điểm)/.test(shown);
  const before = caret ? part(lineOf(caret.startContainer), null, [caret.startContainer, caret.startOffset]) : "";
  const said = takes ? `${counted[1]} ${word}` : shown;
  const begins = /^$|[.!?] $|^- $|^## $/.test(before);
  const gap = before && !/[\s(“]$/.test(before) ? " " : "";
  const capital = begins ? said.charAt(0).toUpperCase() + said.slice(1) : said;
  replace(`${gap}[[${takes ? `${bare(name)}:${word}` : name}|${capital}]] `);
}

function insertPlace({ name }) {
  const there = [...editor.querySelectorAll(".pill")].find((one) => one.dataset.name === name);
  if (there) {
    there.focus();
    return;
  }
  go(place()[0], Infinity); // below the line one is in, never within it
  replace(`\n[[${name}]]\n`);
}

function remove(one) {
  const line = lineOf(one);
  remember();
  const at = [[...editor.childNodes].indexOf(line), length(part(line, null, [one.parentNode, [...one.parentNode.childNodes].indexOf(one)]))];
  one.remove();
  go(...at);
  keep();
}

function copied() {
  const box = document.createElement("div");
  box.append(getSelection().getRangeAt(0).cloneContents());
  return said(box).replace(/\n+$/, "");
}

// What people do

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.rangeCount && editor.contains(selection.anchorNode)) caret = selection.getRangeAt(0).cloneRange();
});
editor.addEventListener("beforeinput", (event) => {
  if (event.inputType.startsWith("history")) {
    event.preventDefault();
    return;
  }
  const at = Date.now();
  if (event.inputType !== "insertText" || at - typedAt > TOGETHER) remember();
  typedAt = at;
});
editor.addEventListener("input", keep);
editor.addEventListener("paste", (event) => {
  event.preventDefault();
  pasted(event.clipboardData.getData("text/plain"));
});
editor.addEventListener("drop", (event) => event.preventDefault());
for (const kind of ["copy", "cut"]) {
  editor.addEventListener(kind, (event) => {
    if (getSelection().isCollapsed) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied());
    if (kind === "cut") replace("");
  });
}
editor.addEventListener("keydown", (event) => {
  const one = event.target.closest(".pill");
  const key = event.key.toLowerCase();
  if (one && (key === "delete" || key === "backspace")) {
    event.preventDefault();
    remove(one);
  } else if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
    event.preventDefault();
    if (key === "y" || event.shiftKey) turn(future, past);
    else turn(past, future);
  } else if ((event.ctrlKey || event.metaKey) && ["b", "i", "u"].includes(key)) {
    event.preventDefault();
  }
});
tools.addEventListener("click", (event) => {
  const tool = event.target.dataset.tool;
  if (tool === "heading") begin("## ");
  if (tool === "point") begin("- ");
  if (tool === "undo") turn(past, future);
  if (tool === "figure") searched.focus();
});

// The list of figures

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
}

function search() {
  const words = folded(searched.value).split(/\s+/).filter(Boolean);
  const all = [...form.querySelectorAll("#danh-sach-con-so .offer")];
  for (const offer of all) offer.hidden = !words.every((word) => offer.dataset.search.includes(word));
  const found = all.filter((offer) => !offer.hidden).length;
  form.querySelector("#so-tim-thay").textContent = words.length ? `Thấy ${found} chỉ tiêu. Phím Enter: chèn con số đầu tiên.` : "";
}

function offered(code) {
  const { name, shown, label } = code.dataset;
  const isPlace = name.startsWith(PLACE);
  const button = document.createElement("button");
  button.type = "button";
  button.className = code.className;
  button.textContent = isPlace ? "Đặt ở đây" : shown;
  button.setAttribute("aria-label", isPlace ? `Đặt ${label}` : `Chèn ${label}: ${shown}`);
  button.addEventListener("click", () => (isPlace ? insertPlace : insertChip)({ name, shown }));
  return button;
}

searched.addEventListener("input", search);
searched.addEventListener("keydown", (event) => {
  if (event.key === "Escape") editor.focus();
  if (event.key !== "Enter") return;
  event.preventDefault();
  form.querySelector("#danh-sach-con-so .offer:not([hidden]) button")?.click();
});
noun.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});

// Opening, sending, leaving

function open() {
  form.querySelectorAll("code.offer-chip").forEach((code) => code.replaceWith(offered(code)));
  editor.className = "passage-editor";
  editor.contentEditable = "true";
  editor.spellcheck = false;
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.setAttribute("aria-labelledby", "id_text_label");
  if (textarea.getAttribute("aria-invalid")) editor.setAttribute("aria-invalid", "true");
  document.execCommand("defaultParagraphSeparator", false, "p");
  show(textarea.value);
  textarea.after(editor);
  textarea.hidden = true;
  tools.hidden = false;
  form.querySelector(".offer-search").hidden = false;
  form.querySelector("#id_text_label").addEventListener("click", () => editor.focus());
}

open();
let opened = written(whole());
form.addEventListener("submit", () => {
  keep();
  isSent = true;
});
addEventListener("beforeunload", (event) => {
  if (!isSent && written(whole()) !== opened) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted && written(textarea.value) !== opened) show(textarea.value); // the browser filled it in again
  isSent = false;
});
