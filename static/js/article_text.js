// Buttons of the box in which a post is written. Each opens the page where one chooses; that page sends back what is
// to be put in, and the server looks at all of it again when the post is saved.
"use strict";

window.setUpArticleText = function (editor) {
  const { pictures, figures } = editor.getElement().dataset;
  let chooser = null;

  function choose(address) {
    chooser = window.open(address, "chon-cho-bai", "width=1000,height=760");
  }

  editor.ui.registry.addButton("pictures", { text: "Ảnh", tooltip: "Chèn ảnh từ kho ảnh", onAction: () => choose(pictures) });
  editor.ui.registry.addButton("figures", { text: "Số liệu", tooltip: "Trích số liệu đã công bố", onAction: () => choose(figures) });
  window.addEventListener("message", (event) => {
    if (event.origin !== window.location.origin || event.source !== chooser || typeof event.data.insert !== "string") return;
    editor.insertContent(event.data.insert);
    if (event.data.insert.startsWith("<p>")) editor.execCommand("mceInsertNewLine"); // what is written next stands below
    editor.focus();
    chooser.close();
  });
};
