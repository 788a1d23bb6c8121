// The list of messages of the channel: day lines, grouping, windowing, and where it is scrolled to.

import { byId, h, reconcile } from "./dom.js";
import { messageNode, signature } from "./message.js";
import { channelMessages, state } from "./state.js";
import { dayOf, dayTitle, moment } from "./times.js";
import { language, t } from "./words.js";

const FIRST_SHOWN = 150;
const MORE = 60;
const MOST = 360;
const TOGETHER_S = 300;
const NEAR = 60;
const EDGE = 800;

// The rows from `from` up to `to` are in the document; `to` is Infinity while the newest are.
const view = { channel: null, from: 0, to: Infinity, stuck: true, unreadFrom: null };
const list = byId("messages");
const scroller = byId("scroller");

/** Draw the channel's messages, keeping what the person looks at where it is. */
export function drawTimeline() {
  const all = channelMessages();
  const changed = view.channel !== shownNow();
  if (changed) enter(all);
  if (view.stuck && all.length - view.from > MOST) showNewest(all);
  if (changed || view.stuck) {
    reconcile(list, rowsFor(all));
    toBottom();
  } else keepingPlace(() => reconcile(list, rowsFor(all)));
  drawJump();
}

const shownNow = () => `${state.person}/${state.loaded}`;

function enter(all) {
  view.channel = shownNow();
  showNewest(all);
  const unread = state.channels.get(state.loaded)?.unread ?? 0;
  view.unreadFrom = unread ? (all.at(-unread)?.ts ?? null) : null;
}

function showNewest(all) {
  Object.assign(view, { from: Math.max(0, all.length - FIRST_SHOWN), to: Infinity, stuck: true });
}

/** Change the rows while the one at the top of the sight stays where it is. */
function keepingPlace(change) {
  const edge = scroller.getBoundingClientRect().top;
  const rows = list.querySelectorAll(":scope > article");
  const anchor = [...rows].find((node) => node.getBoundingClientRect().bottom > edge);
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
}

function rowsFor(all) {
  const rows = view.from > 0 ? [earlier()] : [];
  if (!all.length && state.loaded)
    rows.push({ key: "empty", sig: language(), draw: () => h("p", { class: "empty" }, t("empty")) });
  const end = Math.min(view.to, all.length);
  for (let at = view.from; at < end; at += 1) rows.push(...messageRows(all[at], all[at - 1] ?? null));
  return rows;
}

function earlier() {
  const draw = () => h("button", { type: "button", class: "button earlier", on: { click: showOlder } }, t("earlier"));
  return { key: "earlier", sig: language(), draw };
}

function messageRows(message, before) {
  const day = dayOf(moment(message.ts));
  const newDay = !before || dayOf(moment(before.ts)) !== day;
  const firstUnread = message.ts === view.unreadFrom;
  const options = { compact: !newDay && !firstUnread && joins(message, before) };
  const rows = [];
  if (newDay) rows.push(dayLine(message.ts, day));
  if (firstUnread)
    rows.push({
      key: "unread",
      sig: language(),
      draw: () => h("div", { class: "new-line", role: "separator" }, h("span", {}, t("new"))),
    });
  rows.push({ key: keyOf(message), sig: signature(message, options), draw: () => messageNode(message, options) });
  return rows;
}

const keyOf = (message) => `${message.ephemeral ? "e" : "m"}${message.ts}`;

function dayLine(ts, day) {
  const title = dayTitle(ts);
  return {
    key: `day-${day}`,
    sig: title,
    draw: () => h("div", { class: "day-line", role: "separator", "aria-label": title }, h("span", {}, title)),
  };
}

const joins = (message, before) =>
  message.user === before.user &&
  message.username === before.username &&
  !message.subtype &&
  !before.subtype &&
  !message.ephemeral &&
  !before.ephemeral &&
  !message.pinned &&
  Number(message.ts) - Number(before.ts) < TOGETHER_S;

function showOlder() {
  if (view.from === 0) return;
  view.from = Math.max(0, view.from - MORE);
  if (Math.min(view.to, channelMessages().length) - view.from > MOST) view.to = view.from + MOST;
  view.stuck = false;
  drawTimeline();
}

function showNewer() {
  const { length } = channelMessages();
  if (view.to >= length) return;
  view.to = view.to + MORE >= length ? Infinity : view.to + MORE;
  view.from = Math.max(view.from, Math.min(view.to, length) - MOST);
  drawTimeline();
}

export function toBottom() {
  if (view.to !== Infinity) {
    showNewest(channelMessages());
    reconcile(list, rowsFor(channelMessages()));
  }
  scroller.scrollTop = scroller.scrollHeight;
  view.stuck = true;
  drawJump();
}

export const atBottom = () => view.stuck;

/** Bring a message into sight and mark it for a moment. */
export function reveal(ts) {
  const at = channelMessages().findIndex((message) => message.ts === ts);
  if (at < 0) return false;
  const far = at + FIRST_SHOWN;
  Object.assign(view, {
    from: Math.max(0, at - MORE),
    to: far >= channelMessages().length ? Infinity : far,
    stuck: false,
  });
  drawTimeline();
  const node = list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  node?.scrollIntoView({ block: "center" });
  node?.classList.add("message-flash");
  setTimeout(() => node?.classList.remove("message-flash"), 2000);
  return true;
}

function drawJump() {
  const jump = byId("jump");
  jump.hidden = view.stuck;
  jump.textContent = t("newestBelow");
}

/** Follow scrolling and growth: at the bottom means staying there; near the top shows more. */
export function watchTimeline(reachedBottom) {
  scroller.addEventListener(
    "scroll",
    () => {
      const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      const before = view.stuck;
      view.stuck = left < NEAR && view.to === Infinity;
      if (before !== view.stuck) drawJump();
      if (view.stuck && !before) reachedBottom();
      if (scroller.scrollTop < EDGE) showOlder();
      else if (left < EDGE) showNewer();
    },
    { passive: true },
  );
  new ResizeObserver(() => view.stuck && toBottom()).observe(list);
  new ResizeObserver(() => view.stuck && toBottom()).observe(scroller);
  byId("jump").addEventListener("click", toBottom);
}
