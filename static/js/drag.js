// Dragging an item of the plan to another week (or day) with a mouse, or its right end to make it longer.
// It fills in the form that the panel has too: nothing moves without an answer of the server.
(() => {
  "use strict";
  let held = null;
  let dragged = false;
  const shifted = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
  const release = () => {
    held?.item.classList.remove("held");
    if (held) held.item.style.translate = held.line.style.inlineSize = "";
    held = null;
  };
  addEventListener("pointerdown", (event) => {
    const item = event.target.closest?.(".plan [data-version]");
    dragged = false;
    if (!item || event.pointerType !== "mouse" || event.button) return;
    const plan = item.closest(".plan");
    const line = item.querySelector(".line");
    const { right, width } = line.getBoundingClientRect();
    const column = item.closest(".track").clientWidth / getComputedStyle(plan).getPropertyValue("--c");
    const isEnd = width > 20 && Math.abs(event.clientX - right) < 7;
    held = { item, line, width, column, isEnd, from: event.clientX, steps: 0, days: plan.matches(".year") ? 7 : 1 };
  });
  addEventListener("pointermove", ({ clientX }) => {
    if (!held) return;
    const by = (held.steps = Math.round((clientX - held.from) / held.column)) * held.column;
    held.item.classList.toggle("held", by !== 0);
    if (held.isEnd) held.line.style.inlineSize = `${Math.max(held.column, held.width + by)}px`;
    else held.item.style.translate = `${by}px`;
  });
  addEventListener("pointerup", () => {
    if (!held?.steps) return release();
    dragged = true;
    const { item: { id, dataset: { version, first, last } }, isEnd, steps, days } = held;
    const form = document.getElementById("drag");
    const pk = id.replace("item-", "");
    const starts_on = isEnd ? first : shifted(first, steps * days);
    const ends_on = shifted(last, steps * days);
    const values = { starts_on, ends_on: ends_on < first && isEnd ? first : ends_on, version, next: form.dataset.next + pk };
    for (const name in values) form.elements[name].value = values[name];
    form.action = form.dataset.action.replace("/0/", `/${pk}/`);
    sessionStorage.setItem("plan-scroll", scrollY);
    return form.submit();
  });
  // A drag is no click, and a link is not to be dragged out of the page.
  addEventListener("click", (event) => {
    if (!dragged || !event.target.closest(".plan")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  addEventListener("dragstart", (event) => event.target.closest?.(".plan [data-version]") && event.preventDefault());
  addEventListener("keydown", ({ key }) => key === "Escape" && release());
  // What is open is in sight, also where the timeline is wider than the page.
  const show = () => document.querySelector(".lanes [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  addEventListener("htmx:after:settle", show);
  show();
  scrollTo(0, sessionStorage.getItem("plan-scroll") ?? scrollY);
  sessionStorage.removeItem("plan-scroll");
})();
