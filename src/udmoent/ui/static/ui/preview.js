// SPDX-License-Identifier: MPL-2.0
// A form with a preview beside it shows it anew a moment after somebody has written. The button does the same without this script.
// The frame is as tall as what it shows, so that nothing of it is hidden.
const PAUSE = 400;

for (const form of document.querySelectorAll("form[data-preview]")) {
  const button = form.querySelector("button[formtarget=preview]");
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(button), PAUSE);
  });
}

for (const frame of document.querySelectorAll("iframe.preview")) {
  const fit = () => {
    const shown = frame.contentDocument?.body;
    if (shown?.scrollHeight) frame.style.height = `${shown.scrollHeight + 4}px`;
  };
  frame.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
}
