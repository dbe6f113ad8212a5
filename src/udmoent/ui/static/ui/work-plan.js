// SPDX-License-Identifier: MPL-2.0
// Lets a card be dragged to a meeting. It sends the card's own form, as choosing the meeting in its list and pressing Move does.
const TYPE = "application/x-udmoent-card";
const formOf = (card) => card.querySelector("form:has(select[name=to])");
for (const card of document.querySelectorAll(".planned[id]")) {
  if (!formOf(card)) continue;
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(TYPE, card.id);
    event.dataTransfer.effectAllowed = "move";
    card.classList.add("dragged");
  });
  card.addEventListener("dragend", () => card.classList.remove("dragged"));
}
for (const column of document.querySelectorAll("[data-drop]")) {
  const isCard = (event) => event.dataTransfer.types.includes(TYPE);
  column.addEventListener("dragover", (event) => {
    if (!isCard(event)) return;
    event.preventDefault();
    column.classList.add("over-here");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("over-here");
  });
  column.addEventListener("drop", (event) => {
    const card = document.getElementById(event.dataTransfer.getData(TYPE));
    column.classList.remove("over-here");
    if (!card) return;
    event.preventDefault();
    const form = formOf(card);
    form.elements.to.value = column.dataset.drop;
    form.requestSubmit();
  });
}
