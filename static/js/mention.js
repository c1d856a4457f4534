// Names of colleagues after an @, in a text that has them in #mention-names. Without it one types the name.
(() => {
  "use strict";
  const names = [...document.querySelectorAll("#mention-names option")].map((option) => option.value);
  const field = document.querySelector("textarea[data-mention]");
  if (!field || !names.length) return;

  const list = document.createElement("ul");
  list.id = "mention-list";
  list.className = "mention-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.getElementById("mention-names").dataset.label);
  list.hidden = true;
  field.after(list);
  let at = 0;

  const typed = () => field.value.slice(0, field.selectionStart).match(/(?:^|\s)@([^@\n]{0,30})$/)?.[1];
  const options = () => [...list.children];
  const point = (to) => {
    at = (to + list.children.length) % list.children.length;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    field.setAttribute("aria-activedescendant", options()[at].id);
  };
  const close = () => {
    list.hidden = true;
    for (const name of ["aria-haspopup", "aria-controls", "aria-activedescendant", "aria-autocomplete"]) field.removeAttribute(name);
  };
  const open = (found) => {
    list.replaceChildren(
      ...found.map((name, place) => {
        const option = document.createElement("li");
        option.id = `mention-${place}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        return option;
      }),
    );
    list.hidden = false;
    // Choices belong to it only while there are any; a text of many lines may not be a combobox.
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    point(0);
  };
  const choose = (name) => {
    const begun = typed();
    const end = field.selectionStart;
    // The caret may have gone elsewhere since.
    if (begun !== undefined) field.setRangeText(`${name} `, end - begun.length, end, "end");
    close();
    field.focus();
  };

  field.addEventListener("input", () => {
    const begun = typed()?.toLowerCase();
    const found = begun === undefined ? [] : names.filter((name) => name.toLowerCase().split(" ").some((word, place, words) => words.slice(place).join(" ").startsWith(begun))).slice(0, 6);
    if (found.length) open(found);
    else close();
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(options()[at].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) { event.preventDefault(); choose(option.textContent); }
  });
  field.addEventListener("blur", close);
})();
