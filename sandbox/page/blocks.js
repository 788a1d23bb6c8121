// Layout blocks to DOM nodes, for messages, modals and the Home tab alike.

import { CONTROLS, GROUPED, words } from "./controls.js";
import { h, icon } from "./dom.js";
import { press } from "./interact.js";
import { markdown } from "./markdown.js";
import { openMenu } from "./menu.js";
import { composition, isSafeUrl, link } from "./mrkdwn.js";
import { reading, values } from "./readings.js";
import { richText } from "./richtext.js";
import { failureAt, isBusy, pressKey } from "./state.js";
import { t } from "./words.js";

const LAYOUT = {
  section,
  header: (block) => h("h3", { class: "b-header" }, composition(block.text)),
  divider: () => h("hr", { class: "b-divider" }),
  context,
  actions,
  input,
  image: (block) =>
    h(
      "div",
      { class: "b-image" },
      block.title ? h("div", { class: "b-small" }, composition(block.title)) : null,
      picture(block),
    ),
  rich_text: (block) => h("div", { class: "b-rich" }, richText(block)),
  markdown: (block) => h("div", { class: "b-markdown" }, markdown(block.text)),
  table,
};

/**
 * Nodes for blocks. `place` is {where, errors?, view?}: where a press goes to, the errors by block_id, and the view
 * whose form the blocks stand in.
 */
export function blocks(list, place) {
  return (list ?? []).map((block, at) => {
    const node = LAYOUT[block.type] ? LAYOUT[block.type](block, place) : unknown(block);
    node.classList.add("block");
    node.dataset.key = `${block.block_id ?? at}:${block.type}`;
    return node;
  });
}

const unknown = (block) => h("p", { class: "b-small" }, t("unknownBlock", { type: block.type }));

function section(block, place) {
  const fields = (block.fields ?? []).map((field) => h("div", { class: "b-field" }, composition(field)));
  const text = h(
    "div",
    { class: "b-main" },
    block.text ? h("div", { class: "b-text" }, composition(block.text)) : null,
    fields.length ? h("div", { class: "b-fields" }, fields) : null,
  );
  const side = block.accessory ? h("div", { class: "b-side" }, element(block.accessory, block, place)) : null;
  return h("div", { class: "b-section" }, text, side, failureOf(block, [block.accessory], place));
}

function context(block) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === "image" ? picture(part) : h("span", { class: "b-context-part" }, composition(part)),
  );
  return h("div", { class: "b-context" }, parts);
}

function actions(block, place) {
  const elements = block.elements ?? [];
  const row = elements.map((each) => element(each, block, place));
  return h("div", {}, h("div", { class: "b-actions" }, row), failureOf(block, elements, place));
}

function failureOf(block, elements, place) {
  const keys = elements.filter(Boolean).map((each) => pressKey(place.where, block.block_id, each.action_id));
  const found = keys.map(failureAt).find(Boolean);
  return found ? h("p", { class: "b-failure", role: "alert" }, icon("warn"), found) : null;
}

/** Same-origin pictures are shown; foreign ones stay a link with their alternative text (nothing is fetched from elsewhere). */
function picture(part) {
  const alt = part.alt_text ?? "";
  const own = part.image_url && new URL(part.image_url, location.href).origin === location.origin;
  if (own) return h("img", { src: part.image_url, alt, class: "b-picture" });
  const label = [icon("image"), t("image", { alt: alt || (part.image_url ?? "") })];
  return part.image_url && isSafeUrl(part.image_url) ? link(part.image_url, label) : h("span", {}, label);
}

function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (tag) => (part, at) =>
    h(tag, { scope: tag === "th" ? "col" : null, class: `align-${settings[at]?.align ?? "left"}` }, cellText(part));
  const [head, ...body] = block.rows ?? [];
  const rows = body.map((row) => h("tr", {}, row.map(cell("td"))));
  const top = head ? h("thead", {}, h("tr", {}, head.map(cell("th")))) : null;
  return h("div", { class: "table-box", tabindex: 0 }, h("table", {}, top, h("tbody", {}, rows)));
}

const cellText = (part) => (part.type === "rich_text" ? richText(part) : composition(part.text ?? ""));

// Inputs

function input(block, place) {
  const inner = block.element ?? {};
  const id = controlId(block, inner, place);
  const error = place.errors?.[block.block_id];
  const optional = block.optional ? h("span", { class: "b-optional" }, ` ${t("optional")}`) : null;
  const label = GROUPED.has(inner.type)
    ? h("div", { class: "b-label", id: `${id}-label` }, words(block.label), optional)
    : h("label", { class: "b-label", for: id, id: `${id}-label` }, words(block.label), optional);
  const noteIds = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  return h(
    "div",
    { class: error ? "b-input b-input-bad" : "b-input" },
    label,
    control(inner, block, place, {
      "aria-invalid": error ? "true" : null,
      "aria-describedby": noteIds || null,
      ...named(inner, id),
    }),
    error ? h("p", { class: "b-error", id: `${id}-error` }, icon("warn"), error) : null,
    block.hint ? h("p", { class: "b-hint", id: `${id}-hint` }, composition(block.hint)) : null,
  );
}

const named = (inner, id) => (GROUPED.has(inner.type) ? { "aria-labelledby": `${id}-label` } : {});

function controlId(block, inner, place) {
  return `f-${encodeURIComponent(`${place.where.view_id ?? place.where.ts}-${place.pane ?? ""}-${block.block_id}-${inner.action_id}`)}`;
}

/** A form control in its holder. In a message, a section or actions, choosing is pressing. */
function control(inner, block, place, extra = {}) {
  const make = CONTROLS[inner.type];
  if (!make) return h("span", { class: "b-small" }, t("unknownBlock", { type: inner.type }));
  const id = controlId(block, inner, place);
  const sends = block.type !== "input" || block.dispatch_action;
  const fallback =
    block.type === "input" ? null : words(inner.placeholder) || words(inner.accessibility_label) || t("choose");
  const base = { id, name: id, class: "control", "aria-label": fallback, ...extra };
  const held = `${block.block_id}|${inner.action_id}`;
  const on = sends ? { change: (_event, holder) => chosen(holder, inner, block, place) } : null;
  const busy = isBusy(pressKey(place.where, block.block_id, inner.action_id));
  return h(
    "div",
    { class: busy ? "holder busy" : "holder", "data-holder": held, key: `${inner.action_id}:${inner.type}`, on },
    make(inner, base),
  );
}

function chosen(holder, inner, block, place) {
  const selected = reading(holder, inner);
  return press(place.where, block.block_id, inner, { selected, ...formValues(holder, place) });
}

const formValues = (node, place) =>
  place.view ? { values: values(node.closest("form, .home-view") ?? document, place.view) } : {};

// Elements that are pressed

function element(part, block, place) {
  if (part.type === "image") return picture(part);
  if (part.type === "button") return button(part, block, place);
  if (part.type === "overflow") return overflow(part, block, place);
  return control(part, block, place);
}

const LOOKS = { primary: " button-primary", danger: " button-danger" };

function button(part, block, place) {
  const busy = isBusy(pressKey(place.where, block.block_id, part.action_id));
  const attributes = {
    type: "button",
    class: `button${LOOKS[part.style] ?? ""}${busy ? " busy" : ""}`,
    key: `${part.action_id}:${part.value ?? ""}`,
    "data-action": part.action_id,
    "aria-label": part.accessibility_label ?? null,
    "aria-disabled": busy ? "true" : null,
    "aria-busy": busy ? "true" : null,
    on: { click: (_event, node) => pressed(node, part, block, place) },
  };
  return h("button", attributes, composition(part.text), part.url ? icon("out") : null);
}

function pressed(node, part, block, place) {
  if (part.url && isSafeUrl(part.url)) window.open(part.url, "_blank", "noopener,noreferrer");
  return press(place.where, block.block_id, part, { value: part.value, ...formValues(node, place) });
}

function overflow(part, block, place) {
  const busy = isBusy(pressKey(place.where, block.block_id, part.action_id));
  const choose = (option, node) => {
    if (option.url && isSafeUrl(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
    const selected = { type: "overflow", selected_option: { text: option.text, value: option.value } };
    return press(place.where, block.block_id, part, { selected, ...formValues(node, place) });
  };
  const open = (_event, node) =>
    openMenu(
      node,
      (part.options ?? []).map((option) => ({ label: words(option.text), run: () => choose(option, node) })),
      t("more"),
    );
  return h(
    "button",
    {
      type: "button",
      class: `button button-quiet${busy ? " busy" : ""}`,
      key: `${part.action_id}:overflow`,
      "aria-haspopup": "menu",
      "aria-label": t("more"),
      "data-action": part.action_id,
      on: { click: open },
    },
    icon("dots"),
  );
}
