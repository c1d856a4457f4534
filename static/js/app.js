// What HTML and CSS cannot do on any page. Everything here is an extra: without it each page still works.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");

  // Light or dark: a cookie, so that the server writes the next page in it and nothing flashes.
  const showTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    }
  };
  for (const choice of document.querySelectorAll("[data-themes]")) {
    choice.hidden = false;
    showTheme(root.dataset.theme || "auto");
  }

  const sizeInWords = (bytes) => {
    const [unit, divisor] = bytes < 1e6 ? ["kB", 1e3] : bytes < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
    const size = Math.max(bytes / divisor, 0.1);
    return `${size.toLocaleString(root.lang, { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
  };
  const showFile = (zone) => {
    const file = zone.querySelector("[type=file]").files[0];
    const line = zone.querySelector(".chosen");
    if (line) line.textContent = file ? `${file.name} · ${sizeInWords(file.size)}` : "";
  };

  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme-choice]");
    if (theme) {
      document.cookie = `theme=${theme.dataset.themeChoice}; path=/; max-age=31536000; samesite=lax`;
      showTheme(theme.dataset.themeChoice);
    }
    const opener = event.target.closest("[commandfor], [data-dialog]");
    const dialog = opener && document.getElementById(opener.getAttribute("commandfor") || opener.dataset.dialog);
    // Browsers that know invoker commands have done it themselves.
    if (dialog?.showModal && !("commandForElement" in HTMLButtonElement.prototype && opener.hasAttribute("commandfor"))) {
      const command = opener.getAttribute("command") || "show-modal";
      if (command === "close") dialog.close();
      else if (!dialog.open) dialog.showModal();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog, [popover]")?.close?.();
    // Fields in an error summary: radios and ticks have no element with the field's own id.
    const jump = event.target.closest(".error-summary a");
    const field = jump && document.getElementById(jump.hash.slice(1));
    if (field) {
      event.preventDefault();
      (field.matches("fieldset") ? field.querySelector("input, select") || field : field).focus();
    }
  });

  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-dropzone]");
    if (zone) showFile(zone);
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]:not([hx-get])")) form.requestSubmit();
  });

  // The drop zone: the whole surface takes the file for the plain input inside it.
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const zone = event.target.closest?.("[data-dropzone]");
      if (!zone || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        const input = zone.querySelector("[type=file]");
        const first = new DataTransfer();
        first.items.add(event.dataTransfer.files[0]);
        input.files = first.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  // Two clicks on one button are one answer. After a while it may be sent again: it may have been a download.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });

  // A form that came back with errors: the summary is what the person should read first.
  document.querySelector(".error-summary h2")?.focus();

  // What somebody unfolded stays so when the part of the page around it is drawn anew.
  let unfolded = false;
  let held = ""; // the filter that had the focus
  document.addEventListener("click", (event) => {
    const summary = event.target.closest(".fold > summary");
    if (summary) unfolded = !summary.parentElement.open;
  });
  document.addEventListener("htmx:before:swap", () => {
    held = document.activeElement.closest(".fold") ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:after:settle", () => {
    for (const fold of document.querySelectorAll(".fold")) fold.open = unfolded;
    if (held && document.activeElement === document.body) document.getElementById(held)?.focus();
  });

  // A passkey that was cancelled or refused, told by allauth's own script.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const text = document.querySelector("[data-passkey-failed]");
    if (!text) return;
    text.hidden = false;
    document.getElementById("live-alert").textContent = text.textContent;
  });
})();
