// Faces and names: coloured initials, the name line of a message, marks for apps and guests.

import { h } from "./dom.js";
import { person, personName } from "./state.js";
import { t } from "./words.js";

const COLOURS = 8;

/** A square with initials; its colour follows from the id, so that a person is the same everywhere. */
export function face(id, name = personName(id), small = false) {
  const bot = person(id)?.is_bot;
  const colour = bot ? "bot" : hash(id) % COLOURS;
  return h(
    "span",
    { class: `face face-${colour}${small ? " face-small" : ""}`, "aria-hidden": "true" },
    initials(name),
  );
}

function initials(name) {
  if (/\p{Script=Han}/u.test(name)) return [...name].slice(-1)[0];
  const parts = name.split(/[\s._-]+/).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0] ?? "?"];
  return letters
    .map((part) => [...part][0])
    .join("")
    .toUpperCase();
}

function hash(text) {
  let sum = 7;
  for (const char of text) sum = (sum * 31 + char.codePointAt(0)) % 9973;
  return sum;
}

/** Small marks behind a name: app, guest, deactivated. */
export function marks(id, isBot) {
  const known = person(id);
  return [
    isBot || known?.is_bot ? h("span", { class: "badge" }, t("app")) : null,
    known?.is_restricted ? h("span", { class: "badge badge-quiet" }, t("guest")) : null,
    known?.deleted ? h("span", { class: "badge badge-quiet" }, t("left")) : null,
  ];
}
