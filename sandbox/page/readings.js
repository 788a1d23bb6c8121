// Reading controls back as Slack's `state.values`, and checking what the client itself must refuse.

import { t } from "./words.js";

/** The state of one control: `{type, ...}` as Slack puts it under state.values[block_id][action_id]. */
export function reading(holder, element) {
  return { type: element.type, ...(READERS[element.type]?.(holder, element) ?? {}) };
}

const field = (holder) => holder.querySelector("input, textarea, select");
const single = (holder) => field(holder)?.value || null;
const ticked = (holder) => [...holder.querySelectorAll("input:checked")].map((box) => box.value);

const options = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
const bare = (option) =>
  option && { text: option.text, value: option.value, ...(option.description && { description: option.description }) };
const option = (element, value) => bare(options(element).find((each) => each.value === value)) ?? null;
const several = (holder, element) => ({ selected_options: ticked(holder).map((value) => option(element, value)) });

const READERS = {
  plain_text_input: (holder) => ({ value: single(holder) }),
  number_input: (holder) => ({ value: single(holder) }),
  email_text_input: (holder) => ({ value: single(holder) }),
  url_text_input: (holder) => ({ value: single(holder) }),
  static_select: (holder, element) => ({ selected_option: option(element, single(holder)) }),
  users_select: (holder) => ({ selected_user: single(holder) }),
  channels_select: (holder) => ({ selected_channel: single(holder) }),
  conversations_select: (holder) => ({ selected_conversation: single(holder) }),
  multi_static_select: several,
  checkboxes: several,
  radio_buttons: (holder, element) => ({ selected_option: option(element, ticked(holder)[0]) }),
  multi_users_select: (holder) => ({ selected_users: ticked(holder) }),
  multi_channels_select: (holder) => ({ selected_channels: ticked(holder) }),
  multi_conversations_select: (holder) => ({ selected_conversations: ticked(holder) }),
  datepicker: (holder) => ({ selected_date: single(holder) }),
  timepicker: (holder) => ({ selected_time: single(holder) }),
  datetimepicker: (holder) => ({ selected_date_time: seconds(single(holder)) }),
};

const seconds = (stamp) => (stamp ? Math.floor(new Date(stamp).getTime() / 1000) : null);

const isEmpty = (read) => {
  const { type, ...rest } = read;
  return Object.values(rest).every((value) => value === null || value.length === 0);
};

/** The controls of a view's form as `[{block, element, holder}]`. */
function holders(form, view) {
  return (view.blocks ?? []).flatMap((block) =>
    interactive(block).flatMap((element) => {
      const found = form.querySelector(`[data-holder="${CSS.escape(`${block.block_id}|${element.action_id}`)}"]`);
      return found ? [{ block, element, holder: found }] : [];
    }),
  );
}

const interactive = (block) =>
  [block.element, block.accessory, ...(block.elements ?? [])].filter(
    (element) => element?.action_id && READERS[element.type],
  );

/** All values of a view's form: {block_id: {action_id: state}}. */
export function values(form, view) {
  const read = {};
  for (const { block, element, holder } of holders(form, view)) {
    read[block.block_id] = { ...read[block.block_id], [element.action_id]: reading(holder, element) };
  }
  return read;
}

/** What the client refuses by itself: {block_id: sentence} for empty required fields and texts that are too short. */
export function refusals(form, view) {
  const found = {};
  for (const { block, element, holder } of holders(form, view)) {
    if (block.type !== "input") continue;
    const sentence = refusal(block, element, reading(holder, element));
    if (sentence) found[block.block_id] = sentence;
  }
  return found;
}

function refusal(block, element, read) {
  if (isEmpty(read)) return block.optional ? null : t("required");
  if (element.min_length && read.value.length < element.min_length) return t("tooShort", { n: element.min_length });
  return null;
}
