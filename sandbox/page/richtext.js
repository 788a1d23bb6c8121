// The `rich_text` block: sections, lists, quotes and preformatted text, the parts people's clients send.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelLink, date, link, mention, plain } from "./mrkdwn.js";

const SECTIONS = {
  rich_text_section: (part) => h("div", { class: "rt-line" }, inlineParts(part)),
  rich_text_quote: (part) => h("blockquote", {}, inlineParts(part)),
  rich_text_preformatted: (part) => h("pre", { class: "code", tabindex: 0 }, inlineParts(part)),
  rich_text_list: (part) => list(part),
};

/** Nodes for the elements of a rich_text block. */
export function richText(block) {
  return (block.elements ?? []).map((part) => SECTIONS[part.type]?.(part) ?? null);
}

function list(part) {
  const items = (part.elements ?? []).map((item) => h("li", {}, inlineParts(item)));
  const indent = Math.min(Number(part.indent ?? 0), 8);
  const attributes = { class: `rt-list rt-indent-${indent}`, start: part.offset ? part.offset + 1 : null };
  return h(part.style === "ordered" ? "ol" : "ul", attributes, items);
}

const inlineParts = (part) => (part.elements ?? []).map((element) => styled(element, PARTS[element.type]?.(element)));

const PARTS = {
  text: (element) => plain(element.text),
  link: (element) => link(element.url, element.text || element.url),
  user: (element) => mention(element.user_id),
  channel: (element) => channelLink(element.channel_id),
  usergroup: (element) => h("span", { class: "mention" }, `@${element.usergroup_id}`),
  broadcast: (element) => h("span", { class: "mention mention-me" }, `@${element.range}`),
  emoji: (element) => emoji(element.name) ?? `:${element.name}:`,
  date: (element) => date([element.timestamp, element.format, element.url], element.fallback),
  color: (element) => h("code", {}, element.value),
};

const TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function styled(element, content) {
  if (content === undefined) return null;
  return Object.entries(element.style ?? {})
    .filter(([name, on]) => on && TAGS[name])
    .reduce((inside, [name]) => h(TAGS[name], {}, inside), content);
}
