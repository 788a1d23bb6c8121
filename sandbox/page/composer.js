// The box people write in: drafts, completion, recall, sending. The channel and the thread each have one.

import { h, icon } from "./dom.js";
import { drawOptions, suggestions, usage } from "./completion.js";
import { openMenu } from "./menu.js";
import { t } from "./words.js";

const RECALLED = 50;
const GROWS_ITSELF = CSS.supports("field-sizing", "content");
const drafts = new Map();
const sent = [];

/**
 * Make a composer inside `host`. `hooks`: {place() -> key of the draft or null, label(), send(text) -> Promise<bool>,
 * more() -> items of the menu of shortcuts}.
 * Returns {draw, focus, fill}.
 */
export function makeComposer(host, id, hooks) {
  const box = { found: null, chosen: 0, recall: -1, place: null, busy: false, hooks, id };
  box.options = h("div", { class: "options", role: "listbox", id: `${id}-options`, hidden: true });
  box.usage = h("p", { class: "usage", id: `${id}-usage` });
  box.area = h("textarea", {
    id,
    class: "composer-area",
    rows: 1,
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": `${id}-options`,
    "aria-describedby": `${id}-usage`,
    spellcheck: "true",
  });
  box.button = h("button", { type: "submit", class: "composer-send" }, icon("send"));
  box.more = h("button", { type: "button", class: "tool composer-more", "aria-haspopup": "menu" }, icon("bolt"));
  box.more.addEventListener("click", () => openMenu(box.more, hooks.more(), t("shortcuts")));
  box.form = h(
    "form",
    { class: "composer" },
    box.options,
    h("div", { class: "composer-frame" }, hooks.more ? box.more : null, box.area, box.button),
    box.usage,
  );
  host.replaceChildren(box.form);
  listen(box);
  return { draw: () => draw(box), focus: () => box.area.focus(), fill: (text) => fill(box, text) };
}

function listen(box) {
  box.area.addEventListener("input", () => changed(box));
  box.area.addEventListener("keydown", (event) => onKey(box, event));
  box.area.addEventListener("keyup", (event) =>
    event.key.startsWith("Arrow") || event.key === "End" || event.key === "Home" ? null : suggest(box),
  );
  box.area.addEventListener("click", () => suggest(box));
  box.area.addEventListener("blur", () => setTimeout(() => hideOptions(box), 150));
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(box);
  });
}

function draw(box) {
  const place = box.hooks.place();
  if (place !== box.place) {
    box.place = place;
    box.area.value = drafts.get(place) ?? "";
    box.recall = -1;
    changed(box, false);
  }
  const label = box.hooks.label();
  box.area.placeholder = label;
  box.area.setAttribute("aria-label", label);
  box.button.setAttribute("aria-label", t("send"));
  box.button.title = t("send");
  box.more.setAttribute("aria-label", t("shortcuts"));
  box.more.title = t("shortcuts");
  box.more.hidden = !box.hooks.more?.().length;
}

function fill(box, text) {
  box.area.value = text;
  box.area.focus();
  changed(box, false);
}

function changed(box, offering = true) {
  drafts.set(box.place, box.area.value);
  if (!GROWS_ITSELF) grow(box.area);
  box.usage.textContent = usage(box.area.value);
  box.form.classList.toggle("has-text", box.area.value.trim() !== "");
  if (offering) suggest(box);
  else hideOptions(box);
}

function suggest(box) {
  if (document.activeElement !== box.area) return;
  const before = box.found?.items.map((item) => item.label).join();
  box.found = suggestions(box.area.value, box.area.selectionStart);
  if (before !== box.found?.items.map((item) => item.label).join()) box.chosen = 0;
  show(box);
}

function show(box) {
  drawOptions(box.options, box.found, box.chosen, (at) => pick(box, at));
  if (box.found) box.area.setAttribute("aria-activedescendant", `${box.options.id}-${box.chosen}`);
  else box.area.removeAttribute("aria-activedescendant");
}

function hideOptions(box) {
  box.found = null;
  show(box);
}

function pick(box, at) {
  const item = box.found.items[at];
  const caret = box.area.selectionStart;
  const rest = box.area.value.slice(caret);
  box.area.setRangeText(item.insert, box.found.from, caret + (rest.startsWith(" ") ? 1 : 0), "end");
  box.area.focus();
  changed(box, false);
}

const KEYS = {
  ArrowDown: (box) => move(box, 1),
  ArrowUp: (box) => move(box, -1),
  Tab: (box) => pick(box, box.chosen),
  Enter: (box) => pick(box, box.chosen),
  Escape: (box) => hideOptions(box),
};

function move(box, step) {
  box.chosen = (box.chosen + step + box.found.items.length) % box.found.items.length;
  show(box);
}

function onKey(box, event) {
  if (event.isComposing || event.keyCode === 229) return;
  if (box.found && KEYS[event.key] && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key](box);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(box);
  } else if (event.key === "ArrowUp" || event.key === "ArrowDown") recall(box, event);
}

/** Up in an empty box, or in a recalled text, goes back through what was sent; down comes forward again. */
function recall(box, event) {
  if (box.area.value !== "" && box.recall < 0) return;
  const next = box.recall + (event.key === "ArrowUp" ? 1 : -1);
  if (next >= sent.length || next < -1) return;
  event.preventDefault();
  box.recall = next;
  box.area.value = next < 0 ? "" : sent[next];
  changed(box, false);
}

function grow(area) {
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${area.scrollHeight}px`;
}

async function send(box) {
  const text = box.area.value;
  if (box.busy || !text.trim()) return;
  const place = box.place;
  box.busy = true;
  clear(box);
  remember(text);
  const accepted = await box.hooks.send(text);
  box.busy = false;
  if (!accepted && !drafts.get(place)) {
    drafts.set(place, text);
    if (box.place === place) giveBack(box, text);
  }
}

/** What was not taken comes back selected, so that it can be sent again or typed over. */
function giveBack(box, text) {
  fill(box, text);
  box.area.select();
}

function clear(box) {
  box.area.value = "";
  box.recall = -1;
  changed(box, false);
}

function remember(text) {
  if (sent[0] !== text) sent.unshift(text);
  sent.length = Math.min(sent.length, RECALLED);
}
