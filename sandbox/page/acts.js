// What can be done with a message beside answering it: pin, edit, delete, and the shortcuts of the app.

import { byId, h, icon, morphChildren } from "./dom.js";
import { encode } from "./encode.js";
import { act } from "./interact.js";
import { state } from "./state.js";
import { t } from "./words.js";

const TIMED_OUT = "operation_timeout";
const box = byId("rewrite");
let toast = () => {};

export function onActs(hook) {
  toast = hook;
}

/** The rows of the menu of a message. */
export function messageActs(message) {
  const place = { channel: state.channel, ts: message.ts };
  const mine = message.user === state.person && !message.is_bot;
  const offered = state.shortcuts.filter((each) => each.type === "message");
  return [
    { label: t(message.pinned ? "unpin" : "pin"), run: () => go("pin", { ...place, remove: Boolean(message.pinned) }) },
    ...(mine ? [{ label: t("edit"), run: () => rewrite(message, place) }] : []),
    ...(mine ? [{ label: t("remove"), run: () => go("delete", place) }] : []),
    ...offered.map((each) => ({
      label: each.name,
      detail: t("app"),
      run: () => go("shortcut", { ...place, callback_id: each.callback_id }),
    })),
  ];
}

/** The app's shortcuts that need no message. */
export function globalActs() {
  return state.shortcuts
    .filter((each) => each.type === "global")
    .map((each) => ({ label: each.name, run: () => go("shortcut", { callback_id: each.callback_id }) }));
}

async function go(verb, body) {
  const wrong = await act(verb, body);
  if (wrong && !wrong.includes(TIMED_OUT)) toast(wrong);
}

function rewrite(message, place) {
  const send = (event, node) => {
    event.preventDefault();
    box.close();
    const text = node.querySelector("textarea").value.trim();
    if (text) go("edit", { ...place, text: encode(text) });
  };
  const close = h("button", { type: "button", class: "button", on: { click: () => box.close() } }, t("cancel"));
  const form = h(
    "form",
    { class: "view", on: { submit: send } },
    h("header", { class: "view-head" }, h("h2", { class: "view-title", id: "rewrite-title" }, t("editing"))),
    h("div", { class: "view-body" }, h("textarea", { rows: 4, "aria-labelledby": "rewrite-title" }, message.text)),
    h(
      "footer",
      { class: "view-foot" },
      close,
      h("button", { type: "submit", class: "button button-primary" }, icon("send"), t("save")),
    ),
  );
  morphChildren(box, []);
  morphChildren(box, [form]);
  box.showModal();
  box.querySelector("textarea").focus();
}
