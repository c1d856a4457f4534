// How many are ticked, in the words of what is done with them. An extra: without it the words are those of the server.
(() => {
  "use strict";
  const told = (number, none, one, more) => (number ? (number === 1 && one) || more : none)?.replace("#", String(number));
  const tell = (form) => {
    for (const words of form.querySelectorAll("[data-counts]")) {
      const { counts, none, one, more, leaves, left } = words.dataset;
      const parts = [told(form.querySelectorAll(counts).length, none, one, more)];
      if (leaves) parts.push(told(form.querySelectorAll(leaves).length, "", "", left));
      words.textContent = parts.filter(Boolean).join(", ");
    }
  };
  const tellAll = () => {
    for (const words of document.querySelectorAll("form [data-counts]")) tell(words.closest("form"));
  };
  document.addEventListener("change", (event) => {
    if (event.target.form) tell(event.target.form);
  });
  document.addEventListener("htmx:after:settle", tellAll);
  // Back: the browser has put the ticks there again.
  window.addEventListener("pageshow", tellAll);
})();
