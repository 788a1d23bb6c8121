// The left side: workspace, who you are, channels, direct messages.

import { byId, h, icon, morphChildren } from "./dom.js";
import { face, marks } from "./faces.js";
import { openDirect } from "./interact.js";
import { openMenu } from "./menu.js";
import { channelName, partner, person, personName, state } from "./state.js";
import { t } from "./words.js";

const SLACKBOT = "USLACKBOT";

let go = { person: () => {}, channel: () => {} };

/** Set by the composition root: how to become another person and how to open a channel. */
export function onGo(routes) {
  go = routes;
}

export function drawSidebar() {
  byId("team").textContent = state.team?.name ?? "";
  morphChildren(byId("who"), [whoButton()]);
  const nav = byId("rooms");
  nav.setAttribute("aria-label", t("channels"));
  morphChildren(nav, groups());
}

function whoButton() {
  const me = state.me;
  if (!me) return h("span", {});
  const label = [t("youAre"), foreignClock(me.tz)].filter(Boolean).join(" · ");
  return h(
    "button",
    { type: "button", class: "who", "aria-haspopup": "menu", title: t("switchPerson"), on: { click: choosePerson } },
    face(me.id),
    h(
      "span",
      { class: "who-text" },
      h("span", { class: "who-label" }, label),
      h("span", { class: "who-name" }, personName(me.id)),
      h("span", { class: "who-title" }, me.title),
    ),
    h("span", { class: "hidden-words" }, t("switchPerson")),
    icon("switch"),
  );
}

/** The person's own wall clock, where it differs from this computer's. */
function foreignClock(zone) {
  if (!zone) return "";
  const at = (timeZone) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date());
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return at(zone) === at(here) ? "" : `${at(zone)} ${zone.split("/").at(-1).replaceAll("_", " ")}`;
}

function choosePerson(_event, node) {
  const humans = [...state.people.values()].filter((each) => !each.is_bot && !each.deleted);
  const items = humans.map((each) => ({
    lead: face(each.id),
    label: personName(each.id),
    detail: each.title,
    checked: each.id === state.person,
    run: () => go.person(each.id),
  }));
  openMenu(node, items, t("switchPerson"));
}

function groups() {
  const rooms = [...state.channels.values()];
  const open = rooms.filter((room) => !room.is_im && !room.is_archived);
  const byName = (a, b) => a.name.localeCompare(b.name);
  const mine = (room) => !room.is_archived || room.id === state.channel;
  const shown = rooms.filter((room) => !room.is_im && mine(room));
  const direct = rooms.filter((room) => room.is_im).sort((a, b) => channelName(a).localeCompare(channelName(b)));
  return [
    group("public", t("channels"), shown.filter((room) => !room.is_private).sort(byName)),
    open.some((room) => room.is_private)
      ? group("private", t("privateChannels"), shown.filter((room) => room.is_private).sort(byName))
      : null,
    group("direct", t("directMessages"), direct, newDirect(), appsWithout(direct)),
  ].filter(Boolean);
}

function group(key, title, rooms, button = null, more = []) {
  const heading = h("div", { class: "group-head" }, h("h2", { id: `group-${key}` }, title), button);
  return h(
    "section",
    { class: "group", key, "aria-labelledby": `group-${key}` },
    heading,
    h("ul", {}, rooms.map(roomRow), more),
  );
}

/** Apps one has not written with yet, so that they can be found at all. */
function appsWithout(direct) {
  const known = new Set(direct.map(partner));
  const apps = [...state.people.values()].filter(
    (each) => each.is_bot && each.id !== SLACKBOT && !each.deleted && !known.has(each.id),
  );
  return apps.map((each) =>
    h(
      "li",
      { key: each.id },
      h(
        "button",
        { type: "button", class: "room", on: { click: () => startDirect(each.id) } },
        face(each.id, personName(each.id), true),
        h("span", { class: "room-name" }, personName(each.id)),
        marks(each.id),
      ),
    ),
  );
}

async function startDirect(id) {
  const opened = await openDirect(id);
  if (opened) go.channel(opened);
}

function newDirect() {
  const others = [...state.people.values()].filter((each) => !each.deleted && each.id !== state.person);
  const items = others.map((each) => ({
    lead: face(each.id),
    label: personName(each.id),
    detail: each.title,
    run: () => startDirect(each.id),
  }));
  const open = (_event, node) => openMenu(node, items, t("newMessage"));
  return h(
    "button",
    {
      type: "button",
      class: "group-add",
      "aria-label": t("newMessage"),
      title: t("newMessage"),
      "aria-haspopup": "menu",
      on: { click: open },
    },
    icon("plus"),
  );
}

function roomRow(room) {
  const here = room.id === state.channel;
  const looks = [
    "room",
    here && "room-here",
    room.unread && !here && "room-unread",
    !room.is_member && !room.is_im && "room-outside",
    room.is_archived && "room-archived",
  ];
  const unread = room.unread && !here ? badge(room) : null;
  return h(
    "li",
    { key: room.id },
    h(
      "a",
      {
        class: looks.filter(Boolean).join(" "),
        href: `#${state.person}/${room.id}`,
        "aria-current": here ? "page" : null,
      },
      lead(room),
      h("span", { class: "room-name" }, channelName(room)),
      room.is_im ? marks(partner(room)) : null,
      unread,
    ),
  );
}

function badge(room) {
  const look = room.is_im ? "count" : "count count-quiet";
  return h(
    "span",
    { class: look },
    h("span", { "aria-hidden": "true" }, room.unread > 99 ? "99+" : room.unread),
    h("span", { class: "hidden-words" }, t("unread", { n: room.unread })),
  );
}

function lead(room) {
  if (room.is_im) return face(partner(room), personName(partner(room)), true);
  return icon(room.is_private ? "lock" : "hash");
}

/** The number of direct messages and channels with something unread, for the page's title. */
export const unreadRooms = () =>
  [...state.channels.values()].filter(
    (room) => room.unread && room.id !== state.channel && (room.is_member || room.is_im),
  ).length;

/** The direct message with the app, if there is one: where the Home tab lives. */
export const isAppRoom = (room) => Boolean(room?.is_im && person(partner(room))?.is_bot);
