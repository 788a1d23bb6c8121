// Block Kit's inputs and menus as native form controls. How they are read back is in readings.js.

import { h } from "./dom.js";
import { composition } from "./mrkdwn.js";
import { withEmoji } from "./emoji.js";
import { channelName, personName, state } from "./state.js";
import { t } from "./words.js";

/** The words of a text object, for places that hold no markup (options, placeholders, labels of controls). */
export const words = (object) => withEmoji(typeof object === "string" ? object : (object?.text ?? ""));

export const CONTROLS = {
  plain_text_input: textInput,
  number_input: numberInput,
  email_text_input: (element, base) => typed("email", element, base),
  url_text_input: (element, base) => typed("url", element, base),
  datepicker: (element, base) => h("input", { ...base, type: "date", value: element.initial_date }),
  timepicker: (element, base) => h("input", { ...base, type: "time", value: element.initial_time }),
  datetimepicker: dateTime,
  static_select: (element, base) => select(element, base, choices(element), valueOf(element.initial_option)),
  users_select: (element, base) => select(element, base, people(), element.initial_user),
  channels_select: (element, base) => select(element, base, publicChannels(), element.initial_channel),
  conversations_select: (element, base) =>
    select(element, base, conversations(element), element.initial_conversation ?? current(element)),
  multi_static_select: (element, base) =>
    multi(element, base, choices(element), (element.initial_options ?? []).map(valueOf)),
  multi_users_select: (element, base) => multi(element, base, people(), element.initial_users),
  multi_channels_select: (element, base) => multi(element, base, publicChannels(), element.initial_channels),
  multi_conversations_select: (element, base) =>
    multi(element, base, conversations(element), element.initial_conversations),
  checkboxes: (element, base) => ticks(element, base, "checkbox", (element.initial_options ?? []).map(valueOf)),
  radio_buttons: (element, base) => ticks(element, base, "radio", [valueOf(element.initial_option)]),
};

/** Controls that are several inputs and need a group label rather than a label's `for`. */
export const GROUPED = new Set([
  "checkboxes",
  "radio_buttons",
  "multi_static_select",
  "multi_users_select",
  "multi_channels_select",
  "multi_conversations_select",
]);

const valueOf = (option) => option?.value;

function textInput(element, base) {
  const shared = {
    ...base,
    placeholder: words(element.placeholder) || null,
    maxlength: element.max_length,
    minlength: element.min_length,
    autofocus: element.focus_on_load,
  };
  if (element.multiline) return h("textarea", { ...shared, rows: 4 }, element.initial_value ?? "");
  return h("input", { ...shared, type: "text", value: element.initial_value, autocomplete: "off" });
}

function numberInput(element, base) {
  return h("input", {
    ...base,
    type: "number",
    value: element.initial_value,
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? "any" : 1,
    placeholder: words(element.placeholder) || null,
  });
}

function typed(type, element, base) {
  return h("input", { ...base, type, value: element.initial_value, placeholder: words(element.placeholder) || null });
}

function dateTime(element, base) {
  return h("input", { ...base, type: "datetime-local", value: localStamp(element.initial_date_time) });
}

/** Epoch seconds as the browser's date and time field wants them; that field knows the browser's zone only. */
function localStamp(seconds) {
  if (!seconds) return null;
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function choices(element) {
  if (!element.option_groups) return (element.options ?? []).map(choice);
  return element.option_groups.flatMap((group) =>
    group.options.map((option) => ({ ...choice(option), group: words(group.label) })),
  );
}

function choice(option) {
  const label = words(option.text);
  const detail = words(option.description);
  return { value: option.value, label: detail ? `${label} · ${detail}` : label };
}

function people() {
  return [...state.people.values()]
    .filter((person) => !person.deleted)
    .map((person) => ({ value: person.id, label: personName(person.id) }));
}

function publicChannels() {
  return [...state.channels.values()]
    .filter((room) => !room.is_im && !room.is_private && !room.is_archived)
    .map((room) => ({ value: room.id, label: `#${room.name}` }));
}

const SORTS = {
  public: (room) => !room.is_im && !room.is_private,
  private: (room) => !room.is_im && room.is_private,
  im: (room) => room.is_im,
  mpim: () => false,
};

function conversations(element) {
  const include = element.filter?.include ?? ["public", "private", "im"];
  return [...state.channels.values()]
    .filter((room) => !room.is_archived && include.some((sort) => SORTS[sort]?.(room)))
    .map((room) => ({ value: room.id, label: room.is_im ? channelName(room) : `#${room.name}` }));
}

const current = (element) => (element.default_to_current_conversation ? state.channel : undefined);

function select(element, base, options, initial) {
  const none = h("option", { value: "" }, words(element.placeholder) || t("choose"));
  const groups = Map.groupBy ? Map.groupBy(options, (each) => each.group) : grouped(options);
  const inside = [...groups].map(([label, members]) => {
    const nodes = members.map((each) =>
      h("option", { value: each.value, selected: each.value === initial }, each.label),
    );
    return label ? h("optgroup", { label }, nodes) : nodes;
  });
  return h("select", { ...base, "data-initial": initial ?? "" }, none, inside);
}

function grouped(options) {
  const groups = new Map();
  for (const each of options) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return groups;
}

/** Several of many: a list of ticks behind a summary that says what is chosen. */
function multi(element, base, options, initial) {
  const chosen = new Set(initial ?? []);
  const placeholder = words(element.placeholder) || t("choose");
  const ticked = options.filter((each) => chosen.has(each.value)).map((each) => each.label);
  const limit = element.max_selected_items ?? Infinity;
  const summary = h(
    "summary",
    { "data-own-children": true, "data-placeholder": placeholder },
    ticked.join(", ") || placeholder,
  );
  const rows = options.map((each, at) => tick(each, { ...base, id: `${base.id}-${at}` }, "checkbox", chosen));
  const update = (_event, node) => summarise(node, limit);
  const group = {
    role: "group",
    "aria-label": base["aria-label"] ?? placeholder,
    "aria-labelledby": base["aria-labelledby"],
  };
  return h(
    "details",
    { class: "multi", id: base.id, "data-role": "group", on: { input: update, focusin: noop } },
    summary,
    h("div", { class: "multi-list", ...group }, rows),
  );
}

const noop = () => {};

function summarise(details, limit) {
  const boxes = [...details.querySelectorAll("input")];
  const on = boxes.filter((box) => box.checked);
  for (const box of boxes) box.disabled = on.length >= limit && !box.checked;
  const summary = details.querySelector("summary");
  summary.textContent = on.map((box) => box.dataset.label).join(", ") || summary.dataset.placeholder;
}

function tick({ value, label }, base, type, chosen) {
  const box = h("input", {
    type,
    id: base.id,
    name: base.name,
    value,
    checked: chosen.has(value),
    "data-label": label,
  });
  return h("label", { class: "tick" }, box, h("span", {}, label));
}

function ticks(element, base, type, initial) {
  const chosen = new Set(initial);
  const rows = (element.options ?? []).map((option, at) => {
    const id = `${base.id}-${at}`;
    const box = h("input", { type, id, name: base.name, value: option.value, checked: chosen.has(option.value) });
    const detail = option.description ? h("span", { class: "tick-detail" }, composition(option.description)) : null;
    return h("label", { class: "tick" }, box, h("span", {}, composition(option.text), detail));
  });
  const group = { role: type === "radio" ? "radiogroup" : "group", "aria-label": base["aria-label"] };
  return h("div", { class: "ticks", id: base.id, ...group, "aria-labelledby": base["aria-labelledby"] }, rows);
}
