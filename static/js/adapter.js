// Between htmx 4 and our pages: busy marks, focus, spoken messages, and what to do when an update fails.
(() => {
  "use strict";
  const busy = new WeakMap(); // request -> the target that waits for it
  const loadedAt = new Map(); // id of a target -> when what it shows was fetched
  const pageLoadedAt = new Date();
  let opener = null; // what was clicked to open the thing that now has the focus
  let typed = null; // the form of the last request, for when the session has ended

  const clock = (moment) => moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const say = (id, text) => {
    const region = document.getElementById(id);
    // The same sentence twice is only read twice when the region was empty in between.
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  };
  const focusOn = (element) => {
    if (!element) return false;
    element.focus();
    return document.activeElement === element;
  };

  // Busy: on the target for assistive technology, dimmed by css after 150 ms.
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    ctx.target?.setAttribute("aria-busy", "true");
    busy.set(ctx, ctx.target); // the answer may name another target
    typed = ctx.sourceElement.closest("form");
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    busy.get(ctx)?.removeAttribute("aria-busy");
  });

  // Focus: where the answer says (data-focus), else back to what opened it, else it stays.
  document.addEventListener("htmx:after:settle", ({ detail: { task, newContent } }) => {
    const elements = newContent.filter((node) => node.nodeType === 1);
    const find = (selector) =>
      elements.map((element) => (element.matches(selector) ? element : element.querySelector(selector))).find(Boolean);
    for (const element of elements) {
      if (element.id) loadedAt.set(element.id, new Date());
      const strip = element.previousElementSibling;
      if (strip?.matches(".strip")) strip.remove();
    }
    const summary = find(".error-summary h2");
    const source = task.sourceElement;
    const opens = source?.matches?.("a, button") && !source.closest(".segmented, .filters, .chips, .pager");
    const saves = source?.matches?.("form[method=post]");
    const asked = (opens || saves) && find("[data-focus]");
    if (summary) focusOn(summary);
    else if (asked && focusOn(document.querySelector(asked.dataset.focus))) {
      opener = { id: source.id, href: source.getAttribute("href") };
      // On small screens the panel is a sheet: keep the chosen cell in sight above it.
      document.querySelector("td > [aria-current], .bars [aria-current]")?.scrollIntoView({ block: "nearest" });
    } else if (document.activeElement === document.body && opener) {
      const again = (opener.id && document.getElementById(opener.id)) ||
        (opener.href && document.querySelector(`a[href="${CSS.escape(opener.href)}"]`));
      if (!focusOn(again)) focusOn(document.getElementById("content"));
      opener = null;
    }
  });

  // Spoken messages: HX-Trigger {"announce": "…"} and {"alert": "…"}.
  document.addEventListener("announce", ({ detail }) => say("live", detail.value));
  // {"retitle": "…"}: a part of a page that is another page now; the name of the product stays behind it.
  document.addEventListener("retitle", ({ detail }) => { document.title = `${detail.value} – ${document.title.split(" – ").pop()}`; });
  document.addEventListener("alert", ({ detail }) => say("live-alert", detail.value));

  // Failing: the old content stays, a strip above it says from when it is.
  const strip = (ctx) => {
    const target = ctx.target;
    if (!target?.isConnected || target.previousElementSibling?.matches(".strip")) return;
    const copy = document.getElementById("strip-template").content.cloneNode(true);
    copy.querySelector("time").textContent = clock(loadedAt.get(target.id) || pageLoadedAt);
    copy.querySelector("button").addEventListener("click", () => {
      target.previousElementSibling?.remove();
      if (ctx.sourceElement.matches("form")) ctx.sourceElement.requestSubmit();
      else if (ctx.sourceElement.matches("a, button")) ctx.sourceElement.click();
      else window.htmx.ajax("GET", ctx.request.action, { source: ctx.sourceElement, target });
    });
    target.before(copy);
  };
  document.addEventListener("htmx:error", ({ detail: { ctx, error } }) => {
    // Aborted means a newer question took its place.
    if (ctx?.request && error?.name !== "AbortError") strip(ctx);
  });
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    if (ctx.response.status >= 500) strip(ctx);
  });

  // The session is over: the answer is the log-in page, or a bare 401.
  const keepTyped = () => {
    if (!typed || typed.method !== "post") return;
    const fields = [...new FormData(typed)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const secret = typed.querySelector("[type=password]");
    if (typed.id && !secret) sessionStorage.setItem(`form:${location.pathname}#${typed.id}`, JSON.stringify(fields));
  };
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const { raw, status } = ctx.response;
    const login = document.body.dataset.login;
    if (status === 401 || new URL(raw.url, location.href).pathname === login) {
      event.preventDefault();
      keepTyped();
      const dialog = document.getElementById("session-ended");
      dialog.querySelector("a").href = `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
      if (!dialog.open) dialog.showModal();
      return;
    }
    // A whole page where a fragment was asked: go there, or show that it failed. Never a page inside a page.
    if (status < 500 && ctx.target !== document.body && /^\s*<!doctype/i.test(ctx.text)) {
      event.preventDefault();
      if (status < 400) location.assign(raw.url);
      else strip(ctx);
    }
  });
  for (const form of document.querySelectorAll("form[id]")) {
    const key = `form:${location.pathname}#${form.id}`;
    for (const [name, value] of JSON.parse(sessionStorage.getItem(key) || "[]")) {
      const control = form.elements[name];
      if (control && !/hidden|checkbox/.test(control.type)) control.value = value;
    }
    sessionStorage.removeItem(key);
  }
})();
