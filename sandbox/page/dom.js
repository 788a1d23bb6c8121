// Making and reconciling DOM nodes. Text goes in as text nodes only; nothing here knows Slack.

const acts = new WeakMap();
const DELEGATED = ["click", "change", "input", "keydown", "submit", "focusin", "toggle"];

/** Make an element. `on` maps event names to handlers that survive a redraw; other props are attributes. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  append(node, children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawn icon, one of the symbols in index.html; screen readers skip it. */
export function icon(name) {
  const sign = document.createElementNS(SVG, "svg");
  sign.setAttribute("class", "icon");
  sign.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  sign.append(use);
  return sign;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") acts.set(node, value);
  else if (name === "key") node.dataset.key = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** One listener per event for the whole page: nodes may be replaced, handlers are looked up when it happens. */
export function delegate(root = document) {
  for (const type of DELEGATED) root.addEventListener(type, (event) => dispatch(type, event), type === "toggle");
}

function dispatch(type, event) {
  for (let node = event.target; node && node !== document; node = node.parentNode) {
    const handler = acts.get(node)?.[type];
    if (handler) handler(event, node);
    if (event.cancelBubble) return;
  }
}

/** Make `old` look like `fresh` while keeping the node itself, so focus, typing and a press under way survive. */
function morph(old, fresh) {
  if (old === fresh) return old;
  if (old.nodeName !== fresh.nodeName || keyOf(old) !== keyOf(fresh)) {
    old.replaceWith(fresh);
    return fresh;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return old;
  }
  copyAttributes(old, fresh);
  copyActs(old, fresh);
  if (!old.hasAttribute("data-own-children")) morphChildren(old, Array.from(fresh.childNodes));
  return old;
}

function copyActs(old, fresh) {
  const handlers = acts.get(fresh);
  if (handlers) acts.set(old, handlers);
  else acts.delete(old);
}

function copyAttributes(old, fresh) {
  const reset = old.dataset.initial !== fresh.dataset.initial;
  for (const { name } of Array.from(old.attributes)) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of Array.from(fresh.attributes)) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (reset && "value" in old) old.value = fresh.value;
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key : undefined;
}

/** Make the children of `parent` the given nodes, matching by key first and by place otherwise. */
export function morphChildren(parent, fresh) {
  const wanted = new Set(fresh.map(keyOf).filter(Boolean));
  const byKey = new Map();
  for (const child of Array.from(parent.childNodes)) {
    const key = keyOf(child);
    if (key && wanted.has(key)) byKey.set(key, child);
    else if (key) child.remove();
  }
  let cursor = parent.firstChild;
  for (const child of fresh) cursor = place(parent, cursor, child, byKey);
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

function place(parent, cursor, child, byKey) {
  const key = keyOf(child);
  const match = key ? byKey.get(key) : sameKind(cursor, child);
  if (!match) {
    parent.insertBefore(child, cursor);
    return cursor;
  }
  const atCursor = match === cursor;
  const next = atCursor ? cursor.nextSibling : cursor;
  if (!atCursor) parent.insertBefore(match, cursor);
  morph(match, child);
  return next;
}

function sameKind(cursor, child) {
  return cursor && !keyOf(cursor) && cursor.nodeName === child.nodeName ? cursor : null;
}

const drawn = new WeakMap();

/** Bring `container` to the given rows `{key, sig, draw}`; a row is drawn again only if its signature changed. */
export function reconcile(container, rows) {
  const known = drawn.get(container) ?? new Map();
  const next = new Map();
  const nodes = rows.map((row) => {
    const before = known.get(row.key);
    const node = before?.sig === row.sig ? before.node : redraw(before, row);
    next.set(row.key, { sig: row.sig, node });
    return node;
  });
  drawn.set(container, next);
  const wanted = new Set(nodes);
  for (const child of Array.from(container.childNodes)) if (!wanted.has(child)) child.remove();
  let cursor = container.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else container.insertBefore(node, cursor);
  }
}

function redraw(before, row) {
  const fresh = row.draw();
  fresh.dataset.key = row.key;
  return before ? morph(before.node, fresh) : fresh;
}

export const byId = (id) => document.getElementById(id);
