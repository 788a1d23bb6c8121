// The phone frame: what came by mail, SMS and voice, whose it was, and the keys that answer it.

import { h, icon } from "./dom.js";
import { face } from "./faces.js";
import { sentence } from "./interact.js";
import { personName, state } from "./state.js";
import { clock } from "./times.js";
import { post } from "./wire.js";
import { language, t } from "./words.js";

const SIGNS = { sms: "thread", mail: "letter", voice: "phone" };
const failures = new Map();
const pressing = new Set();
let hooks = { redraw: () => {}, refresh: async () => {} };

export function onPhones(given) {
  hooks = given;
}

/** The rows of the pane, newest first. */
export function phoneRows() {
  const rings = state.stage?.rings ?? [];
  if (!rings.length)
    return [{ key: "none", sig: language(), draw: () => h("p", { class: "empty" }, t("noRings")) }];
  return rings.map((ring) => ({
    key: `ring-${ring.number}`,
    sig: JSON.stringify([ring, language(), state.namesVersion, failures.get(ring.number), pressing.has(ring.number)]),
    draw: () => phone(ring),
  }));
}

function phone(ring) {
  const ringing = ring.kind === "voice" && !ring.heard;
  const told = ringing ? t("calling") : ring.text;
  return h(
    "article",
    {
      class: `phone${ring.can_answer ? " phone-waiting" : ""}${ringing ? " phone-ringing" : ""}`,
      "data-ring": ring.number,
      "data-kind": ring.kind,
      "aria-label": `${t(`medium_${ring.kind}`)}, ${personName(ring.person)}, ${clock(String(ring.at))}`,
    },
    h(
      "header",
      { class: "phone-head" },
      face(ring.person, personName(ring.person), true),
      h("span", { class: "phone-who" }, personName(ring.person)),
      h("span", { class: "phone-kind" }, icon(SIGNS[ring.kind]), t(`medium_${ring.kind}`), " ", clock(String(ring.at))),
    ),
    ring.kind === "mail" ? h("p", { class: "phone-subject" }, ring.title) : null,
    h("p", { class: "phone-text" }, told),
    ring.reply ? h("p", { class: "phone-reply" }, ring.reply) : null,
    failures.has(ring.number) ? h("p", { class: "b-failure", role: "alert" }, failures.get(ring.number)) : null,
    keys(ring, ringing),
  );
}

function keys(ring, ringing) {
  if (!ring.can_answer) return null;
  if (ringing) return h("div", { class: "phone-keys" }, key(ring, "", t("pickUp")));
  return h("div", { class: "phone-keys" }, key(ring, "1", t("keyYes")), key(ring, "2", t("keyNo")));
}

function key(ring, digit, label) {
  const busy = pressing.has(ring.number);
  return h(
    "button",
    {
      type: "button",
      class: `button${digit === "2" ? "" : " button-primary"}${busy ? " busy" : ""}`,
      key: `key-${digit}`,
      "data-digit": digit,
      "aria-disabled": busy ? "true" : null,
      on: { click: () => press(ring, digit) },
    },
    digit ? h("kbd", {}, digit) : icon("phone"),
    label,
  );
}

async function press(ring, digit) {
  if (pressing.has(ring.number)) return;
  pressing.add(ring.number);
  hooks.redraw();
  const answer = await post("press", { ring: ring.number, key: digit });
  pressing.delete(ring.number);
  if (answer.ok) failures.delete(ring.number);
  else failures.set(ring.number, sentence(answer.error));
  await hooks.refresh();
  hooks.redraw();
}
