// The words of the page's own chrome in English and Chinese. What people and the bot say is never translated.

import { state } from "./state.js";

const EN = {
  youAre: "You are",
  switchPerson: "Switch person",
  channels: "Channels",
  privateChannels: "Private channels",
  directMessages: "Direct messages",
  newMessage: "New direct message",
  menu: "Open the list of channels",
  closeMenu: "Close the list of channels",
  app: "APP",
  guest: "guest",
  left: "deactivated",
  edited: "(edited)",
  onlyYou: "Only visible to you",
  pinned: "Pinned",
  pins: "{n} pinned",
  members: "{n} members",
  membersOne: "1 member",
  replies: "{n} replies",
  repliesOne: "1 reply",
  thread: "Thread",
  inThread: "replied in a thread:",
  reply: "Reply in thread",
  react: "Add a reaction",
  reactWith: "{emoji}, {n}, by {names}",
  close: "Close",
  cancel: "Cancel",
  submit: "Submit",
  confirm: "Confirm",
  areYouSure: "Are you sure?",
  optional: "(optional)",
  required: "This field is required.",
  choose: "Choose",
  more: "More actions",
  join: "Join {name}",
  notMember: "You are not a member of {name}.",
  joinHint: "Join to write here.",
  archived: "This channel is archived. It can be read, nothing can be added.",
  messagesIn: "Messages in {name}",
  composer: "Message {name}",
  composerThread: "Reply",
  send: "Send",
  today: "Today",
  yesterday: "Yesterday",
  new: "New",
  unread: "{n} unread",
  earlier: "Show earlier messages",
  empty: "Nothing has been written here yet.",
  noPins: "Nothing is pinned.",
  archivedMark: "archived",
  loading: "Loading",
  home: "Home",
  messages: "Messages",
  noHome: "The app shows nothing here yet.",
  hint: "This is a local Slack. Try it: type",
  hintCommand: "/incident open sev2 checkout is failing",
  hintUse: "Write it for me",
  hintClose: "Hide this hint",
  offline: "The local Slack does not answer. Trying again.",
  failed: "That did not work: {error}",
  noThreadCommand: "{command} does not work in a thread. Type it in the channel.",
  tooShort: "Write at least {n} characters.",
  unknownBlock: "Block of type {type} is not shown here",
  image: "Image: {alt}",
  deleted: "This message was deleted.",
  newestBelow: "Newest messages",
  someone: "Someone",
};

const ZH = {
  youAre: "当前身份",
  switchPerson: "切换身份",
  channels: "频道",
  privateChannels: "私有频道",
  directMessages: "私信",
  newMessage: "新私信",
  menu: "打开频道列表",
  closeMenu: "关闭频道列表",
  app: "应用",
  guest: "访客",
  left: "已停用",
  edited: "(已编辑)",
  onlyYou: "仅你可见",
  pinned: "已置顶",
  pins: "{n} 条置顶",
  members: "{n} 位成员",
  membersOne: "1 位成员",
  replies: "{n} 条回复",
  repliesOne: "1 条回复",
  thread: "讨论串",
  inThread: "在讨论串中回复：",
  reply: "在讨论串中回复",
  react: "添加表情",
  reactWith: "{emoji}，{n} 次，{names}",
  close: "关闭",
  cancel: "取消",
  submit: "提交",
  confirm: "确认",
  areYouSure: "确定吗？",
  optional: "(选填)",
  required: "此项必填。",
  choose: "请选择",
  more: "更多操作",
  join: "加入 {name}",
  notMember: "你不是 {name} 的成员。",
  joinHint: "加入后即可发言。",
  archived: "此频道已归档，只能阅读。",
  messagesIn: "{name} 的消息",
  composer: "发消息到 {name}",
  composerThread: "回复",
  send: "发送",
  today: "今天",
  yesterday: "昨天",
  new: "新消息",
  unread: "{n} 条未读",
  earlier: "显示更早的消息",
  empty: "这里还没有消息。",
  noPins: "没有置顶消息。",
  archivedMark: "已归档",
  loading: "加载中",
  home: "主页",
  messages: "消息",
  noHome: "应用尚未在此显示内容。",
  hint: "这是本地 Slack。试试输入",
  hintCommand: "/incident open sev2 结账失败",
  hintUse: "帮我填入",
  hintClose: "隐藏提示",
  offline: "本地 Slack 没有响应，正在重试。",
  failed: "操作失败：{error}",
  noThreadCommand: "{command} 不能在讨论串中使用，请在频道中输入。",
  tooShort: "至少输入 {n} 个字符。",
  unknownBlock: "此处无法显示类型为 {type} 的内容块",
  image: "图片：{alt}",
  deleted: "此消息已删除。",
  newestBelow: "最新消息",
  someone: "某人",
};

/** What the server refuses with, as [English, Chinese]. */
const REASONS = {
  unreachable: ["the local Slack does not answer", "本地 Slack 没有响应"],
  operation_timeout: ["no answer within 3 seconds (operation_timeout)", "3 秒内没有响应 (operation_timeout)"],
  dispatch_failed: ["the app is not connected (dispatch_failed)", "应用未连接 (dispatch_failed)"],
  unknown_command: ["there is no such command", "没有这个命令"],
  not_in_channel: ["you are not a member of this channel", "你不是此频道的成员"],
  is_archived: ["this channel is archived", "此频道已归档"],
  channel_not_found: ["there is no such channel", "没有这个频道"],
  message_not_found: ["that message is gone", "消息已不存在"],
  action_not_found: ["that button is gone", "按钮已不存在"],
  view_not_found: ["that form is closed", "表单已关闭"],
  account_inactive: ["this account is deactivated", "此帐号已停用"],
};

const CHINESE = /^zh\b/i;

/** BCP 47 tag for the chrome, and for dates: Chinese if the browser or the person asks for it. */
export function language() {
  const asked = [navigator.language ?? "", state.me?.locale ?? ""].map((tag) => tag.replace("_", "-"));
  if (asked.some((tag) => CHINESE.test(tag))) return "zh-CN";
  return asked.find((tag) => /^en\b/i.test(tag)) ?? "en-GB";
}

export function t(key, values = {}) {
  const table = CHINESE.test(language()) ? ZH : EN;
  const text = table[key] ?? EN[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** An error code of the server in words; an unknown one as it is, readable. */
export function reason(code) {
  const known = REASONS[code];
  if (!known) return String(code ?? "unknown").replaceAll("_", " ");
  return known[CHINESE.test(language()) ? 1 : 0];
}

/** The form for one or for many. */
export const tn = (key, n) => t(n === 1 ? `${key}One` : key, { n });
