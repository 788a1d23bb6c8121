// Talking to the local Slack's control API. Answers are returned as they come; nothing is drawn here.

/** POST to /control/<verb>; a failure to reach the server is an answer with ok: false, never an exception. */
export async function post(verb, body) {
  try {
    const response = await fetch(`/control/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    return { ok: response.ok, ...answer, error: answer.error ?? (response.ok ? undefined : `HTTP ${response.status}`) };
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

/** GET /control/state, with the `last` messages where they are enough; throws if it cannot be had. */
export async function fetchState(person, channel, last) {
  const query = new URLSearchParams();
  if (person) query.set("as", person);
  if (channel) query.set("channel", channel);
  if (last) query.set("last", last);
  const response = await fetch(`/control/state?${query}`, { headers: { accept: "application/json" } });
  if (!response.ok) throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
  return response.json();
}

/** The calls after number `since`, or null where they cannot be had. */
export async function fetchCalls(since) {
  const response = await fetch(`/control/log?since=${since}`).catch(() => null);
  return response?.ok ? (await response.json()).calls : null;
}

/** Follow the server-sent events of one person; returns a function that stops. */
export function follow(person, changed, connection) {
  const source = new EventSource(`/control/live?as=${encodeURIComponent(person)}`);
  source.onmessage = (event) => changed(sequence(event.data));
  source.onopen = () => connection(true);
  source.onerror = () => connection(false);
  return () => source.close();
}

function sequence(data) {
  try {
    return JSON.parse(data).seq ?? null;
  } catch {
    return null;
  }
}
