// The line above the messages: name, topic, members, pins, bookmarks, the app's tabs, and the bar to join by.

import { byId, h, icon, morphChildren } from "./dom.js";
import { face, marks } from "./faces.js";
import { joinChannel } from "./interact.js";
import { isSafeUrl, link, mrkdwn } from "./mrkdwn.js";
import { channelName, currentChannel, partner, state } from "./state.js";
import { isAppRoom } from "./sidebar.js";
import { t, tn } from "./words.js";

let openPane = () => {};
let showHome = () => {};

/** Set by the composition root: what the members and pins buttons and the Home tab do. */
export function onHeader(hooks) {
  ({ openPane, showHome } = hooks);
}

export function drawHeader() {
  const room = currentChannel();
  morphChildren(byId("head"), room ? [title(room), facts(room)] : []);
  morphChildren(byId("bookmarks"), room ? extras(room) : []);
  byId("bookmarks").hidden = !byId("bookmarks").childElementCount;
  drawFoot(room);
}

const valueOf = (text) => (typeof text === "object" ? text?.value : text) || "";

function title(room) {
  const lead = room.is_im ? face(partner(room)) : icon(room.is_private ? "lock" : "hash");
  const topic = valueOf(room.topic) || valueOf(room.purpose);
  const name = h(
    "h1",
    {},
    lead,
    h("span", { class: "head-name" }, channelName(room)),
    room.is_im ? marks(partner(room)) : null,
    room.is_archived ? h("span", { class: "badge badge-quiet" }, t("archivedMark")) : null,
  );
  return h(
    "div",
    { class: "head-main" },
    name,
    topic ? h("p", { class: "head-topic", title: topic }, mrkdwn(topic)) : null,
  );
}

function facts(room) {
  const pins = (room.pins ?? []).length;
  const members = (room.members ?? []).length;
  return h(
    "div",
    { class: "head-facts" },
    room.is_im ? null : fact("members", "people", tn("members", members), members),
    pins ? fact("pins", "pin", t("pins", { n: pins }), pins) : null,
    state.canvas ? fact("canvas", "canvas", t("canvas"), "") : null,
  );
}

function fact(kind, sign, label, count) {
  const open = state.pane === kind;
  return h(
    "button",
    {
      type: "button",
      class: "fact",
      key: kind,
      "aria-label": label,
      title: label,
      "aria-pressed": String(open),
      on: { click: () => openPane(open ? null : kind) },
    },
    icon(sign),
    count === "" ? null : String(count),
  );
}

function extras(room) {
  const tabs = isAppRoom(room) ? [tab("messages", false), tab("home", true)] : [];
  const marksOf = Object.values(room.bookmarks ?? {}).filter((mark) => isSafeUrl(mark.link ?? ""));
  return [
    ...tabs,
    ...marksOf.map((mark) => h("span", { class: "bookmark" }, link(mark.link, [icon("mark"), mark.title]))),
  ];
}

function tab(key, home) {
  return h(
    "button",
    {
      type: "button",
      class: "tab",
      "aria-pressed": String(state.homeTab === home),
      on: { click: () => showHome(home) },
    },
    t(key),
  );
}

/** Where one may not write, the composer gives way to the reason and the way in. */
function drawFoot(room) {
  const bar = byId("bar");
  const content = room ? footBar(room) : null;
  morphChildren(bar, content ? [content] : []);
  bar.hidden = !content;
  byId("composer").hidden = !room || state.homeTab || room.is_archived || outside(room);
}

const outside = (room) => !room.is_member && !room.is_im;

function footBar(room) {
  if (room.is_archived) return h("p", {}, t("archived"));
  if (!outside(room)) return null;
  const name = `#${room.name}`;
  return h(
    "div",
    { class: "join" },
    h("p", {}, t("notMember", { name }), " ", t("joinHint")),
    h(
      "button",
      { type: "button", class: "button button-primary", on: { click: () => joinChannel(room.id) } },
      t("join", { name }),
    ),
  );
}
