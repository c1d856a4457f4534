// A first day that moves takes the last one along, until somebody chose the last one. An extra: without it both are filled in.
(() => {
  "use strict";
  const day = (text) => Date.parse(`${text}T00:00Z`);
  for (const pair of document.querySelectorAll("[data-days]")) {
    const [first, last] = pair.querySelectorAll("input[type=date]");
    const length = day(last.defaultValue) - day(first.defaultValue);
    let isChosen = !(length >= 0);
    // Back may have brought along what was chosen before.
    addEventListener("pageshow", () => { isChosen ||= day(last.value) - day(first.value) !== length; });
    last.addEventListener("input", () => { isChosen = true; });
    first.addEventListener("input", () => {
      const moved = new Date(day(first.value) + length);
      // A year that is being typed is 0002 for a moment: nothing to follow yet.
      if (isChosen || !first.value || moved.getUTCFullYear() < 2000) return;
      last.valueAsNumber = moved.getTime();
      pair.querySelector("[data-moved]").textContent = pair.dataset.days;
    });
  }
})();
