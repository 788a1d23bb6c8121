// The traffic drawer: every call of the bot with its arguments and its answer, newest first.

import { h } from "./dom.js";
import { clock } from "./times.js";
import { fetchCalls } from "./wire.js";
import { language, t } from "./words.js";

const SHOWN = 200;
const EVERY_MS = 800;
const calls = [];
const open = new Set();
let timer = null;
let redraw = () => {};

export function onTraffic(hook) {
  redraw = hook;
}

/** Follow the calls while the drawer is open. */
export function followTraffic(on) {
  if (on === Boolean(timer)) return;
  clearInterval(timer);
  timer = on ? setInterval(look, EVERY_MS) : null;
  if (on) look();
}

async function look() {
  const since = calls.findIndex((call) => call.ended === null);
  const fresh = await fetchCalls(since < 0 ? calls.length : since);
  if (!fresh) return;
  if (since >= 0) calls.length = since;
  if (!fresh.length && since < 0) return;
  calls.push(...fresh);
  redraw();
}

export const callCount = () => calls.length;

export function trafficRows() {
  if (!calls.length) return [{ key: "none", sig: language(), draw: () => h("p", { class: "empty" }, t("noCalls")) }];
  return calls
    .slice(-SHOWN)
    .reverse()
    .map((call) => ({
      key: `call-${call.number}`,
      sig: JSON.stringify([call.number, call.ended, open.has(call.number), language()]),
      draw: () => row(call),
    }));
}

function row(call) {
  const bad = call.answer && !call.answer.ok;
  const took = call.ended ? `${Math.round((call.ended - call.started) * 1000)} ms` : "…";
  const outcome = bad ? (call.answer.error ?? call.status) : (call.status ?? t("noAnswer"));
  const toggle = (_event, node) => {
    if (node.open) open.add(call.number);
    else open.delete(call.number);
    redraw();
  };
  return h(
    "details",
    { class: `call${bad ? " call-bad" : ""}`, open: open.has(call.number), "data-method": call.method, on: { toggle } },
    h(
      "summary",
      {},
      h("span", { class: "call-method" }, call.method),
      h("span", { class: "call-facts" }, `${outcome} · ${took} · ${clock(String(call.started))}`),
    ),
    open.has(call.number) ? [part(t("arguments"), call.args), part(t("answer"), call.answer)] : null,
  );
}

const part = (title, value) => [h("h3", {}, title), h("pre", { tabindex: 0 }, JSON.stringify(value, null, 2))];
