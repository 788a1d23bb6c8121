// The shortcodes people and bots use most; an unknown one stays as it was typed.

const PAIRS = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 eyes 👀 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ warning ⚠️
rotating_light 🚨 fire 🔥 fire_engine 🚒 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 speech_balloon 💬 memo 📝 pencil 📝 pencil2 ✏️
pushpin 📌 round_pushpin 📍 link 🔗 lock 🔒 unlock 🔓 key 🔑 mag 🔍 bulb 💡 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ rocket 🚀
tada 🎉 clap 👏 pray 🙏 wave 👋 raised_hands 🙌 muscle 💪 ok_hand 👌 point_right 👉 point_left 👈 point_up ☝️ point_down 👇
smile 😄 slightly_smiling_face 🙂 grin 😁 joy 😂 wink 😉 thinking_face 🤔 cry 😢 sob 😭 sweat_smile 😅 heart ❤️ broken_heart 💔
red_circle 🔴 large_orange_circle 🟠 orange_circle 🟠 large_yellow_circle 🟡 yellow_circle 🟡 large_green_circle 🟢 green_circle 🟢
large_blue_circle 🔵 blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ hourglass ⌛ hourglass_flowing_sand ⏳
alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 calendar 📅 spiral_calendar_pad 🗓️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 clipboard 📋 package 📦 phone ☎️ telephone_receiver 📞 iphone 📱 email 📧 computer 💻 bug 🐛 robot_face 🤖 zap ⚡ boom 💥
star ⭐ sparkles ✨ question ❓ exclamation ❗ bangbang ‼️ information_source ℹ️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 stop_sign 🛑
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 repeat 🔁 construction 🚧 ambulance 🚑 helmet_with_white_cross ⛑️
hand ✋ raised_hand ✋ person_raising_hand 🙋 coffee ☕ 100 💯 sos 🆘 new 🆕 thread 🧵 books 📚 book 📖 newspaper 📰 label 🏷️
`;

const KNOWN = new Map();
const words = PAIRS.trim().split(/\s+/);
for (let at = 0; at < words.length; at += 2) KNOWN.set(words[at], words[at + 1]);

/** The character for a shortcode without colons; a skin tone is ignored; null if unknown. */
export const emoji = (name) => KNOWN.get(name.split("::")[0]) ?? null;

/** Those offered at once for reactions. */
export const USUAL = ["+1", "eyes", "memo", "white_check_mark", "tada", "pray", "fire"];

/** Shortcodes in plain text made characters. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+-]+(?:::[a-z0-9_-]+)?):/g, (whole, name) => emoji(name) ?? whole);
