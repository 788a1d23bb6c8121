// What may be completed at the caret (commands, people, channels) and the list that offers it.

import { h, morphChildren } from "./dom.js";
import { face } from "./faces.js";
import { channelName, state } from "./state.js";

const MOST = 8;

/** What stands before the caret and could be completed: {from, items} or null. */
export function suggestions(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return offer(0, commands(before));
  const mention = /(?:^|[\s(,])(@[\p{L}\p{N}._-]*(?: [\p{L}]*)?)$/u.exec(before);
  if (mention) return offer(caret - mention[1].length, people(mention[1].slice(1)));
  const channel = /(?:^|[\s(,])(#[\p{L}\p{N}_-]*)$/u.exec(before);
  if (channel) return offer(caret - channel[1].length, channels(channel[1].slice(1)));
  return null;
}

const offer = (from, items) => (items.length ? { from, items: items.slice(0, MOST) } : null);

function commands(start) {
  return state.commands
    .filter((each) => each.command.startsWith(start.toLowerCase()) && each.command !== start)
    .map((each) => ({ insert: `${each.command} `, label: each.command, detail: each.description || each.usage_hint }));
}

function people(start) {
  const wanted = start.toLowerCase();
  const fits = (person) =>
    [person.name, ...person.real_name.split(/\s+/), person.real_name].some((name) =>
      name.toLowerCase().startsWith(wanted),
    );
  return [...state.people.values()]
    .filter((person) => !person.deleted && fits(person))
    .map((person) => ({
      insert: `@${person.real_name || person.name} `,
      lead: () => face(person.id, person.real_name || person.name, true),
      label: person.real_name || person.name,
      detail: person.title,
    }));
}

function channels(start) {
  const wanted = start.toLowerCase();
  return [...state.channels.values()]
    .filter((room) => !room.is_im && !room.is_archived && room.name.includes(wanted))
    .sort((a, b) => a.name.indexOf(wanted) - b.name.indexOf(wanted) || a.name.localeCompare(b.name))
    .map((room) => ({ insert: `#${room.name} `, label: `#${channelName(room)}`, detail: topicOf(room) }));
}

const topicOf = (room) => (typeof room.topic === "object" ? room.topic?.value : room.topic) ?? "";

/** The usage hint of the command that is being typed, or "". */
export function usage(text) {
  const [command] = text.split(/\s/, 1);
  const known = command.startsWith("/") && state.commands.find((each) => each.command === command);
  return known ? `${known.command} ${known.usage_hint ?? ""}` : "";
}

/** Draw the options into `box`, an element with role listbox. */
export function drawOptions(box, found, chosen, pick) {
  box.hidden = !found;
  const rows = (found?.items ?? []).map((item, at) =>
    h(
      "div",
      {
        class: "option",
        role: "option",
        id: `${box.id}-${at}`,
        "aria-selected": String(at === chosen),
        on: { click: () => pick(at) },
      },
      item.lead?.() ?? null,
      h("span", { class: "option-label" }, item.label),
      item.detail ? h("span", { class: "option-detail" }, item.detail) : null,
    ),
  );
  morphChildren(box, rows);
}
