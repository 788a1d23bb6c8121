// The guided tour: ten steps from an opened incident to its published postmortem. Each notices by itself that it is done.

import { byId, h, icon, morphChildren } from "./dom.js";
import { currentChannel, state } from "./state.js";
import { newestRing } from "./stage.js";
import { t } from "./words.js";

const ROOM = /^inc-\d/;
const KEPT = "tour";
let hooks = { redraw: () => {}, write: () => {}, openPane: () => {} };

export function onTour(given) {
  hooks = given;
}

const inRoom = (tour) => state.channel === tour.room && state.loaded === tour.room;
const keyed = (pattern) => state.messages.filter((message) => pattern.test(message.key ?? ""));
const rungSince = (tour) => state.stage.rings.filter((ring) => ring.number > tour.ring);
const words = (message) => JSON.stringify(message?.blocks ?? []);

function newRoom(tour) {
  const rooms = [...state.channels.values()].filter((room) => ROOM.test(room.name) && !tour.before.includes(room.id));
  return rooms[0]?.id ?? null;
}

/** By name: what says that it is done, and what helps. `say` is a key of the words to be written for the person. */
const STEPS = [
  { name: "open", say: true, done: (tour) => Boolean((tour.room = newRoom(tour))) },
  { name: "enter", done: inRoom },
  { name: "wait", done: (tour) => new Set(rungSince(tour).map((ring) => ring.person)).size > 1 },
  { name: "answer", pane: "phones", done: (tour) => rungSince(tour).some((ring) => ring.answer === "1") },
  { name: "note", say: true, done: (tour) => inRoom(tour) && state.messages.some(isTaken) },
  { name: "update", say: true, done: (tour) => inRoom(tour) && keyed(/\/update\//).length > 0 },
  { name: "kill", done: (tour) => state.stage.up && state.stage.deaths > tour.deaths },
  { name: "resolve", say: true, done: (tour) => /^✅/.test(state.channels.get(tour.room)?.topic ?? "") },
  { name: "fill", done: (tour) => inRoom(tour) && isFilled(keyed(/\/postmortem$/)[0]) },
  { name: "publish", say: true, done: (tour) => inRoom(tour) && isClosed() },
];

const isTaken = (message) => (message.reactions ?? []).some((each) => each.name === "memo");
const isFilled = (post) => Boolean(post) && !words(post).includes("postmortem edit");
const isClosed = () => {
  const post = keyed(/\/postmortem$/)[0];
  return Boolean(post) && keyed(/\/turn\/status\//).some((turn) => Number(turn.ts) > Number(post.ts));
};

/** Begin, or begin again. */
export function beginTour() {
  const before = [...state.channels.values()].filter((room) => ROOM.test(room.name)).map((room) => room.id);
  keep({ step: 0, room: null, before, ring: newestRing(), deaths: state.stage?.deaths ?? 0, closed: false });
  hooks.redraw();
}

const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "null");
const keep = (tour) => localStorage.setItem(KEPT, JSON.stringify(tour));

/** Draw the step one is at; those that are done are passed over. */
export function drawTour() {
  const host = byId("tour");
  const tour = state.stage && state.me ? current() : null;
  host.hidden = !tour || tour.closed;
  morphChildren(host, host.hidden ? [] : card(tour));
}

function current() {
  const tour = kept();
  // Nothing yet, or of a workspace that is no more: whoever comes for the first time is shown around.
  if (!tour || (!tour.closed && tour.room && !state.channels.has(tour.room) && tour.step < STEPS.length)) {
    beginQuietly();
    return kept();
  }
  if (tour.closed) return tour;
  const before = tour.step;
  while (tour.step < STEPS.length && STEPS[tour.step].done(tour)) tour.step += 1;
  if (tour.step !== before) keep(tour);
  return tour;
}

function beginQuietly() {
  const redraw = hooks.redraw;
  hooks.redraw = () => {};
  beginTour();
  hooks.redraw = redraw;
}

function card(tour) {
  const step = STEPS[tour.step];
  const name = step?.name ?? "end";
  const head = h(
    "header",
    { class: "tour-head" },
    h("h2", { id: "tour-title" }, t(`tour_${name}`)),
    step ? h("span", { class: "tour-step" }, t("tourStep", { n: tour.step + 1, of: STEPS.length })) : null,
    h(
      "button",
      { type: "button", class: "tool", "aria-label": t("tourClose"), title: t("tourClose"), on: { click: close } },
      icon("close"),
    ),
  );
  const bar = h("progress", { max: STEPS.length, value: tour.step, "aria-label": t("tour") });
  return [head, bar, h("p", { role: "status", "data-step": name }, t(`tour_${name}_how`)), buttons(step)];
}

function buttons(step) {
  const button = (key, label, click, main = false) =>
    h(
      "button",
      { type: "button", class: `button button-small${main ? " button-primary" : ""}`, key, on: { click } },
      label,
    );
  if (!step) return h("div", { class: "tour-buttons" }, button("again", t("tourAgain"), beginTour, true));
  return h(
    "div",
    { class: "tour-buttons" },
    step.say ? button("write", t("hintUse"), () => hooks.write(t(`tour_${step.name}_say`)), true) : null,
    step.pane && state.pane !== step.pane ? button("pane", t("phones"), () => hooks.openPane(step.pane), true) : null,
    button("skip", t("tourSkip"), skip),
    button("again", t("tourAgain"), beginTour),
  );
}

function skip() {
  const tour = kept();
  const room = currentChannel();
  if (tour.step === 0 && room && ROOM.test(room.name)) tour.room = room.id;
  keep({ ...tour, step: tour.step + 1 });
  hooks.redraw();
}

function close() {
  keep({ ...kept(), closed: true });
  hooks.redraw();
}
