// Keys for those who read much.  Nothing needs them, and they can be switched off on the page of the guide.
"use strict";
(() => {
  const OFF = "sayso-keys-off";
  const kept = (() => { try { return localStorage; } catch { return null; } })();
  const off = () => kept?.getItem(OFF) === "yes";
  const place = document.getElementById("keys");
  if (place && kept) {
    const button = document.createElement("button");
    button.type = "button";
    const say = () => { button.textContent = off() ? "Switch keys on" : "Switch keys off"; };
    button.addEventListener("click", () => { kept.setItem(OFF, off() ? "no" : "yes"); say(); });
    say();
    place.replaceChildren(button);
  }
  const go = (selector) => { const way = document.querySelector(selector); if (way) way.click(); return Boolean(way); };
  const step = (by) => {
    const ways = [...document.querySelectorAll(".hits h3 a, .statements .number, .pair h3 a")];
    if (!ways.length) return false;
    const at = ways.indexOf(document.activeElement);
    ways[Math.min(ways.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : ways.length - 1) : at + by))].focus();
    return true;
  };
  const keys = {
    "/": () => { const box = document.getElementById("q"); if (box) box.focus(); else location.assign("/search"); return true; },
    "j": () => step(1),
    "k": () => step(-1),
    "o": () => go("a[download]"),
    "d": () => { location.assign("/dossiers"); return true; },
    "n": () => go("a[rel=next]"),
    "t": () => { if (!document.getElementById("text")) return false; location.hash = "text"; return true; },
    "?": () => { location.assign("/guide"); return true; },
  };
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, button, [contenteditable]")) return;
    const does = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (does && does()) event.preventDefault();
  });
})();
