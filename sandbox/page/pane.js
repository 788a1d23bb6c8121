// The right side: a thread, the pinned messages or the members of a channel.

import { byId, h, icon, morphChildren, reconcile } from "./dom.js";
import { face, marks } from "./faces.js";
import { markdown } from "./markdown.js";
import { messageNode, signature } from "./message.js";
import { phoneRows } from "./phones.js";
import { channelName, currentChannel, person, personName, state, threadOf } from "./state.js";
import { callCount, followTraffic, trafficRows } from "./traffic.js";
import { language, t, tn } from "./words.js";

let close = () => {};
let lastThread = null;

export function onClosePane(hook) {
  close = hook;
}

/** Draw the pane for state.thread or state.pane, or hide it. */
export function drawPane() {
  const kind = state.thread ? "thread" : state.pane;
  const pane = byId("pane");
  pane.hidden = !kind || !currentChannel();
  document.body.classList.toggle("with-pane", !pane.hidden);
  byId("thread-composer").hidden = kind !== "thread" || !canWrite();
  followTraffic(!pane.hidden && kind === "traffic");
  if (pane.hidden) lastThread = null;
  else drawOpen(kind, pane);
}

const canWrite = () => {
  const room = currentChannel();
  return room && !room.is_archived && (room.is_member || room.is_im);
};

function drawOpen(kind, pane) {
  const titles = {
    thread: () => t("thread"),
    pins: () => t("pinned"),
    members: () => tn("members", currentChannel().members.length),
    phones: () => t("phones"),
    traffic: () => tn("calls", callCount()),
    canvas: () => state.canvas?.title || t("canvas"),
  };
  pane.setAttribute("aria-label", titles[kind]());
  morphChildren(byId("pane-head"), [
    h("h2", {}, titles[kind](), WORKSPACE.has(kind) ? null : h("span", { class: "pane-room" }, roomLabel())),
    h(
      "button",
      { type: "button", class: "tool", "aria-label": t("close"), title: t("close"), on: { click: () => close() } },
      icon("close"),
    ),
  ]);
  const body = byId("pane-body");
  const stuck = body.scrollHeight - body.scrollTop - body.clientHeight < 40;
  reconcile(body, ROWS[kind]());
  const entered = kind === "thread" && lastThread !== state.thread;
  if (kind === "thread" && (stuck || entered)) body.scrollTop = body.scrollHeight;
  lastThread = state.thread;
}

// What is not of the channel that is open.
const WORKSPACE = new Set(["phones", "traffic"]);

function roomLabel() {
  const room = currentChannel();
  return room.is_im ? channelName(room) : `#${room.name}`;
}

const ROWS = {
  thread: () =>
    threadOf(state.thread).flatMap((message, at, all) => [
      row(message, {}),
      ...(at === 0 && all.length > 1 ? [divider(all.length - 1)] : []),
    ]),
  pins: () => {
    const pins = new Set((currentChannel().pins ?? []).map((pin) => pin.ts ?? pin));
    const rows = state.messages
      .filter((message) => pins.has(message.ts))
      .map((message) => row(message, { pinList: true }));
    return rows.length ? rows : [{ key: "none", sig: language(), draw: () => h("p", { class: "empty" }, t("noPins")) }];
  },
  members: () => (currentChannel().members ?? []).map(member),
  phones: phoneRows,
  traffic: trafficRows,
  canvas: () => [
    {
      key: "canvas",
      sig: JSON.stringify([state.canvas, language()]),
      draw: () => h("div", { class: "canvas" }, state.canvas ? markdown(state.canvas.markdown) : t("noCanvas")),
    },
  ],
};

function row(message, extra) {
  const options = { pane: true, ...extra };
  const key = `${message.ephemeral ? "e" : "m"}${message.ts}`;
  return { key, sig: signature(message, options), draw: () => messageNode(message, options) };
}

const divider = (n) => ({
  key: "replies",
  sig: `${n}${language()}`,
  draw: () => h("div", { class: "day-line", role: "separator" }, h("span", {}, tn("replies", n))),
});

function member(id) {
  const draw = () =>
    h(
      "button",
      { type: "button", class: "member", "data-person": id },
      face(id),
      h(
        "span",
        { class: "member-text" },
        h("span", {}, personName(id), " ", marks(id)),
        h("span", { class: "menu-detail" }, person(id)?.title ?? ""),
      ),
    );
  return { key: id, sig: JSON.stringify([person(id), language()]), draw };
}
