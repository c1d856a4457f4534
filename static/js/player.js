// Plays what the page holds, and asks for newer. Without a server it goes on with what it has, and
// what has an end ends by the clock of the screen.
(() => {
  // Seconds: a secret that was taken back shows nothing more within a minute.
  const POLL = 45, PATIENCE = 10, SHIFT = 600, SPREAD = 300, RELOAD_HOUR = 4;
  const { preview, at, only } = document.body.dataset;
  const started = Date.now();
  const now = () => (at ? Number(at) + Date.now() - started : Date.now());
  let stage = document.getElementById("stage");
  let shown = document.getElementById("rest");
  let other = null; // the last one that was not the one in front
  let since = 0, asked = 0, isAsking = false, etag = "", reload = nextReload();

  function nextReload() {
    const moment = new Date();
    moment.setHours(RELOAD_HOUR, 0, Math.random() * SPREAD, 0);
    if (moment <= new Date()) moment.setDate(moment.getDate() + 1);
    return moment.getTime();
  }

  const holds = (spells) => spells.split(" ").some((spell) => {
    const [from, until] = spell.split("-").map(Number);
    return from <= now() && now() < until;
  });

  function valid() {
    const all = [...stage.querySelectorAll("[data-plays]")];
    if (only) return all.filter((slide) => slide.id === only);
    if (stage.dataset.open !== undefined && !holds(stage.dataset.open)) return [];
    return all.filter((slide) => holds(slide.dataset.plays));
  }

  // The same rule as campaigns/programme.py: equal turns, and the one in front after every other.
  function next(slides) {
    const front = slides.filter((slide) => slide.dataset.front)
      .sort((a, b) => b.dataset.front - a.dataset.front)[0];
    const others = slides.filter((slide) => slide !== front);
    if (front && (shown !== front || !others.length)) return front;
    const place = others.findIndex((slide) => slide.id === other);
    return others[(place + 1) % others.length];
  }

  function show(slide, front) {
    if (!front) other = slide.id;
    if (slide !== shown) {
      shown.classList.remove("on");
      slide.classList.add("on");
    }
    shown = slide;
    since = Date.now();
  }

  function turn() {
    const slides = valid();
    if (!slides.length) return show(stage.querySelector("#rest"), true);
    const lasts = Number(shown.dataset.seconds || 0) * 1000, played = Date.now() - since;
    const goesOn = slides.includes(shown) && played >= 0 && played < lasts;
    if (goesOn) return undefined;
    const slide = next(slides);
    return show(slide, Boolean(slide.dataset.front));
  }

  // A cover that cannot be fetched leaves the one in letters, which lies beneath it.
  document.addEventListener("error", (event) => {
    if (event.target.matches?.(".cover img")) event.target.remove();
  }, true);
  for (const picture of document.querySelectorAll(".cover img")) {
    if (picture.complete && !picture.naturalWidth) picture.remove();
  }

  function keep() {
    const seen = [...document.querySelectorAll("link[href], script[src], img[src]")];
    const addresses = seen.map((each) => each.href || each.src);
    navigator.serviceWorker?.ready.then((worker) => {
      worker.active.postMessage({ keep: [location.pathname, ...addresses] });
    });
  }

  async function renew() {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.adoptNode(page.getElementById("stage"));
    const pictures = [...fresh.querySelectorAll("img")];
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => picture.remove())));
    const playing = fresh.querySelector(`[id="${shown.id}"]`) || fresh.querySelector("#rest");
    fresh.querySelector(".on")?.classList.remove("on");
    playing.classList.add("on");
    stage.replaceWith(fresh);
    stage = fresh;
    shown = playing;
    keep();
  }

  // Whoever took the address back wants nothing of the library here.
  function forget() {
    for (const slide of stage.querySelectorAll("[data-plays]")) slide.remove();
    stage.dataset.digest = etag = "";
    navigator.serviceWorker?.controller?.postMessage({ forget: true });
  }

  // Older browsers wait as long as they like.
  const patience = () => AbortSignal.timeout?.(PATIENCE * 1000);

  async function ask() {
    const told = new URLSearchParams({
      seen: stage.dataset.digest,
      w: Math.round(innerWidth * devicePixelRatio),
      h: Math.round(innerHeight * devicePixelRatio),
    });
    const answer = await fetch(`programma.json?${told}`, {
      cache: "no-store", credentials: "omit", redirect: "error",
      headers: etag ? { "If-None-Match": etag } : {},
      signal: patience(),
    });
    if (answer.status === 404) return forget();
    if (answer.status === 304) return undefined;
    if (!answer.ok) throw new Error(answer.status);
    const programme = await answer.json();
    if (programme.digest !== stage.dataset.digest) await renew();
    // Only what is on the stage is known: an older page is asked for again.
    if (programme.digest === stage.dataset.digest) etag = answer.headers.get("ETag");
    return undefined;
  }

  async function poll() {
    isAsking = true;
    asked = Date.now();
    try {
      await ask();
      document.getElementById("offline").hidden = true;
      // Once a night, and only when there is a server to come back from.
      if (Date.now() >= reload) location.reload();
    } catch {
      document.getElementById("offline").hidden = false;
    }
    isAsking = false;
    turn();
  }

  function tick() {
    turn();
    if (preview !== undefined) return;
    // So that nothing burns in: the whole picture moves a little.
    document.body.dataset.shift = Math.floor(Date.now() / 1000 / SHIFT) % 4;
    const passed = (Date.now() - asked) / 1000;
    if (!isAsking && (passed >= POLL || passed < 0)) poll();
  }

  if (preview === undefined) {
    navigator.serviceWorker?.register("werker.js").then(keep, () => {});
    addEventListener("online", poll);
  }
  setInterval(tick, 1000);
  tick();
})();
