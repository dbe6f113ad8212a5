// SPDX-License-Identifier: MPL-2.0
// While an item's amounts are divided, tells what stays in it. Without this the rest is the same, only not told at once.
const rest = document.querySelector("tr.rest");
if (rest) {
  const rows = [...rest.parentElement.rows].filter((row) => row.querySelector("input"));
  const shown = new Intl.NumberFormat("da-DK");
  const read = (text) => (/^-?[0-9.]*$/.test(text.trim()) ? Number(text.replaceAll(".", "")) : NaN);
  const tell = () =>
    rest.querySelectorAll("output").forEach((output, place) => {
      const taken = rows.map((row) => read(row.querySelectorAll("input")[place].value));
      const left = taken.reduce((whole, share) => whole - share, Number(output.dataset.whole));
      const isTooMuch = left * Math.sign(Number(output.dataset.whole) || 1) < 0;
      output.value = Number.isNaN(left)
        ? "…"
        : isTooMuch
          ? `${shown.format(Math.abs(left))} ${rest.dataset.tooMuch}`
          : shown.format(left);
      output.classList.toggle("too-much", isTooMuch);
    });
  rest.hidden = false;
  rest.parentElement.addEventListener("input", tell);
  tell();
}
