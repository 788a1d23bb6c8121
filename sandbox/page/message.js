// One message as an article: face, name, time, text or blocks, reactions, thread line.

import { blocks } from "./blocks.js";
import { h, icon } from "./dom.js";
import { emoji, USUAL } from "./emoji.js";
import { face, marks } from "./faces.js";
import { messageActs } from "./acts.js";
import { reactors, toggleReaction } from "./interact.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { isReply, mentionName, person, personName, pressesOf, state, threadOf } from "./state.js";
import { clock, fullTime } from "./times.js";
import { language, t, tn } from "./words.js";

const QUIET =
  /^(?:channel|group)_(?:join|leave|topic|purpose|name|archive|unarchive)$|^(?:un)?pinned_item$|^bot_(?:add|remove)$/;

const author = (message) => message.username || personName(message.user ?? "") || t("someone");

/** All that a message's look depends on; equal strings mean that it need not be drawn again. */
export function signature(message, options) {
  const seen = [state.namesVersion, language(), state.me?.tz, state.person, state.thread === message.ts];
  return JSON.stringify([message, options, seen, pressesOf(message.ts), message.reply_count ? repliers(message) : 0]);
}

/** Draw a message. `options`: {compact, pane, opensThread}. */
export function messageNode(message, options = {}) {
  const quiet = QUIET.test(message.subtype ?? "");
  const looks = [
    "message",
    options.compact && "message-compact",
    message.ephemeral && "message-ephemeral",
    message.pinned && "message-pinned",
    quiet && "message-quiet",
    state.thread === message.ts && !options.pane && "message-open",
  ];
  return h(
    "article",
    {
      class: looks.filter(Boolean).join(" "),
      "data-ts": message.ts,
      "aria-label": `${author(message)}, ${clock(message.ts)}`,
    },
    notice(message, options),
    h(
      "div",
      { class: "message-face" },
      options.compact ? timeOf(message, "message-hover-time") : face(message.user ?? "", author(message), quiet),
    ),
    quiet ? quietLine(message) : body(message, options),
    message.ephemeral || quiet ? null : tools(message, options),
  );
}

function body(message, options) {
  const parts = [
    options.compact ? null : nameLine(message),
    content(message, options),
    reactions(message),
    threadLine(message, options),
  ];
  return h("div", { class: "message-body" }, parts);
}

/** "Ana joined": one line, its first mention being the name itself. */
function quietLine(message) {
  const text = message.text.startsWith(`<@${message.user}>`)
    ? message.text.slice(message.user.length + 3)
    : message.text;
  const name = h("button", { type: "button", class: "message-name", "data-person": message.user }, author(message));
  return h(
    "div",
    { class: "message-body message-text" },
    name,
    " ",
    mrkdwn(text.trim()),
    " ",
    timeOf(message, "message-time"),
  );
}

function notice(message, options) {
  if (message.ephemeral) return h("p", { class: "message-notice" }, icon("eye"), t("onlyYou"));
  if (message.pinned && !options.pinList) return h("p", { class: "message-notice" }, icon("pin"), t("pinned"));
  if (isReply(message) && !options.pane) return broadcastNotice(message);
  return null;
}

function broadcastNotice(message) {
  const open = () => hooks.openThread(message.thread_ts);
  const label = h("button", { type: "button", class: "plain-link", on: { click: open } }, t("inThread"));
  return h(
    "p",
    { class: "message-notice" },
    icon("thread"),
    label,
    " ",
    h("span", { class: "message-root" }, rootText(message)),
  );
}

function rootText(message) {
  const root = state.messages.find((each) => each.ts === message.thread_ts);
  return (root?.text ?? "")
    .replace(/[*_~`]/g, "")
    .replace(/<[^>|]*\|?([^>]*)>/g, "$1")
    .slice(0, 80);
}

function nameLine(message) {
  const name = h("button", { type: "button", class: "message-name", "data-person": message.user }, author(message));
  return h(
    "div",
    { class: "message-head" },
    name,
    marks(message.user, message.is_bot),
    timeOf(message, "message-time"),
  );
}

function timeOf(message, look) {
  return h(
    "time",
    { class: look, title: fullTime(message.ts), datetime: new Date(Number(message.ts) * 1000).toISOString() },
    clock(message.ts),
  );
}

function content(message, options) {
  const edited = message.edited ? h("span", { class: "message-edited" }, ` ${t("edited")}`) : null;
  const place = { where: { channel: state.channel, ts: message.ts }, pane: options.pane };
  if (message.subtype === "tombstone") return h("div", { class: "message-text muted" }, t("deleted"));
  const more = (message.attachments ?? []).map((each) => attachment(each, place));
  if (message.blocks?.length) return h("div", { class: "message-blocks" }, blocks(message.blocks, place), edited, more);
  return h("div", { class: "message-text" }, mrkdwn(message.text), edited, more);
}

/** An attachment, the older way to send blocks or a text with a line at its side. */
function attachment(part, place) {
  const inside = part.blocks?.length ? blocks(part.blocks, place) : mrkdwn(part.text || part.fallback || "");
  return h("div", { class: "attachment" }, part.pretext ? mrkdwn(part.pretext) : null, inside);
}

// Reactions

function reactions(message) {
  const given = (message.reactions ?? []).filter((each) => each.users?.length);
  if (!given.length) return null;
  return h(
    "div",
    { class: "reactions" },
    given.map((each) => reaction(message, each)),
  );
}

function reaction(message, { name, users }) {
  const sign = emoji(name) ?? `:${name}:`;
  const label = t("reactWith", { emoji: name, n: users.length, names: users.map(mentionName).join(", ") });
  const mine = reactors(message, name).includes(state.person);
  const on = { click: () => toggleReaction(message, name) };
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      key: name,
      "aria-pressed": String(mine),
      "aria-label": label,
      title: label,
      on,
    },
    sign,
    h("span", { class: "reaction-count" }, users.length),
  );
}

// Threads and tools

const hooks = { openThread: () => {} };

/** Set by the composition root: what "3 replies" does. */
export function onOpenThread(open) {
  hooks.openThread = open;
}

const repliers = (message) =>
  threadOf(message.ts)
    .slice(1)
    .map((reply) => [reply.user, reply.ts]);

function threadLine(message, options) {
  if (options.pane || !message.reply_count) return null;
  const replies = threadOf(message.ts).filter(isReply);
  const users = [...new Set(replies.map((reply) => reply.user))].filter((id) => person(id)).slice(0, 4);
  const last = replies.at(-1);
  return h(
    "button",
    { type: "button", class: "thread-line", key: "thread", on: { click: () => hooks.openThread(message.ts) } },
    users.map((id) => face(id, personName(id), true)),
    h("span", { class: "thread-count" }, tn("replies", message.reply_count)),
    last ? h("span", { class: "thread-last" }, clock(last.ts)) : null,
  );
}

function tools(message, options) {
  const pick = (_event, node) =>
    openMenu(
      node,
      USUAL.map((name) => ({
        lead: h("span", { class: "emoji" }, emoji(name)),
        label: name,
        run: () => toggleReaction(message, name),
      })),
      t("react"),
    );
  const thread = () => hooks.openThread(message.thread_ts ?? message.ts);
  return h(
    "div",
    { class: "tools" },
    h(
      "button",
      { type: "button", class: "tool", "aria-label": t("react"), title: t("react"), on: { click: pick } },
      icon("smile"),
    ),
    options.pane
      ? null
      : h(
          "button",
          { type: "button", class: "tool", "aria-label": t("reply"), title: t("reply"), on: { click: thread } },
          icon("thread"),
        ),
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": t("more"),
        title: t("more"),
        on: { click: (_event, node) => openMenu(node, messageActs(message), t("more")) },
      },
      icon("dots"),
    ),
  );
}
