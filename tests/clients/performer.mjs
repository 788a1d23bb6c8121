// Performs the scenario with a WebClient. What arrived, and over which wire, is its caller's affair.

import { readFileSync } from "node:fs";

const SCENARIO = JSON.parse(readFileSync(new URL("./scenario.json", import.meta.url), "utf8"));

/** What a payload is in the scenario's words: who did it, and the rule's name. */
export function told(body) {
  if (body.command) return { rule: `command:${body.command}:${body.text}`, user: body.user_id };
  if (body.type === "block_actions") {
    const [action] = body.actions;
    return { rule: `action:${action.action_id}:${action.value}`, user: body.user.id };
  }
  if (body.type === "view_submission") {
    const said = body.view.state.values.what.text.value;
    return { rule: `view:${body.view.callback_id}:${said}`, user: body.user.id, word: said };
  }
  const word = body.event.reaction ?? body.event.text?.split(" ").at(-1);
  return { rule: `event:${body.event.type}:${word}`, user: body.event.user };
}

export class Performer {
  constructor(web) {
    this.web = web;
    this.known = {};
  }

  /** Do what the scenario says about this payload; events it says nothing about are left alone. */
  async perform(body, ack, respond) {
    const { rule, user, word } = told(body);
    const steps = SCENARIO[rule];
    if (!steps && rule.startsWith("event:")) return;
    if (!steps) throw new Error(`the scenario does not know ${rule}`);
    Object.assign(this.known, { $user: user, $word: word, $trigger: body.trigger_id });
    for (const step of steps) {
      if (step.ack) await ack(step.ack);
      else if (step.respond) await respond(step.respond);
      else if (step.pages) await this.turnPages(step);
      else await this.call(step);
    }
  }

  async call(step) {
    const [last, ...path] = step.call.split(".").reverse();
    const family = path.reverse().reduce((found, name) => found[name], this.web);
    try {
      this.keep(step.keep, await family[last](this.filled(step.with)));
    } catch (error) {
      if (!step.refused || error.code !== "slack_webapi_platform_error") throw error;
      this.known[step.refused] = error.data.error;
      return;
    }
    if (step.refused) throw new Error(`${step.call} was not refused`);
  }

  async turnPages(step) {
    const all = [];
    for await (const page of this.web.paginate(step.pages, step.with)) all.push(...page[step.each]);
    this.keep(step.keep, all);
  }

  keep(wanted, answer) {
    for (const [name, path] of Object.entries(wanted ?? {})) {
      this.known[name] = String(path.split(".").reduce((found, key) => found[key], answer));
    }
  }

  filled(value) {
    if (Array.isArray(value)) return value.map((each) => this.filled(each));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.filled(each)]));
    }
    return this.known[value] ?? value;
  }
}

/** Say that it listens, and on which port over HTTP; then live as long as whoever started it. */
export function ready(port = 0) {
  console.log(`ready ${port}`);
  process.stdin.resume().on("end", () => process.exit(0));
}
