// A screen that shows its code asks whether somebody typed it. Without a network it keeps showing it.
(() => {
  "use strict";
  const { state, worker } = document.body.dataset;
  navigator.serviceWorker?.register(worker, { scope: location.pathname }).catch(() => {});
  const ask = async () => {
    try {
      const answer = await fetch(state, { cache: "no-store" });
      if (answer.status === 200) return location.reload();
    } catch { /* no network: the next time */ }
    setTimeout(ask, 4000);
  };
  setTimeout(ask, 4000);
})();
