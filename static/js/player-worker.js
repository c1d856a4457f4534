// Keeps the page of one screen with its letters and pictures, and gives them when nobody answers.
const NAME = `screen ${self.registration.scope}`;
const PAGE = self.registration.scope;
const PATIENCE = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data.forget) event.waitUntil(caches.delete(NAME));
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
});

// All that the page is made of, each by itself: one that fails keeps the others.
async function keep(addresses) {
  const cache = await caches.open(NAME);
  const wanted = new Set(addresses.map((each) => new URL(each, PAGE).href));
  await Promise.all([...wanted].map(async (address) => {
    if (address !== PAGE && (await cache.match(address))) return;
    await cache.add(new Request(address, { cache: "no-cache" })).catch(() => {});
  }));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

self.addEventListener("fetch", (event) => {
  const { url, method } = event.request;
  if (method !== "GET" || new URL(url).origin !== self.location.origin) return;
  const address = url.split(/[?#]/)[0];
  if (address === PAGE) event.respondWith(page());
  else if (address !== `${PAGE}programma.json`) event.respondWith(part(event.request));
});

// The newest page there is; what is no answer of this screen (an error, a page to log in) is none.
async function page() {
  const cache = await caches.open(NAME);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), PATIENCE);
  try {
    const answer = await fetch(PAGE, { cache: "no-store", signal: controller.signal });
    if (answer.status === 404) {
      await caches.delete(NAME);
      return answer;
    }
    if (answer.ok && !answer.redirected) {
      await cache.put(PAGE, answer.clone());
      return answer;
    }
  } catch {
    // Nobody there: the page as it was.
  }
  return (await cache.match(PAGE)) || Response.error();
}

async function part(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request.url)) || fetch(request);
}
