// The scenario by @slack/web-api alone, with @slack/socket-mode or node's own HTTP server in front of it.

import { createServer } from "node:http";
import { isValidSlackRequest } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { LogLevel, WebClient } from "@slack/web-api";
import { Performer, ready } from "./performer.mjs";

const slack = JSON.parse(process.argv[2]);
const quiet = { logLevel: LogLevel.ERROR };
const web = new WebClient(slack.bot_token, { slackApiUrl: slack.api_url, ...quiet });
const performer = new Performer(web);

const respondTo = (body) => (answer) =>
  fetch(body.response_url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(answer),
  });

async function overSocket() {
  const socket = new SocketModeClient({
    appToken: slack.app_token,
    clientOptions: { slackApiUrl: slack.api_url },
    ...quiet,
  });
  socket.on("slack_event", async ({ ack, body, type }) => {
    if (type === "events_api") await ack();
    await performer.perform(body, ack, respondTo(body));
  });
  await socket.start();
  ready();
}

function understood(raw, contentType) {
  if (contentType.startsWith("application/json")) return JSON.parse(raw);
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form.payload ? JSON.parse(form.payload) : form;
}

async function answerOne(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts).toString();
  const headers = {
    "x-slack-signature": request.headers["x-slack-signature"],
    "x-slack-request-timestamp": Number(request.headers["x-slack-request-timestamp"]),
  };
  if (!isValidSlackRequest({ signingSecret: slack.signing_secret, body: raw, headers })) {
    response.writeHead(401).end();
    return;
  }
  const body = understood(raw, request.headers["content-type"]);
  const ack = async (answer = {}) => {
    const empty = Object.keys(answer).length === 0;
    response.writeHead(200, empty ? {} : { "Content-Type": "application/json" });
    response.end(empty ? "" : JSON.stringify(answer));
  };
  if (body.event) await ack();
  await performer.perform(body, ack, respondTo(body));
}

if (slack.wire === "socket") {
  await overSocket();
} else {
  const server = createServer(answerOne);
  server.listen(0, "127.0.0.1", () => ready(server.address().port));
}
