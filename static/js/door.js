// At the door: a code that could not be sent is kept in this telephone and sent again until the portal has answered it.
// Without this script the form is sent as any form.
(() => {
  const form = document.getElementById("door");
  const box = document.getElementById("code");
  const entries = document.getElementById("entries");
  const waiting = document.getElementById("waiting");
  const place = `cua-vao-${form.dataset.conference}`;
  const AGAIN = 10000; // milliseconds between two attempts
  const PATIENCE = 15000; // after which an attempt counts as lost: the portal takes the same code twice without harm
  let sending = false;

  const kept = () => JSON.parse(localStorage.getItem(place) || "[]");
  const keep = (queue) => {
    localStorage.setItem(place, JSON.stringify(queue));
    tell("");
  };

  function tell(reason) {
    const left = kept().length;
    waiting.hidden = left === 0;
    waiting.textContent = left ? `Còn ${left} lượt chưa gửi, đang giữ trong máy này. ${reason}` : "";
  }

  function say(sentence, kind) {
    const line = document.createElement("li");
    line.className = kind;
    line.textContent = sentence;
    entries.prepend(line);
    line.scrollIntoView({ block: "nearest" }); // on a telephone it would stand below the screen
  }

  async function take(code) {
    if (!code) return;
    const waits = () => kept().some((one) => one.code === code);
    if (!waits()) keep([...kept(), { code, at: new Date().toISOString() }]);
    await send();
    if (waits()) say("Đã đọc mã, giữ trong máy này, chờ gửi.", "held");
  }

  // The oldest first. It leaves the queue only when the portal has said what became of it.
  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let queue = kept(); queue.length; queue = kept()) {
        const answer = await ask(queue[0]);
        if (!answer) break;
        keep(kept().filter((one) => one.code !== queue[0].code));
        say(answer.sentence, answer.entered ? "entered" : "refused");
      }
    } finally {
      sending = false;
    }
  }

  async function ask(one) {
    const body = new FormData(form);
    body.set("code", one.code);
    body.set("at", one.at);
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal });
      if ((response.headers.get("Content-Type") || "").startsWith("application/json")) return await response.json();
      tell("Phiên đăng nhập đã hết hoặc cổng đang bận: hãy tải lại trang này và đăng nhập.");
    } catch {
      tell("Mất kết nối: cứ quét tiếp, máy sẽ tự gửi khi có mạng lại.");
    }
    return null;
  }

  try {
    keep(kept());
  } catch {
    return; // this browser keeps nothing: each code is sent by the form, with a page in answer
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(box.value.trim());
    box.value = "";
    box.focus({ preventScroll: true });
  });
  addEventListener("online", send);
  setInterval(send, AGAIN);
  addEventListener("beforeunload", (event) => {
    if (kept().length) event.preventDefault(); // they are sent only while this page is open
  });
  send();

  // The camera: codes are read by the browser, or by the library where it cannot. That is asked for while there is a
  // connection, so that the camera opens without one.
  const camera = document.getElementById("camera");
  const view = document.getElementById("view");
  if (navigator.mediaDevices) reader().then(offer, () => {});

  async function reader() {
    const own = window.BarcodeDetector;
    const able = own && (await own.getSupportedFormats()).includes("qr_code");
    const Detector = able ? own : (await import(form.dataset.reader)).BarcodeDetector;
    return new Detector({ formats: ["qr_code"] });
  }

  function offer(detector) {
    camera.hidden = false;
    camera.addEventListener("click", async () => {
      try {
        view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch {
        say("Không mở được máy ảnh: hãy cho phép trang này dùng máy ảnh, hoặc điểm danh theo danh sách.", "refused");
        return;
      }
      view.hidden = false;
      camera.hidden = true;
      await view.play();
      let last = "";
      setInterval(async () => {
        const [found] = await detector.detect(view).catch(() => []);
        if (found && found.rawValue !== last) take((last = found.rawValue));
      }, 400);
    });
  }
})();
