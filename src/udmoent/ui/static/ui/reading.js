// SPDX-License-Identifier: MPL-2.0
// Asks how far the file is, and goes on when it is done. Without it the page asks by itself, whole.
"use strict";

const PAUSE = 1500;

async function look() {
  const answer = await fetch(location.href, { redirect: "manual" });
  if (answer.type === "opaqueredirect") return location.reload();
  const told = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("reading");
  if (!told) return location.reload();
  const shown = document.getElementById("reading");
  const isSame = shown.innerHTML === told.innerHTML || shown.querySelector("form") && told.querySelector("form");
  if (!isSame) shown.replaceChildren(...told.childNodes);
  if (!("over" in told.dataset)) setTimeout(ask, PAUSE);
}

function ask() {
  look().catch(() => setTimeout(ask, PAUSE * 4));
}

setTimeout(ask, PAUSE);
