// What a person typed, as Slack's clients send it: `@Bea` -> <@U…>, `#name` -> <#C…|name>, & < > escaped, links marked.

import { state } from "./state.js";

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Encode a message. Code stays as it was typed. */
export function encode(text) {
  const pieces = text.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  return pieces.map((piece, at) => (at % 2 ? escape(piece) : encodeWords(piece))).join("");
}

/** Encode the words after a command: as a message, but with the handle in a mention, `<@U1|ana>`. */
export function encodeCommand(text) {
  const handle = (id) => state.people.get(id)?.name ?? "";
  return encode(text).replace(/<@(\w+)>/g, (_whole, id) => `<@${id}|${handle(id)}>`);
}

function encodeWords(text) {
  const people = names();
  let out = "";
  for (let at = 0; at < text.length;) {
    const taken = startsWord(text, at) ? tokenAt(text, at, people) : null;
    out += taken ? taken.code : escape(text[at]);
    at += taken ? taken.length : 1;
  }
  return out;
}

const startsWord = (text, at) => at === 0 || !/[\w@#/&]/.test(text[at - 1]);

function tokenAt(text, at, people) {
  if (text[at] === "@") return mentionAt(text, at, people) ?? broadcastAt(text, at);
  if (text[at] === "#") return channelAt(text, at);
  if (text[at] === "h") return urlAt(text, at);
  return null;
}

/** Everything a person answers to, longest first: handle, full name, and a first name if only one has it. */
export function names() {
  const active = [...state.people.values()].filter((person) => !person.deleted);
  const firsts = active.map((person) => firstName(person));
  const known = active.flatMap((person, at) => [
    [person.real_name, person.id],
    [person.name, person.id],
    ...(firsts.filter((first) => first === firsts[at]).length === 1 ? [[firsts[at], person.id]] : []),
  ]);
  return known
    .filter(([name]) => name)
    .map(([name, id]) => [name.toLowerCase(), id])
    .sort((a, b) => b[0].length - a[0].length);
}

const firstName = (person) => (person.real_name || person.name).split(/\s+/)[0].toLowerCase();

function mentionAt(text, at, people) {
  const rest = text.slice(at + 1).toLowerCase();
  const found = people.find(([name]) => rest.startsWith(name) && ends(rest, name));
  return found ? { code: `<@${found[1]}>`, length: found[0].length + 1 } : null;
}

/** A name ends where a word ends; Chinese is written without spaces, so a Chinese name may go on. */
const ends = (rest, name) => /\p{Script=Han}$/u.test(name) || !/[\p{L}\p{N}_]/u.test(rest[name.length] ?? " ");

function broadcastAt(text, at) {
  const found = /^@(here|channel|everyone)\b/.exec(text.slice(at, at + 10));
  return found ? { code: `<!${found[1]}>`, length: found[0].length } : null;
}

function channelAt(text, at) {
  const found = /^#([\p{L}\p{N}_-]{1,80})/u.exec(text.slice(at, at + 82));
  const room =
    found && [...state.channels.values()].find((each) => !each.is_im && each.name === found[1].toLowerCase());
  return room ? { code: `<#${room.id}|${room.name}>`, length: found[0].length } : null;
}

function urlAt(text, at) {
  const found = /^https?:\/\/[^\s<>|]+/.exec(text.slice(at));
  if (!found) return null;
  const url = found[0].replace(/[.,;:!?)\]'"，。]+$/, "");
  return { code: `<${escape(url)}>`, length: url.length };
}
