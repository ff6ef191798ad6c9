// Keeps what is typed into the page of a post every twenty seconds, so that a closed tab loses little. The post itself
// is not touched; without this file nothing is kept and everything else works.
"use strict";

const EVERY = 20000; // milliseconds
const told = document.getElementById("da-giu");
const form = told && told.closest("form");
let isTouched = false;
let isSending = false;

function editors() {
  return window.tinymce ? window.tinymce.get() : [];
}

function touched() {
  return isTouched || editors().some((editor) => editor.isDirty());
}

async function keep() {
  if (isSending || !touched()) return;
  isSending = true;
  isTouched = false;
  editors().forEach((editor) => editor.save());
  const typed = new FormData(form);
  typed.set("bai", told.dataset.article);
  try {
    const answer = await fetch(told.dataset.address, { method: "POST", body: typed, redirect: "manual" });
    told.textContent = answer.ok || answer.status === 403 ? (await answer.json()).said : told.dataset.failed;
    isTouched = !answer.ok;
  } catch {
    told.textContent = told.dataset.failed;
    isTouched = true;
  } finally {
    isSending = false;
  }
}

if (form) {
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("change", () => { isTouched = true; });
  form.addEventListener("submit", () => { isSending = true; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  setInterval(keep, EVERY);
}
