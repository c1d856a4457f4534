// Shows how much of a file has been sent. Without this the form is posted as usual.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const file = form.matches("[data-upload]") && form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const box = document.getElementById("upload-progress");
    const bar = box.querySelector("progress");
    const line = box.querySelector(".meta");
    let said = 0;
    const show = (percent) => {
      bar.value = percent;
      line.textContent = percent < 100 ? line.dataset.text.replace("{percent}", percent) : line.dataset.done;
      if (percent < said + 25) return;
      said = percent;
      document.getElementById("live").textContent = line.textContent;
    };
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => show(Math.floor((100 * loaded) / total)));
    request.addEventListener("load", () => {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = page.getElementById("content");
      if (request.status < 400 || !main) {
        location.assign(request.responseURL);
        return;
      }
      // Refused: the same page, now with the reason in it.
      document.getElementById("content").replaceWith(main);
      document.querySelector(".error-summary h2")?.focus();
    });
    request.addEventListener("error", () => {
      form.removeAttribute("aria-busy");
      line.textContent = document.getElementById("live-alert").textContent = line.dataset.failed;
    });
    box.hidden = false;
    box.scrollIntoView({ block: "nearest" });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
})();
