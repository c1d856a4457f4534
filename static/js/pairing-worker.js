// A device opens /scherm/ whenever it starts. Once it is paired that leads to its own address, also
// without a network; an address that was taken back leads to a code again.
const PAGE = self.registration.scope;
const KEPT = `${PAGE}koppelen/adres`;
const PATIENCE = 8000;
const OWN = /^[\w-]{43}\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { url, method, mode } = event.request;
  if (method === "GET" && mode === "navigate" && url.split(/[?#]/)[0] === PAGE) event.respondWith(page());
});

async function page() {
  const cache = await caches.open(`pairing ${PAGE}`);
  const kept = await (await cache.match(KEPT))?.text();
  if (kept && !(await isGone(kept))) return Response.redirect(kept);
  if (kept) await cache.delete(KEPT);
  const answer = await fetch(PAGE, { cache: "no-store" });
  if (!answer.redirected || !OWN.test(answer.url.slice(PAGE.length))) return answer;
  await cache.put(KEPT, new Response(answer.url));
  return Response.redirect(answer.url);
}

async function isGone(address) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), PATIENCE);
  try {
    const asked = { cache: "no-store", signal: controller.signal };
    return (await fetch(`${address}programma.json`, asked)).status === 404;
  } catch {
    return false; // nobody there: it plays what it has
  }
}
