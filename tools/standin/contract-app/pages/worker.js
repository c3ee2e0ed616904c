// Tries the Cache API from a worker with an own-origin request; answers over the port it is given.
async function tryCache(port) {
  try {
    const cache = await caches.open('w');
    await cache.put(new URL('/', location.href).href, new Response('x'));
    port.postMessage('stored');
  } catch (error) {
    port.postMessage(error.message);
  }
}

self.addEventListener('message', ({ ports: [port] }) => void tryCache(port));
