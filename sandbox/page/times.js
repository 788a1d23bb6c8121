// Slack timestamps and date tokens, in the viewer's zone and language.

import { state, zone } from "./state.js";
import { language, t } from "./words.js";

const made = new Map();

function formatter(options) {
  const key = JSON.stringify([language(), zone(), options]);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(language(), { timeZone: zone(), ...options }));
  return made.get(key);
}

export const moment = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clock = (ts) => formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment(ts));

export function fullTime(ts) {
  return formatter({ dateStyle: "full", timeStyle: "long" }).format(moment(ts));
}

const QUARTER_HOUR_MS = 900_000;
const days = new Map();

/** The calendar day of an instant where the viewer is, as yyyy-mm-dd. No zone changes its day within a quarter of an hour. */
export function dayOf(date) {
  const key = `${zone()}|${Math.floor(date.getTime() / QUARTER_HOUR_MS)}`;
  if (!days.has(key)) days.set(key, computedDay(date));
  return days.get(key);
}

function computedDay(date) {
  const parts = Object.fromEntries(
    formatter({ year: "numeric", month: "2-digit", day: "2-digit" })
      .formatToParts(date)
      .map((p) => [p.type, p.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** `Today`, `Yesterday`, or null. */
function relativeDay(date) {
  const day = dayOf(date);
  const now = Date.now() + (state.stage?.ahead ?? 0) * 1000;
  if (day === dayOf(new Date(now))) return t("today");
  if (day === dayOf(new Date(now - 86_400_000))) return t("yesterday");
  return null;
}

export function dayTitle(ts) {
  const date = moment(ts);
  return (
    relativeDay(date) ?? formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date)
  );
}

const DATES = {
  date_num: (date) => dayOf(date),
  date_slash: (date) => dayOf(date).replaceAll("-", "/"),
  date: (date) => formatter({ day: "numeric", month: "long", year: "numeric" }).format(date),
  date_short: (date) => formatter({ day: "numeric", month: "short", year: "numeric" }).format(date),
  date_long: (date) => formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date),
  time: (date) => clock(date.getTime() / 1000),
  time_secs: (date) =>
    formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date),
  ago: (date) => ago(date),
};

/** Fill a date token's format such as `{date_short_pretty} at {time}`; null if the stamp is no number. */
export function dateToken(stamp, format) {
  const seconds = Number.parseInt(stamp, 10);
  if (!Number.isFinite(seconds)) return null;
  const date = new Date(seconds * 1000);
  let first = true;
  return format.replace(/\{(\w+)\}/g, (whole, name, at) => {
    const text = named(name, date, first && at === 0);
    first = false;
    return text ?? whole;
  });
}

function named(name, date, starting) {
  const base = name.replace(/_pretty$/, "");
  if (!DATES[base]) return null;
  const relative = name.endsWith("_pretty") ? relativeDay(date) : null;
  if (!relative) return DATES[base](date);
  return starting ? relative : relative.toLowerCase();
}

const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function ago(date) {
  const seconds = Math.round((date.getTime() - Date.now()) / 1000);
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
