// The stack of modals the app has opened for this person, the "are you sure?" question, and the Home tab.

import { blocks } from "./blocks.js";
import { words } from "./controls.js";
import { byId, h, icon, morphChildren } from "./dom.js";
import { closeView, submit } from "./interact.js";
import { closeMenu } from "./menu.js";
import { composition } from "./mrkdwn.js";
import { refusals, values } from "./readings.js";
import { isBusy, pressKey, state } from "./state.js";
import { t } from "./words.js";

const modal = byId("modal");
const sure = byId("sure");
const errors = new Map();
let shownTop = null;

/** Draw the view stack: every view keeps its form, only the top one is shown. */
export function drawViews() {
  const stack = state.views;
  for (const id of errors.keys()) if (!stack.some((view) => view.id === id)) errors.delete(id);
  if (!stack.length) return hide();
  morphChildren(
    byId("views"),
    stack.map((view, at) => form(view, at === stack.length - 1, at)),
  );
  const top = stack.at(-1).id;
  modal.setAttribute("aria-labelledby", `title-${top}`);
  if (!modal.open) modal.showModal();
  if (top !== shownTop) focusFirst();
  shownTop = top;
}

function hide() {
  shownTop = null;
  closeMenu();
  if (modal.open) modal.close();
  byId("views").replaceChildren();
}

function focusFirst() {
  const form = topForm();
  const first =
    form.querySelector("[autofocus]") ?? form.querySelector(".view-body :is(input, textarea, select, summary, button)");
  (first ?? form.querySelector(".view-title"))?.focus();
}

const topForm = () => modal.querySelector("form:not([hidden])");

function form(view, top, depth) {
  const attributes = { key: view.id, class: "view", hidden: !top, novalidate: true, "data-view": view.id };
  const on = { submit: (event, node) => send(event, node, view) };
  return h("form", { ...attributes, on }, head(view, depth), body(view), foot(view));
}

function head(view, depth) {
  const title = h("h2", { class: "view-title", id: `title-${view.id}`, tabindex: -1 }, words(view.title));
  const on = { click: () => closeView(view.id) };
  const close = h(
    "button",
    { type: "button", class: "tool", "aria-label": t("close"), on },
    icon(depth ? "back" : "close"),
  );
  return h("header", { class: "view-head" }, title, close);
}

function body(view) {
  const place = { where: { view_id: view.id }, errors: errors.get(view.id), view };
  const whole = errors.get(view.id)?.[""];
  const failure = whole ? h("p", { class: "b-failure", role: "alert" }, icon("warn"), whole) : null;
  return h("div", { class: "view-body", tabindex: -1 }, failure, blocks(view.blocks, place));
}

function foot(view) {
  const busy = isBusy(pressKey({ view_id: view.id }, "", "submit"));
  const close = h(
    "button",
    { type: "button", class: "button", on: { click: () => closeView(view.id) } },
    words(view.close) || t(view.submit ? "cancel" : "close"),
  );
  const needed = view.submit || (view.blocks ?? []).some((block) => block.type === "input");
  const go = h(
    "button",
    {
      type: "submit",
      class: `button button-primary${busy ? " busy" : ""}`,
      "aria-disabled": busy ? "true" : null,
      "aria-busy": busy ? "true" : null,
    },
    words(view.submit) || t("submit"),
  );
  return h("footer", { class: "view-foot" }, close, needed ? go : null);
}

async function send(event, node, view) {
  event.preventDefault();
  const local = refusals(node, view);
  const found = Object.keys(local).length ? local : await submit(view.id, values(node, view));
  if (found) errors.set(view.id, found);
  else errors.delete(view.id);
  drawViews();
  if (found) modal.querySelector(".b-input-bad :is(input, textarea, select, summary)")?.focus();
}

/** Escape closes the view in front and no more; the server decides what is left. */
export function watchDialog() {
  modal.addEventListener("cancel", (event) => {
    event.preventDefault();
    const top = state.views.at(-1);
    if (top) closeView(top.id);
  });
}

/** Ask a Block Kit confirmation; true if the person agrees. */
export function confirmed(question) {
  return new Promise((resolve) => {
    const answer = (yes) => {
      sure.close();
      resolve(yes);
    };
    sure.replaceChildren(sureForm(question, answer));
    sure.oncancel = () => resolve(false);
    sure.showModal();
  });
}

function sureForm(question, answer) {
  const look = question.style === "danger" ? "button button-danger" : "button button-primary";
  const no = { type: "button", class: "button", on: { click: () => answer(false) } };
  const yes = { type: "button", class: look, autofocus: true, on: { click: () => answer(true) } };
  const title = h("h2", { class: "view-title", id: "sure-title" }, words(question.title) || t("areYouSure"));
  const text = h("div", { class: "b-text" }, composition(question.text));
  const buttons = [
    h("button", no, words(question.deny) || t("cancel")),
    h("button", yes, words(question.confirm) || t("confirm")),
  ];
  return h(
    "div",
    { class: "view" },
    h("header", { class: "view-head" }, title),
    h("div", { class: "view-body" }, text),
    h("footer", { class: "view-foot" }, buttons),
  );
}

/** Draw the Home tab in place of the messages, or put the messages back. */
export function drawHome() {
  const host = byId("home");
  host.hidden = !state.homeTab;
  byId("scroller").hidden = state.homeTab;
  morphChildren(host, state.homeTab ? [homeView(state.home)] : []);
}

function homeView(view) {
  if (!view) return h("p", { class: "empty", key: "none" }, t("noHome"));
  return h("div", { class: "home-view", key: view.id }, blocks(view.blocks, { where: { view_id: view.id }, view }));
}
