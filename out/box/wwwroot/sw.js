// Lets the page open without a network: the shell, and what was last read of the jurisdictions and their areas.
// Reports are never handled here; the page keeps them itself (src/outbox.ts). Nothing read with a sign-in is kept.
const cacheName = 'gridsteward-1';

const kept = ({ pathname }) => /^\/[a-z]+\.(svg|webmanifest)$/.test(pathname)
  || pathname === '/api/map/areas' || /^\/api\/jurisdictions(\/[^/]+)?$/.test(pathname);

/** One drawing of the areas is kept, whatever zoom it was made for: offline, a border that is coarse is better than none. */
function keyOf(url) {
  const key = new URL(url);
  key.searchParams.delete('zoom');
  return key.href;
}

async function networkFirst(request, key) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok) {
      await cache.put(key, response.clone());
    }
    return response;
  } catch (error) {
    const before = await cache.match(key);
    if (before === undefined) {
      throw error;
    }
    return before;
  }
}

async function hashedAsset(request) {
  return await caches.match(request) ?? networkFirst(request, request);
}

self.addEventListener('install', event => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || request.headers.has('Authorization')) {
    return;
  }
  if (request.mode === 'navigate') {
    // Every page is the same file; a path of the API that was typed into the address bar is not a page.
    if (!/^\/(api|health|openapi\.json|tiles|ogc|open311)(\/|$)/.test(url.pathname)) {
      event.respondWith(networkFirst(request, '/'));
    }
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(hashedAsset(request));
  } else if (kept(url)) {
    event.respondWith(networkFirst(request, keyOf(url)));
  }
});
