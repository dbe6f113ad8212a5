// SPDX-License-Identifier: MPL-2.0
// Typing in the plan's tables faster than the server answers; comes before grid.js, which uses it.
// While the server answers, what is done in the tables waits, and is then done whole and in its order.
const PAUSE = 1000;
const KEPT = /^(.|Enter|Tab|Escape|Backspace|Delete|Home|End|F2|Page(Up|Down)|Arrow(Up|Down|Left|Right))$/u;
const queue = [];
let isWaiting = false, deafUntil = 0;

async function ask(address, options) {
  isWaiting = true;
  try {
    const answer = await fetch(address, options);
    return { ok: answer.ok && !answer.redirected, status: answer.status, type: answer.headers.get("Content-Type") ?? "", text: await answer.text() };
  } catch {
    return { ok: false, status: 0, type: "", text: "" };
  } finally {
    isWaiting = false;
  }
}

function proceed() {
  while (queue.length && !isWaiting) queue.shift()();
}

// What was typed for a cell that was never come to is let go, also the rest of it: half of it would be wrong anywhere.
function letGo(answer) {
  if (queue.length) deafUntil = performance.now() + PAUSE;
  queue.length = 0;
  if (answer) say(answer.status === 403 ? answer.text : texts.failed);
}

function isForNothing(event) {
  if (event.key === "Escape") deafUntil = 0;
  if (performance.now() > deafUntil) return false;
  deafUntil = performance.now() + PAUSE;
  return true;
}

const isCommand = (event) => (event.ctrlKey || event.metaKey) && !event.getModifierState?.("AltGraph");

// A key as it was pressed, for later; nothing of a key that is the browser's own.
function toldBy(event) {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event, isText = key.length === 1;
  if (!KEPT.test(key) || (isText && isCommand(event) && key !== "z")) return null;
  const held = isText && !isCommand(event) ? {} : { altKey, ctrlKey, metaKey };
  return { key, shiftKey, ...held, preventDefault() { this.isDone = true; }, stopPropagation() {} };
}

// Does in a box what the browser would have done with the key, had the box been there.
function write(box, key) {
  if (box.tagName === "SELECT") return;
  const { selectionStart: start, selectionEnd: end, value } = box, one = start === end ? 1 : 0;
  const put = (text, from, to) => box.setRangeText(text, Math.max(from, 0), Math.min(to, value.length), "end");
  const go = (place) => box.setSelectionRange(place, place);
  if (key.length === 1 || key === "\n") put(key, start, end);
  else if (key === "Backspace") put("", start - one, end);
  else if (key === "Delete") put("", start, end + one);
  else if (key === "ArrowLeft") go(Math.max(start - one, 0));
  else if (key === "ArrowRight") go(end + one);
  else if (key === "Home" || key === "End") go(key === "Home" ? 0 : value.length);
}
