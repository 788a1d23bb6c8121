// The scenario by @slack/bolt, over either wire. `node bolt.mjs '{"wire": "socket", ...}'`

import bolt from "@slack/bolt";
import { Performer, ready } from "./performer.mjs";

const slack = JSON.parse(process.argv[2]);
const wire =
  slack.wire === "socket" ? { socketMode: true, appToken: slack.app_token } : { signingSecret: slack.signing_secret };
const app = new bolt.App({
  ...wire,
  token: slack.bot_token,
  clientOptions: { slackApiUrl: slack.api_url },
  logLevel: bolt.LogLevel.ERROR,
});
const performer = new Performer(app.client);
const listener = ({ body, ack = async () => {}, respond }) => performer.perform(body, ack, respond);

app.command("/incident", listener);
app.action(/.*/, listener);
app.view("report", listener);
app.event("app_mention", listener);
app.event("reaction_added", listener);

const server = await app.start(slack.wire === "socket" ? undefined : { port: 0, host: "127.0.0.1" });
ready(slack.wire === "socket" ? 0 : server.address().port);
