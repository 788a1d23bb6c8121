// The `markdown` block: standard Markdown, the part Slack draws, to DOM nodes. No HTML is ever let through.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { isSafeUrl, link } from "./mrkdwn.js";

const RULES = [
  [/^`([^`]+)`/, (m) => h("code", {}, m[1])],
  [/^\*\*(?=\S)(.+?\S?)\*\*/, (m, depth) => h("strong", {}, spans(m[1], depth))],
  [/^__(?=\S)(.+?\S?)__/, (m, depth) => h("strong", {}, spans(m[1], depth))],
  [/^~~(?=\S)(.+?)~~/, (m, depth) => h("s", {}, spans(m[1], depth))],
  [/^\*(?=[^\s*])(.+?)\*/, (m, depth) => h("em", {}, spans(m[1], depth))],
  [/^_(?=[^\s_])(.+?)_(?!\w)/, (m, depth) => h("em", {}, spans(m[1], depth))],
  [/^!?\[([^\]]*)\]\(([^()\s]+)\)/, (m, depth) => namedLink(m, depth)],
  [/^<?(https?:\/\/[^\s<>)]+)>?/, (m) => link(m[1], m[1])],
  [/^:([a-z0-9_+-]+):/, (m) => signOrText(m)],
  [/^\\([\\`*_{}[\]()#+\-.!~>|])/, (m) => document.createTextNode(m[1])],
];
const STARTS = /[`*_~![<h:\\]/;

function namedLink(m, depth) {
  return isSafeUrl(m[2]) ? link(m[2], spans(m[1], depth)) : document.createTextNode(m[1]);
}

const signOrText = (m) => document.createTextNode(emoji(m[1]) ?? m[0]);

function spans(text, depth = 0) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const taken = depth < 6 && STARTS.test(text[at]) ? firstRule(text.slice(at, at + 3000), depth + 1) : null;
    if (!taken) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
    nodes.push(taken.node);
    at += taken.length;
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

function firstRule(rest, depth) {
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(rest);
    if (found) return { node: make(found, depth), length: found[0].length };
  }
  return null;
}

const BLOCKS = [
  [/^\s*```/, fence],
  [/^#{1,6}\s/, heading],
  [/^\s*(?:---+|\*\*\*+|___+)\s*$/, () => ({ node: h("hr"), used: 1 })],
  [/^\s*>/, quote],
  [/^\s*(?:[-*+]|\d+[.)])\s/, list],
  [/^\s*\|.*\|\s*$/, table],
];

/** Nodes for a Markdown text. */
export function markdown(text) {
  const nodes = [];
  let lines = String(text ?? "").split("\n");
  while (lines.length) {
    const rule = BLOCKS.find(([pattern]) => pattern.test(lines[0]));
    const { node, used } = rule ? rule[1](lines) : paragraph(lines);
    if (node) nodes.push(node);
    lines = lines.slice(Math.max(1, used));
  }
  return nodes;
}

const isBlockStart = (line) => line.trim() === "" || BLOCKS.some(([pattern]) => pattern.test(line));

function paragraph(lines) {
  if (lines[0].trim() === "") return { node: null, used: 1 };
  let used = 1;
  while (used < lines.length && !isBlockStart(lines[used])) used += 1;
  const inside = lines.slice(0, used).flatMap((line, at) => [...(at ? [h("br")] : []), ...spans(line.trim())]);
  return { node: h("p", {}, inside), used };
}

function fence(lines) {
  const end = lines.findIndex((line, at) => at > 0 && /^\s*```/.test(line));
  const last = end < 0 ? lines.length : end;
  return { node: h("pre", { class: "code", tabindex: 0 }, lines.slice(1, last).join("\n")), used: last + 1 };
}

function heading(lines) {
  const [marks] = lines[0].split(/\s/, 1);
  const level = Math.min(6, marks.length + 2);
  return {
    node: h(`h${level}`, { class: `md-h${marks.length}` }, spans(lines[0].slice(marks.length).trim())),
    used: 1,
  };
}

function quote(lines) {
  let used = 0;
  while (used < lines.length && /^\s*>/.test(lines[used])) used += 1;
  const inside = lines.slice(0, used).map((line) => line.replace(/^\s*> ?/, ""));
  return { node: h("blockquote", {}, markdown(inside.join("\n"))), used };
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

function list(lines) {
  const first = ITEM.exec(lines[0]) ?? ["", "", "-", lines[0].trim()];
  const indent = first[1].length;
  const root = h(/\d/.test(first[2]) ? "ol" : "ul", {});
  let used = 0;
  while (used < lines.length) {
    const item = ITEM.exec(lines[used]);
    if (!item || item[1].length < indent) break;
    if (item[1].length > indent && root.lastChild) {
      const inner = list(lines.slice(used));
      root.lastChild.append(inner.node);
      used += inner.used;
    } else {
      root.append(listItem(item[3]));
      used += 1;
    }
  }
  return { node: root, used };
}

function listItem(text) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (!task) return h("li", {}, spans(text));
  return h("li", { class: "task" }, task[1] === " " ? "☐ " : "☑ ", spans(task[2]));
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

function table(lines) {
  let used = 0;
  while (used < lines.length && /^\s*\|.*\|\s*$/.test(lines[used])) used += 1;
  const rows = lines.slice(0, used).map(cells);
  const headed = rows.length > 1 && rows[1].every((cell) => /^:?-+:?$/.test(cell));
  const body = headed ? rows.slice(2) : rows;
  const row = (tag) => (row) =>
    h(
      "tr",
      {},
      row.map((cell) => h(tag, tag === "th" ? { scope: "col" } : {}, spans(cell))),
    );
  const head = headed ? h("thead", {}, row("th")(rows[0])) : null;
  return {
    node: h("div", { class: "table-box", tabindex: 0 }, h("table", {}, head, h("tbody", {}, body.map(row("td"))))),
    used,
  };
}
