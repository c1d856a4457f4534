// Tips and posts: how many characters are left, copying, and taking over a suggestion. An extra: without it each page works.
(() => {
  "use strict";
  const language = document.documentElement.lang;
  const seen = new Intl.Segmenter(language, { granularity: "grapheme" });
  // As campaigns/channels_text.py counts: what people see as one, and a line end once.
  const length = (text) => [...seen.segment(text.replace(/\r\n?/g, "\n").trim())].length;
  const words = document.getElementById("count-words")?.dataset ?? {};
  const said = (left) => (left < 0 ? words.over : words.left)?.replace("#", String(Math.abs(left)));
  const timers = new WeakMap();

  const count = (area, speak) => {
    const line = area.parentElement.querySelector("[data-counter]");
    const left = Number(area.dataset.most) - length(area.value);
    line.firstElementChild.textContent = said(left);
    line.classList.toggle("over", left < 0);
    // A screen reader hears it after a pause, and only where it begins to matter.
    clearTimeout(timers.get(area));
    if (!speak || left > 40) return;
    timers.set(area, setTimeout(() => { line.lastElementChild.textContent = said(left); }, 1200));
  };
  const begin = (root) => {
    for (const area of root.querySelectorAll("textarea[data-most]")) {
      if (area.dataset.counting || !words.left) continue;
      area.dataset.counting = "yes";
      const line = document.createElement("p");
      line.className = "counter";
      line.dataset.counter = "";
      const shown = document.createElement("span");
      shown.setAttribute("aria-hidden", "true");
      const heard = document.createElement("span");
      heard.className = "visually-hidden";
      heard.setAttribute("role", "status");
      line.append(shown, heard);
      area.after(line);
      count(area, false);
    }
    for (const button of root.querySelectorAll("[data-copy], [data-fill]")) button.hidden = false;
  };
  begin(document);
  document.addEventListener("htmx:after:settle", () => begin(document));
  // Back: the browser has put the words there again.
  window.addEventListener("pageshow", () => {
    for (const area of document.querySelectorAll("textarea[data-counting]")) count(area, false);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-counting]")) count(event.target, true);
  });
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const field = document.getElementById(copy.dataset.copy);
      const line = copy.parentElement.querySelector("[data-copied]");
      try {
        await navigator.clipboard.writeText(field.value);
        line.textContent = words.copied;
      } catch {
        const fold = field.closest("details");
        if (fold) fold.open = true;
        field.select();
        line.textContent = words.selected; // the browser does not allow it: Ctrl+C does
      }
    }
    const fill = event.target.closest("[data-fill]");
    if (fill) {
      const field = document.getElementById(fill.dataset.fill);
      field.value = document.getElementById(fill.dataset.from).textContent.trim();
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
