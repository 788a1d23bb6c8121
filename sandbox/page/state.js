// What the page knows: the last answer of /control/state and what the person is looking at. No DOM, no network.

export const state = {
  person: null,
  channel: null,
  thread: null,
  pane: null,
  homeTab: false,
  loaded: null,
  seq: null,
  me: null,
  team: {},
  people: new Map(),
  channels: new Map(),
  messages: [],
  views: [],
  home: null,
  commands: [],
  shortcuts: [],
  canvas: null,
  stage: null,
  connected: true,
  namesVersion: 0,
};

const busy = new Set();
const failures = new Map();
let namesSeen = "";

/** Take over an answer of /control/state that was asked for `channel`. */
export function absorb(answer, channel) {
  state.me = answer.me ?? state.me;
  state.team = answer.team ?? {};
  state.people = new Map((answer.people ?? []).map((person) => [person.id, person]));
  state.channels = new Map((answer.channels ?? []).map((room) => [room.id, room]));
  state.messages = [...olderThan(answer, channel), ...(answer.messages ?? [])];
  state.views = answer.views ?? [];
  state.home = answer.home ?? null;
  state.commands = answer.commands ?? [];
  state.shortcuts = answer.shortcuts ?? [];
  state.canvas = answer.canvas ?? null;
  state.stage = answer.stage ?? null;
  state.loaded = channel;
  state.seq = answer.seq ?? null;
  const names = JSON.stringify([answer.people, (answer.channels ?? []).map((room) => [room.id, room.name])]);
  if (names !== namesSeen) state.namesVersion += 1;
  namesSeen = names;
}

/** Where only the last messages were asked for, those before them as they are known. */
function olderThan(answer, channel) {
  const first = answer.messages?.[0]?.ts;
  if (answer.whole !== false || state.loaded !== channel || !first) return [];
  return state.messages.filter((message) => message.ts < first);
}

export function person(id) {
  return state.people.get(id) ?? (state.me?.id === id ? state.me : null);
}

export function personName(id) {
  const found = person(id);
  return found ? found.real_name || found.name : id;
}

export function mentionName(id) {
  const found = person(id);
  return found ? found.display_name || found.real_name || found.name : id;
}

export function channelName(room) {
  if (!room) return "";
  if (room.is_im) return personName(partner(room));
  return room.name;
}

export function partner(room) {
  return room.with ?? (room.members ?? []).find((id) => id !== state.person) ?? state.person;
}

export const currentChannel = () => state.channels.get(state.channel) ?? null;

export const zone = () => state.me?.tz || Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Replies of a thread, its first message included. */
export function threadOf(ts) {
  return state.messages.filter((message) => message.ts === ts || message.thread_ts === ts);
}

/** What the channel itself shows: no thread replies, unless they were also sent to the channel. */
export function channelMessages() {
  return state.messages.filter((message) => !isReply(message) || message.subtype === "thread_broadcast");
}

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** A place where an element can be pressed, as one string. */
export function pressKey(where, blockId, actionId) {
  return `${where.view_id ?? where.ts}|${blockId ?? ""}|${actionId ?? ""}`;
}

export const isBusy = (key) => busy.has(key);
export const failureAt = (key) => failures.get(key) ?? null;

export function setBusy(key, on) {
  if (on) {
    busy.add(key);
    failures.delete(key);
  } else busy.delete(key);
}

export function setFailure(key, text) {
  failures.set(key, text);
}

/** All that is under way or failed below a message or view; part of its signature, so that it is drawn again. */
export function pressesOf(id) {
  const prefix = `${id}|`;
  const underWay = [...busy].filter((key) => key.startsWith(prefix));
  const failed = [...failures].filter(([key]) => key.startsWith(prefix));
  return underWay.length || failed.length ? JSON.stringify([underWay, failed]) : "";
}
