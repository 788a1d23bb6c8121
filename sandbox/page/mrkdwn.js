// Slack's mrkdwn to DOM nodes: a tokenizer that never makes HTML from text. Markdown blocks live in markdown.js.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { mentionName, state } from "./state.js";
import { dateToken, fullTime } from "./times.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const STYLES = { "*": "strong", _: "em", "~": "s" };
// Slack styles between half-width boundaries only: next to Chinese, or its full-width marks, the asterisks stay.
const BOUNDARY = /(?![\u3001-\u303f\uff00-\uffef])[\s\u200b\p{P}\p{S}]/u;
const DEEPEST = 6;

const decode = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** Nodes for a text with mrkdwn, quotes and code blocks included. */
export function mrkdwn(text) {
  const nodes = [];
  const pieces = String(text ?? "").split(/```([\s\S]+?)```/);
  pieces.forEach((piece, at) => {
    if (at % 2) nodes.push(h("pre", { class: "code", tabindex: 0 }, plainOf(piece.replace(/^\n|\n$/g, ""))));
    else nodes.push(...quotesAndLines(at ? piece.replace(/^\n/, "") : piece));
  });
  return nodes;
}

function quotesAndLines(text) {
  const nodes = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length;) {
    const end = quoteEnd(lines, at);
    if (end > at) {
      const quoted = lines.slice(at, end).map((line) => line.replace(/^(?:>|&gt;){1,3} ?/, ""));
      nodes.push(h("blockquote", {}, joinLines(quoted)));
      at = end;
    } else {
      const last = plainEnd(lines, at);
      nodes.push(...joinLines(lines.slice(at, last)));
      at = last;
    }
  }
  return nodes;
}

const isQuote = (line) => /^(?:>|&gt;)/.test(line);

function quoteEnd(lines, from) {
  if (/^(?:>>>|(?:&gt;){3})/.test(lines[from])) return lines.length;
  let at = from;
  while (at < lines.length && isQuote(lines[at])) at += 1;
  return at;
}

function plainEnd(lines, from) {
  let at = from;
  while (at < lines.length && !isQuote(lines[at])) at += 1;
  return at;
}

function joinLines(lines) {
  return lines.flatMap((line, at) => (at ? [h("br"), ...inline(line)] : inline(line)));
}

/** Nodes for one line. */
function inline(line, depth = 0) {
  const out = { nodes: [], text: "" };
  const dead = new Set();
  let at = 0;
  while (at < line.length) {
    const taken = depth < DEEPEST ? takeAt(line, at, depth, dead) : null;
    if (!taken) {
      out.text += line[at];
      at += 1;
      continue;
    }
    flush(out);
    out.nodes.push(taken.node);
    at = taken.end;
  }
  flush(out);
  return out.nodes;
}

function flush(out) {
  if (out.text) out.nodes.push(document.createTextNode(decode(out.text)));
  out.text = "";
}

/** The construct that starts at `at`, or null. `dead` remembers marks without a partner, so a line stays linear. */
function takeAt(line, at, depth, dead) {
  const char = line[at];
  if (dead.has(char)) return null;
  if (char === "<") return orDead(angle(line, at), char, dead, line.indexOf(">", at) < 0);
  if (char === "`") return orDead(code(line, at), char, dead, true);
  if (STYLES[char]) return style(line, at, depth, dead);
  if (char === ":") return shortcode(line, at);
  if (char === "h") return bareLink(line, at);
  return null;
}

function orDead(taken, char, dead, hopeless) {
  if (!taken && hopeless) dead.add(char);
  return taken;
}

function code(line, at) {
  const end = line.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return { node: h("code", {}, plainOf(line.slice(at + 1, end))), end: end + 1 };
}

function style(line, at, depth, dead) {
  const mark = line[at];
  const opens = (at === 0 || BOUNDARY.test(line[at - 1])) && /[^\s]/.test(line[at + 1] ?? " ") && line[at + 1] !== mark;
  if (!opens) return null;
  const end = closing(line, at + 1, mark);
  if (end < 0) {
    dead.add(mark);
    return null;
  }
  return { node: h(STYLES[mark], {}, inline(line.slice(at + 1, end), depth + 1)), end: end + 1 };
}

/** Where the style ends: after a character that is no space and before a boundary; links and code are skipped. */
function closing(line, from, mark) {
  for (let at = from; at < line.length; at += 1) {
    const skip = { "<": ">", "`": "`" }[line[at]];
    const over = skip ? line.indexOf(skip, at + 1) : -1;
    if (over > 0) at = over;
    else if (line[at] === mark && closes(line, at)) return at;
  }
  return -1;
}

const closes = (line, at) => /[^\s]/.test(line[at - 1]) && (at + 1 === line.length || BOUNDARY.test(line[at + 1]));

function shortcode(line, at) {
  const found = /^:([a-z0-9_+-]{1,60}(?:::[a-z0-9_-]+)?):/.exec(line.slice(at, at + 90));
  const sign = found && emoji(found[1]);
  if (!sign) return null;
  return { node: h("span", { class: "emoji", title: found[0] }, sign), end: at + found[0].length };
}

function bareLink(line, at) {
  if (!line.startsWith("http", at) || (at > 0 && /\w/.test(line[at - 1]))) return null;
  const found = /^https?:\/\/[^\s<>"'*|]+/.exec(line.slice(at));
  if (!found) return null;
  const url = found[0].replace(/[.,;:!?)\]]+$/, "");
  return { node: link(decode(url), decode(url)), end: at + url.length };
}

/** `<...>`: a link, a mention, a channel, a broadcast or a date; anything else stays text. */
function angle(line, at) {
  const end = line.indexOf(">", at);
  if (end < 0) return null;
  const [target, ...rest] = line.slice(at + 1, end).split("|");
  const node = entity(target, rest.length ? decode(rest.join("|")) : null);
  return node && { node, end: end + 1 };
}

function entity(target, label) {
  if (/^@[UWB]\w+$/.test(target)) return mention(target.slice(1), label);
  if (/^#[CGD]\w+$/.test(target)) return channelLink(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  if (isSafeUrl(decode(target))) return link(decode(target), label ?? decode(target).replace(/^mailto:/, ""));
  return null;
}

export function mention(id, label) {
  const mine = id === state.person ? " mention-me" : "";
  const name = state.people.has(id) ? mentionName(id) : (label ?? id);
  return h("button", { type: "button", class: `mention${mine}`, "data-person": id }, `@${name}`);
}

export function channelLink(id, label) {
  const room = state.channels.get(id);
  const name = room?.name || label || id;
  if (!room) return h("span", { class: "mention" }, `#${name}`);
  return h("a", { class: "mention", href: `#${state.person}/${id}` }, `#${name}`);
}

const BROADCASTS = new Set(["here", "channel", "everyone"]);

function special(target, label) {
  const [name, ...rest] = target.split("^");
  if (BROADCASTS.has(name)) return h("span", { class: "mention mention-me" }, `@${name}`);
  if (name === "subteam") return h("span", { class: "mention" }, label ?? `@${rest[0]}`);
  if (name === "date") return date(rest, label);
  return label ? h("span", {}, label) : null;
}

/** A date token's node. `rest` is [stamp, format, link?]. */
export function date([stamp, format, url], fallback) {
  const text = dateToken(stamp, decode(format ?? "")) ?? fallback ?? "";
  const node = h("time", { title: Number.isFinite(Number(stamp)) ? fullTime(stamp) : null }, text);
  return url && isSafeUrl(decode(url)) ? link(decode(url), [node]) : node;
}

export const isSafeUrl = (url) => /^(?:https?:\/\/|mailto:|tel:)[^\s]+$/i.test(url);

/** A link; one to this very page or to a message of this workspace stays in the page. */
export function link(url, label) {
  if (!isSafeUrl(url)) return document.createTextNode(url);
  const inside = messageAddress(url);
  if (inside) return h("a", { href: inside }, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** The page's own address for a permalink such as https://x.slack.com/archives/C1/p1700000000000100, or null. */
function messageAddress(url) {
  const found = /\/archives\/([CGD]\w+)(?:\/p(\d{10})(\d{6}))?/.exec(url);
  if (!found || !state.channels.has(found[1])) return null;
  return `#${state.person}/${found[1]}${found[2] ? `/${found[2]}.${found[3]}` : ""}`;
}

/** What a piece of mrkdwn says when it may not be styled (inside code): tokens become their words. */
function plainOf(text) {
  return text.split(/(<[^<>\n]+>)/).map((piece, at) => (at % 2 ? plainToken(piece) : decode(piece)));
}

function plainToken(piece) {
  const [target, label] = piece.slice(1, -1).split("|");
  if (!/^(?:[@#!]|https?:|mailto:|tel:)/.test(target)) return decode(piece);
  const node = entity(target, label ? decode(label) : null);
  return node ? node.textContent : decode(piece);
}

/** `{type, text}` of Block Kit. */
export function composition(object) {
  if (!object) return [];
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text);
}

/** Plain text: line breaks and emoji shortcodes only. */
export function plain(text) {
  return String(text ?? "")
    .split("\n")
    .flatMap((line, at) => [...(at ? [h("br")] : []), ...plainLine(line)]);
}

function plainLine(line) {
  return line.split(/(:[a-z0-9_+-]+:)/).map((piece, at) => {
    const sign = at % 2 ? emoji(piece.slice(1, -1)) : null;
    return document.createTextNode(sign ?? piece);
  });
}
