// The composition root of the page: who is looking at what, fetching, drawing, routing.

import { globalActs, onActs } from "./acts.js";
import { makeComposer } from "./composer.js";
import { confirmed, drawHome, drawViews, watchDialog } from "./dialog.js";
import { byId, delegate } from "./dom.js";
import { encode, encodeCommand } from "./encode.js";
import { drawHeader, onHeader } from "./header.js";
import { connect, openDirect, sentence } from "./interact.js";
import { onOpenThread } from "./message.js";
import { drawPane, onClosePane } from "./pane.js";
import { onPhones } from "./phones.js";
import { drawSidebar, isAppRoom, onGo, unreadRooms } from "./sidebar.js";
import { drawStage, newestRing, onStage } from "./stage.js";
import { absorb, channelName, currentChannel, state } from "./state.js";
import { atBottom, drawTimeline, reveal, toBottom, watchTimeline } from "./timeline.js";
import { beginTour, drawTour, onTour } from "./tour.js";
import { onTraffic } from "./traffic.js";
import { fetchState, follow, post } from "./wire.js";
import { language, t } from "./words.js";

const LONGEST_PRESS_MS = 3000;
const NEWEST = 200;
const BESIDE = matchMedia("(min-width: 961px)"); // As in phone.css.
const QUIET_MS = 1500;
const TOLD_BY_SLACKBOT = new Set(["operation_timeout", "dispatch_failed", "unknown_command"]);
const composers = {};
const ui = {
  pressing: false,
  waiting: false,
  loading: null,
  again: false,
  unfollow: null,
  followed: null,
  target: null,
  rung: null,
  whole: false,
};

// Fetching

/** Fetch the state once more; calls while one is under way become one further fetch. */
function refresh() {
  if (ui.loading) {
    ui.again = true;
    return ui.loading;
  }
  ui.loading = fetchOnce().finally(() => {
    ui.loading = null;
    if (ui.again) {
      ui.again = false;
      return refresh();
    }
    return undefined;
  });
  return ui.loading;
}

async function fetchOnce() {
  const asked = { person: state.person, channel: state.channel };
  const known = state.me?.id === asked.person && state.loaded === asked.channel;
  const last = known && !ui.whole ? NEWEST : null;
  ui.whole = false;
  try {
    const answer = await fetchState(asked.person, asked.channel, last);
    if (asked.person !== state.person || asked.channel !== state.channel) {
      ui.again = true;
      return;
    }
    absorb(answer, asked.channel);
    if (last && answer.whole === false) wholeSoon();
    state.connected = true;
    noticeRing();
    settle();
  } catch (failure) {
    await missed(failure, asked);
  }
  render();
}

/** The newest are there at once; whether anything older has changed is looked up when it has become quiet. */
function wholeSoon() {
  clearTimeout(wholeSoon.timer);
  wholeSoon.timer = setTimeout(() => {
    ui.whole = true;
    refresh();
  }, QUIET_MS);
}

/** A phone that begins to ring comes into sight, unless somebody reads a thread there or it would cover the channel. */
function noticeRing() {
  const newest = newestRing();
  if (ui.rung !== null && newest > ui.rung && !state.thread && BESIDE.matches) state.pane = "phones";
  ui.rung = newest;
}

/** A person or channel that is no more (the server was started anew) must not keep the page empty. */
async function missed(failure, asked) {
  state.connected = Boolean(failure.status);
  if (!failure.status) return;
  if (asked.channel) state.channel = null;
  else state.person = null;
  if (asked.person) ui.again = true;
}

/** After an answer: be somebody who exists, look at something that exists. */
function settle() {
  const humans = [...state.people.values()].filter((each) => !each.is_bot && !each.deleted);
  if (!state.people.has(state.person)) return become(humans[0]?.id ?? null);
  if (!state.channels.has(state.channel)) return look(firstChannel());
  follows();
  markRead();
  return undefined;
}

function firstChannel() {
  const rooms = [...state.channels.values()].filter((room) => room.is_member && !room.is_im && !room.is_archived);
  return (rooms.find((room) => room.name === "general") ?? rooms[0] ?? [...state.channels.values()][0])?.id ?? null;
}

function follows() {
  if (ui.followed === state.person) return;
  ui.unfollow?.();
  ui.followed = state.person;
  ui.unfollow = follow(
    state.person,
    (seq) => (seq === null || seq !== state.seq) && refresh(),
    (up) => {
      const back = up && !state.connected;
      state.connected = up;
      if (back) refresh();
      drawOffline();
    },
  );
}

function markRead() {
  const room = currentChannel();
  if (!room?.unread || document.hidden || !atBottom()) return;
  if (room.is_member || room.is_im) post("read", { user: state.person, channel: room.id });
}

// Where one is: #U1/C1 or #U1/C1/ts

function route() {
  const [who, channel, ts] = decodeURIComponent(location.hash.slice(1)).split("/");
  const before = [state.person, state.channel].join();
  if (who !== state.person) state.loaded = null;
  if (who) state.person = who;
  if (channel) state.channel = channel;
  ui.target = ts ?? null;
  if (before !== [state.person, state.channel].join()) entered();
  remember();
  render();
  refresh();
}

function entered() {
  const kept = ["phones", "traffic"].includes(state.pane) ? state.pane : null;
  Object.assign(state, { thread: null, pane: kept, homeTab: false });
  byId("toast").hidden = true;
  document.body.classList.remove("with-menu");
}

function remember() {
  if (!state.person) return;
  localStorage.setItem("person", state.person);
  if (state.channel) localStorage.setItem(`channel:${state.person}`, state.channel);
}

function become(id) {
  if (!id) return;
  // The same channel seen with other eyes is what one switches for; a direct message is not shared.
  const shared = currentChannel() && !currentChannel().is_im ? state.channel : null;
  const channel = shared ?? localStorage.getItem(`channel:${id}`) ?? "";
  goTo(id, channel);
}

function look(channel) {
  if (channel) goTo(state.person, channel);
}

function goTo(who, channel) {
  const hash = `#${who}${channel ? `/${channel}` : ""}`;
  if (location.hash === hash) route();
  else location.hash = hash;
}

// Drawing

/** Draw everything; while a button is held down nothing moves, so that the press is not lost. */
function render() {
  if (ui.pressing) {
    ui.waiting = true;
    return;
  }
  document.documentElement.lang = language();
  drawSidebar();
  drawStage();
  drawTour();
  drawHeader();
  if (!state.channel || state.loaded === state.channel) drawTimeline();
  drawPane();
  drawViews();
  drawHome();
  drawChrome();
  composers.channel.draw();
  composers.thread.draw();
  if (ui.target && state.loaded === state.channel && reveal(ui.target)) ui.target = null;
}

function drawChrome() {
  const room = currentChannel();
  const name = room ? (room.is_im ? channelName(room) : `#${room.name}`) : "";
  const unread = unreadRooms();
  document.title = `${unread ? `(${unread}) ` : ""}${name || t("loading")} · ${state.team?.name ?? ""}`;
  byId("messages").setAttribute("aria-label", t("messagesIn", { name }));
  byId("menu").setAttribute("aria-label", t("menu"));
  byId("shade").setAttribute("aria-label", t("closeMenu"));
  byId("menu").setAttribute("aria-expanded", String(document.body.classList.contains("with-menu")));
  byId("menu").classList.toggle("has-unread", unread > 0);
  drawHint();
  drawOffline();
}

function drawHint() {
  byId("hint").hidden = localStorage.getItem("hint") === "seen" || !state.me || Boolean(state.stage);
  byId("hint-text").textContent = t("hint");
  byId("hint-command").textContent = t("hintCommand");
  byId("hint-use").textContent = t("hintUse");
  byId("hint-close").setAttribute("aria-label", t("hintClose"));
}

function drawOffline() {
  byId("offline").hidden = state.connected;
  byId("offline").textContent = state.connected ? "" : t("offline");
}

function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), 6000);
}

// Writing

async function send(text, thread) {
  const trimmed = text.trim();
  const answer =
    trimmed.startsWith("/") && !trimmed.startsWith("//") ? await command(trimmed, thread) : await say(trimmed, thread);
  if (!answer.ok && !TOLD_BY_SLACKBOT.has(answer.error)) toast(sentence(answer.error));
  if (!thread) toBottom();
  await refresh();
  return answer.ok || answer.error === "operation_timeout"; // It may have been taken all the same.
}

function say(text, thread) {
  const body = { user: state.person, channel: state.channel, text: encode(text.replace(/^\/\//, "/")) };
  return post("say", thread ? { ...body, thread_ts: thread } : body);
}

async function command(text, thread) {
  const [name] = text.split(/\s/, 1);
  if (thread) {
    toast(t("noThreadCommand", { command: name }));
    return { ok: true };
  }
  localStorage.setItem("hint", "seen");
  const words = encodeCommand(text.slice(name.length).trim());
  return post("command", { user: state.person, channel: state.channel, command: name, text: words });
}

function makeComposers() {
  const name = () => (currentChannel()?.is_im ? channelName(currentChannel()) : `#${currentChannel()?.name ?? ""}`);
  composers.channel = makeComposer(byId("composer"), "composer-text", {
    place: () => (state.channel ? `${state.person}/${state.channel}` : null),
    label: () => t("composer", { name: name() }),
    send: (text) => send(text, null),
    more: globalActs,
  });
  composers.thread = makeComposer(byId("thread-composer"), "thread-text", {
    place: () => (state.thread ? `${state.person}/${state.channel}/${state.thread}` : null),
    label: () => t("composerThread"),
    send: (text) => send(text, state.thread),
  });
}

// Wiring

function openThread(ts) {
  Object.assign(state, { thread: ts, pane: null });
  render();
  composers.thread.focus();
}

function openPane(kind) {
  Object.assign(state, { thread: null, pane: kind });
  document.body.classList.remove("with-menu");
  render();
}

function showHome(on) {
  state.homeTab = on && isAppRoom(currentChannel());
  if (state.homeTab) post("home", { user: state.person });
  render();
}

/** A redraw between pressing down and letting go would take the button from under the pointer. */
function holdWhilePressing() {
  const release = () =>
    setTimeout(() => {
      ui.pressing = false;
      if (ui.waiting) {
        ui.waiting = false;
        render();
      }
    }, 0);
  addEventListener(
    "pointerdown",
    (event) => {
      if (!event.target.closest?.("button, a, summary, label")) return;
      ui.pressing = true;
      setTimeout(release, LONGEST_PRESS_MS);
    },
    true,
  );
  for (const type of ["pointerup", "pointercancel", "blur"]) addEventListener(type, release, true);
}

function wireChrome() {
  byId("menu").addEventListener("click", () => toggleMenu());
  byId("shade").addEventListener("click", () => toggleMenu(false));
  byId("hint-use").addEventListener("click", () => composers.channel.fill(t("hintCommand")));
  byId("hint-close").addEventListener("click", () => {
    localStorage.setItem("hint", "seen");
    drawHint();
  });
  document.addEventListener("click", (event) => personClicked(event.target.closest("[data-person]")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && escape(event));
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

function toggleMenu(on) {
  document.body.classList.toggle("with-menu", on);
  drawChrome();
}

async function personClicked(node) {
  if (!node || node.dataset.person === state.person) return;
  const opened = await openDirect(node.dataset.person);
  if (opened) look(opened);
}

function escape(event) {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (document.body.classList.contains("with-menu")) toggleMenu(false);
  else if (state.thread || state.pane) openPane(null);
}

function start() {
  makeComposers();
  delegate();
  connect({ redraw: render, refresh, ask: confirmed });
  onGo({ person: become, channel: look });
  onStage({ openPane, redraw: render, refresh, toast, tour: beginTour });
  onActs(toast);
  onPhones({ redraw: render, refresh });
  onTraffic(render);
  onTour({ redraw: render, write: (words) => composers.channel.fill(words), openPane });
  onHeader({ openPane, showHome });
  onOpenThread(openThread);
  onClosePane(() => openPane(null));
  watchTimeline(markRead);
  watchDialog();
  holdWhilePressing();
  wireChrome();
  state.person = localStorage.getItem("person");
  if (state.person) state.channel = localStorage.getItem(`channel:${state.person}`);
  addEventListener("hashchange", route);
  setInterval(() => state.connected || refresh(), 2000);
  route();
}

start();
