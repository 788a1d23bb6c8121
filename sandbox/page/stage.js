// The stage around the local Slack: clock, phones, the life of the bot, the traffic. Hidden where there is none.

import { byId, h, icon, morphChildren } from "./dom.js";
import { sentence } from "./interact.js";
import { state } from "./state.js";
import { clock } from "./times.js";
import { post } from "./wire.js";
import { t, tn } from "./words.js";

const STEPS = [
  ["clockMinute", 60],
  ["clockFive", 300],
  ["clockHour", 3600],
  ["clockDay", 86_400],
];
const LOOK_MS = 700;
const LOOKS = 14;
const ui = { busy: null, looks: 0, timer: null };
let hooks = { openPane: () => {}, redraw: () => {}, refresh: async () => {}, toast: () => {}, tour: () => {} };

/** Set by the composition root: panes, drawing, fetching, short notices, beginning the tour. */
export function onStage(given) {
  hooks = given;
}

const onStageNow = () => Boolean(state.stage);

export function drawStage() {
  const host = byId("stage");
  host.hidden = !onStageNow();
  morphChildren(host, onStageNow() ? [heading(), clocks(), buttons(), bot()] : []);
}

function heading() {
  const ahead = Math.round(state.stage.ahead);
  return h(
    "div",
    { class: "group-head" },
    h("h2", { id: "stage-title" }, t("stage")),
    h("span", { class: "stage-now" }, clock(String(state.stage.now)), ahead ? ` +${span(ahead)}` : ""),
  );
}

/** 90061 seconds: 1 d 1 h 1 min. */
function span(seconds) {
  const parts = [
    [Math.floor(seconds / 86_400), t("unitDay")],
    [Math.floor(seconds / 3600) % 24, t("unitHour")],
    [Math.floor(seconds / 60) % 60, t("unitMinute")],
  ];
  return parts
    .filter(([n]) => n)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}

function clocks() {
  const made = STEPS.map(([key, seconds]) => stageButton(key, t(key), () => pass(key, seconds)));
  return h("div", { class: "stage-clocks", role: "group", "aria-label": t("clock") }, made);
}

function stageButton(key, label, click, extra = {}) {
  const busy = ui.busy === key;
  return h(
    "button",
    {
      type: "button",
      class: `stage-button${busy ? " busy" : ""}`,
      key,
      "data-stage": key,
      "aria-busy": busy ? "true" : null,
      "aria-disabled": ui.busy ? "true" : null,
      on: { click },
      ...extra,
    },
    label,
  );
}

function buttons() {
  const waiting = unanswered().length;
  const phone = [icon("phone"), t("phones"), waiting ? h("span", { class: "badge-count" }, waiting) : null];
  const pane = (kind, label) =>
    stageButton(kind, label, () => hooks.openPane(state.pane === kind ? null : kind), {
      "aria-pressed": String(state.pane === kind && !state.thread),
    });
  return h(
    "div",
    { class: "stage-buttons" },
    pane("phones", phone),
    pane("traffic", [icon("traffic"), t("traffic")]),
    stageButton("tour", [icon("flag"), t("tour")], () => hooks.tour()),
    stageButton("kill", [icon("bolt"), t("kill")], kill, { class: "stage-button stage-kill" }),
  );
}

/** What still rings: who took the newest page silenced those before it. */
function unanswered() {
  const taken = state.stage.rings.findIndex((ring) => ring.answer === "1");
  return state.stage.rings.slice(0, taken < 0 ? Infinity : taken).filter((ring) => ring.can_answer);
}

function bot() {
  const { up, deaths, counts } = state.stage;
  const life = deaths ? tn("deaths", deaths) : "";
  const told = [t(up ? "botUp" : "botDown"), life].filter(Boolean).join(" · ");
  const figures = ["owed", "sent", "lost", "doubled"].map((name) => figure(name, counts[name]));
  return h(
    "div",
    { class: "stage-bot", role: "status" },
    h("p", { class: up ? "stage-up" : "stage-down" }, told),
    deaths || counts.sent !== undefined ? h("dl", { class: "stage-counts" }, figures) : null,
  );
}

const figure = (name, value) =>
  h("div", { "data-count": name }, h("dt", {}, t(`count_${name}`)), h("dd", {}, value ?? "–"));

async function act(key, verb, body) {
  if (ui.busy) return null;
  ui.busy = key;
  hooks.redraw();
  const answer = await post(verb, body);
  ui.busy = null;
  if (!answer.ok) hooks.toast(sentence(answer.error));
  await hooks.refresh();
  hooks.redraw();
  return answer;
}

const pass = (key, seconds) => act(key, "pass", { seconds });

async function kill() {
  if (await act("kill", "kill", {})) count();
}

/** Count at once and for some seconds more, until the bot is back and has sent what it owed. */
function count() {
  clearTimeout(ui.timer);
  ui.looks = LOOKS;
  const look = async () => {
    await post("counts", {});
    ui.looks -= 1;
    if (ui.looks > 0) ui.timer = setTimeout(look, LOOK_MS);
  };
  return look();
}

export const newestRing = () => state.stage?.rings[0]?.number ?? 0;
