// SPDX-License-Identifier: MPL-2.0
// A form with a preview beside it shows it anew a moment after somebody has written. The button does the same without this script.
const PAUSE = 400;

for (const form of document.querySelectorAll("form[data-preview]")) {
  const button = form.querySelector("button[formtarget=preview]");
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(button), PAUSE);
  });
}
