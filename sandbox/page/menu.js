// One pop-up menu for the whole page: people, overflow, reactions. Arrow keys, Enter, Escape.

import { h } from "./dom.js";

let open = null;

/** Open a menu at `anchor`. Items are {label, detail?, lead?, checked?, run}; `run` is called when one is chosen. */
export function openMenu(anchor, items, label) {
  if (open?.anchor === anchor) return closeMenu();
  closeMenu();
  const radio = items.some((item) => item.checked !== undefined);
  const menu = h(
    "div",
    { class: "menu", role: "menu", "aria-label": label, tabindex: -1 },
    items.map((item) => row(item, radio)),
  );
  // Inside the landmark it belongs to; outside an open dialog it could not be reached at all.
  (anchor.closest("dialog, aside, main") ?? document.body).append(menu);
  open = { anchor, menu, items };
  anchor.setAttribute("aria-expanded", "true");
  place(anchor, menu);
  menu.addEventListener("keydown", onKey);
  menu.addEventListener("click", onClick);
  (menu.querySelector('[aria-checked="true"]') ?? menu.firstElementChild)?.focus();
}

export function closeMenu({ focus = false } = {}) {
  if (!open) return;
  const { anchor, menu } = open;
  open = null;
  menu.remove();
  anchor.removeAttribute("aria-expanded");
  if (focus) anchor.focus();
}

function row(item, radio) {
  const checked = radio ? String(Boolean(item.checked)) : null;
  const detail = item.detail ? h("span", { class: "menu-detail" }, item.detail) : null;
  return h(
    "button",
    {
      type: "button",
      class: "menu-item",
      role: radio ? "menuitemradio" : "menuitem",
      "aria-checked": checked,
      "aria-label": item.name ?? null,
      tabindex: -1,
    },
    item.lead ?? null,
    h("span", { class: "menu-text" }, item.label, detail),
  );
}

function place(anchor, menu) {
  const at = anchor.getBoundingClientRect();
  const below = at.bottom + menu.offsetHeight + 8 < innerHeight;
  const top = below ? at.bottom + 4 : Math.max(8, at.top - menu.offsetHeight - 4);
  const left = Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8));
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}

function onClick(event) {
  const chosen = event.target.closest(".menu-item");
  if (!chosen) return;
  const item = open.items[[...open.menu.children].indexOf(chosen)];
  closeMenu({ focus: true });
  item.run();
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function onKey(event) {
  const rows = [...event.currentTarget.children];
  const at = rows.indexOf(document.activeElement);
  if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    closeMenu({ focus: true });
  } else if (STEPS[event.key]) {
    event.preventDefault();
    rows.at((at + STEPS[event.key] + rows.length) % rows.length).focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    rows.at(event.key === "Home" ? 0 : -1).focus();
  } else if (event.key.length === 1 && event.key !== " ") startsWith(rows, at, event.key.toLowerCase());
}

function startsWith(rows, at, letter) {
  const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  order.find((row) => row.textContent.trim().toLowerCase().startsWith(letter))?.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.anchor.contains(event.target)) closeMenu();
});
addEventListener("resize", () => closeMenu());
