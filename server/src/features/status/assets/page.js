// Keeps the page's two parts fresh. Fragments come escaped from the server; no script runs in them.
const POLL_MS = 2000;
const STALE_MS = 10_000;
const byId = (id) => document.getElementById(id);
let token = sessionStorage.getItem('token') ?? '';
let lastMs = 0;

async function fetchInto(target, path) {
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(path, { headers, signal: AbortSignal.timeout(5000) });
  byId('token').hidden = answer.status !== 401;
  if (!answer.ok)
    throw new Error(answer.status === 401 ? 'The admin token is needed' : 'No answer');
  const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
  target.replaceChildren(...parsed.body.childNodes);
}

function showFreshness(problem) {
  const age = Date.now() - lastMs;
  const stale = age > STALE_MS;
  document.body.classList.toggle('stale', stale && lastMs > 0);
  const said = lastMs === 0 ? 'Loading' : stale ? `Stale: ${Math.round(age / 1000)} s old` : 'Live';
  byId('freshness').textContent = problem === undefined ? said : `${problem}. ${said}`;
}

async function refresh() {
  try {
    const scrolled = [...byId('live').querySelectorAll('.scroll')].map((box) => box.scrollTop);
    await fetchInto(byId('live'), '/status/live');
    byId('live')
      .querySelectorAll('.scroll')
      .forEach((box, i) => (box.scrollTop = scrolled[i] ?? 0));
    lastMs = Date.now();
    showFreshness();
  } catch (error) {
    showFreshness(error instanceof Error ? error.message : 'No answer');
  }
  setTimeout(() => void refresh(), POLL_MS);
}

async function search() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(byId('search')))
    if (value !== '') query.set(name, value);
  await fetchInto(byId('found'), `/status/documents?${query}`).catch((error) => {
    byId('found').textContent = error.message;
  });
}

async function showDay() {
  const query = new URLSearchParams(new FormData(byId('day')));
  await fetchInto(byId('closing'), `/status/day?${query}`).catch((error) => {
    byId('closing').textContent = error.message;
  });
}

byId('day').addEventListener('submit', (event) => {
  event.preventDefault();
  void showDay();
});
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  void search();
});
byId('token').addEventListener('submit', (event) => {
  event.preventDefault();
  token = byId('token').elements.token.value;
  sessionStorage.setItem('token', token);
  void search();
});
await refresh();
await search();
