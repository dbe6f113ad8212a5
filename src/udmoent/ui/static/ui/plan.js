// SPDX-License-Identifier: MPL-2.0
// After a part of the list was fetched: calendars for its days, the address for forms that lead back, a word for ears.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  if (!["list", "results"].includes(part.id)) return;
  if (part.id === "list") DKFDS.datePicker.on(part);
  const counts = document.getElementById("counts");
  document.getElementById("said").textContent = counts.querySelector("li").textContent;
  if (document.activeElement === document.body) counts.focus({ preventScroll: true });
});
for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"])
  document.body.addEventListener(moved, () => {
    for (const next of document.querySelectorAll("input[name=next]")) next.value = location.pathname + location.search;
  });
// A list of boxes closes when one goes elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.pick[open]")) if (!open.contains(event.target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details.pick[open]");
  if (open) (open.open = false), open.querySelector("summary").focus();
});
