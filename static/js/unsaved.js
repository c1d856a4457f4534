// Whoever leaves a page with words that are not saved is asked first. An extra: without it each page works.
(() => {
  "use strict";
  // Held against what the server wrote, so that words which Back brought along count too.
  const differs = (field) => {
    if (!field.name || field.disabled || field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return "defaultValue" in field && field.value !== field.defaultValue;
    const options = [...field.options];
    const written = options.filter((option) => option.defaultSelected);
    const first = written.length || field.multiple ? written : options.slice(0, 1);
    return options.some((option) => option.selected !== first.includes(option));
  };
  let sent = null;
  const isUnsaved = (form) => form !== sent && (form.dataset.unsaved === "yes" || [...form.elements].some(differs));
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) sent = event.target; });
  addEventListener("pageshow", () => { sent = null; });
  addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-unsaved]")].some(isUnsaved)) event.preventDefault();
  });
})();
