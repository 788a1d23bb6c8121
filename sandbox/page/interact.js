// Pressing, choosing and submitting: what goes to the server, and what is remembered while it is under way.

import { isBusy, pressKey, setBusy, setFailure, state } from "./state.js";
import { reason, t } from "./words.js";
import { post } from "./wire.js";

let redraw = () => {};
let refresh = () => {};
let ask = async () => true;

/** Set by the composition root: how to draw, how to fetch, how to ask "are you sure?". */
export function connect(hooks) {
  ({ redraw, refresh, ask } = hooks);
}

/** A code of the server as a sentence. */
export function sentence(error) {
  return t("failed", { error: reason(error) });
}

/**
 * Press an element. `where` is {channel, ts} or {view_id}; `extra` carries `value` or `selected` and, in a view, `values`.
 * A press of something already under way is dropped: two clicks are one.
 */
export async function press(where, blockId, element, extra = {}) {
  const key = pressKey(where, blockId, element.action_id);
  if (isBusy(key)) return;
  if (element.confirm && !(await ask(element.confirm))) return;
  setBusy(key, true);
  redraw();
  const answer = await post("click", {
    user: state.person,
    ...where,
    action_id: element.action_id,
    block_id: blockId,
    ...extra,
  });
  setBusy(key, false);
  if (!answer.ok) setFailure(key, sentence(answer.error));
  redraw();
  await refresh();
}

/** Submit a view; gives the errors by block_id, `""` standing for the view as a whole, or null. */
export async function submit(viewId, values) {
  const key = pressKey({ view_id: viewId }, "", "submit");
  if (isBusy(key)) return null;
  setBusy(key, true);
  redraw();
  const answer = await post("submit", { user: state.person, view_id: viewId, values });
  setBusy(key, false);
  await refresh();
  const errors = answer.errors ?? answer.body?.errors;
  if (errors && Object.keys(errors).length) return errors;
  return answer.ok ? null : { "": sentence(answer.error) };
}

export async function closeView(viewId) {
  await post("close", { user: state.person, view_id: viewId });
  await refresh();
}

export async function toggleReaction(message, name) {
  const mine = reactors(message, name).includes(state.person);
  await post("react", { user: state.person, channel: state.channel, ts: message.ts, name, remove: mine });
  await refresh();
}

/** What a person does that is over with its answer; gives what went wrong as a sentence, or null. */
export async function act(verb, body) {
  const answer = await post(verb, { user: state.person, ...body });
  await refresh();
  return answer.ok ? null : sentence(answer.error);
}

export const reactors = (message, name) => (message.reactions ?? []).find((each) => each.name === name)?.users ?? [];

export async function joinChannel(channel) {
  const answer = await post("join", { user: state.person, channel });
  await refresh();
  return answer;
}

/** Open the direct message with somebody; gives its channel id or null. */
export async function openDirect(other) {
  const known = [...state.channels.values()].find((room) => room.is_im && room.with === other);
  if (known) return known.id;
  const answer = await post("open_dm", { user: state.person, with: other });
  await refresh();
  const opened = answer.channel?.id ?? answer.channel;
  return opened ?? [...state.channels.values()].find((room) => room.is_im && room.with === other)?.id ?? null;
}
