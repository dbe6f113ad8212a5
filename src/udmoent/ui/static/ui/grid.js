// SPDX-License-Identifier: MPL-2.0
// Lets the plan's tables be written in with the keyboard, as in a spreadsheet: the grid of WAI-ARIA. What may be written,
// and how, the server decides. Without this script, and on a phone, each item's own form does the same.
const tools = document.getElementById("grid");
const says = document.querySelector(".grid-says");
const texts = tools ? tools.dataset : {};
const STEP = 10;
let inEditor = null;
const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-STEP, 0], PageDown: [STEP, 0] };
const CONTROL = "input:not([type=hidden]), textarea, select";

const fieldOf = (cell) => (cell.dataset.year ? `${cell.dataset.field}-${cell.dataset.year}` : cell.dataset.field);
const numberOf = (cell) => cell.parentElement.dataset.number;
const addressOf = (cell) => `${rowAddress(cell.parentElement)}celle/${fieldOf(cell)}/`;
const rowAddress = (row) => texts.rows.replace("NUMBER", row.dataset.number.split("/").map(encodeURIComponent).join("/"));
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function mayWrite(cell) {
  if (cell.dataset.field === "amount") return "amounts" in texts;
  return "state" in cell.parentElement.dataset && texts.writable.split(" ").includes(cell.dataset.field);
}

// What a person reads in the cell, without what is there for the eye or the ear alone.
function textOf(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll(".sr-only, .passed, .before, [aria-hidden]").forEach((part) => part.remove());
  return copy.textContent.trim();
}

function say(text, undo) {
  says.replaceChildren(text);
  if (!undo) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: texts.undo });
  button.addEventListener("click", undo);
  says.append(" ", button);
}

class Grid {
  constructor(table) {
    this.table = table;
    this.marked = [];
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    for (const cell of table.querySelectorAll("tbody td")) cell.setAttribute("role", "gridcell");
    this.quieten(table);
    this.active = this.anchor = this.rows[0]?.cells[0];
    if (this.active) this.active.tabIndex = 0;
    table.addEventListener("keydown", (event) => (this.editing ? this.keyInEditor(event) : this.key(event)));
    table.addEventListener("click", (event) => this.click(event));
    table.addEventListener("dblclick", (event) => this.cellOf(event) && this.edit(this.cellOf(event)));
    table.addEventListener("submit", (event) => (event.preventDefault(), this.save([1, 0])));
    table.addEventListener("copy", (event) => this.copy(event));
    table.addEventListener("paste", (event) => this.paste(event));
  }

  get rows() {
    return [...this.table.querySelectorAll("tr[data-number]")];
  }

  // In a grid one moves from cell to cell; links and boxes in them are no stops of their own.
  quieten(part) {
    part.querySelectorAll("tbody a, tbody input, td a, th a").forEach((one) => (one.tabIndex = -1));
  }

  cellOf(event) {
    const cell = event.target.closest("tr[data-number] > *");
    return cell && !event.target.closest(".cell-form") ? cell : null;
  }

  // Moving and choosing

  focus(cell, extend = false) {
    if (!cell) return;
    if (this.active) this.active.tabIndex = -1;
    cell.tabIndex = 0;
    if (!mayWrite(cell)) cell.setAttribute("aria-readonly", "true");
    this.active = cell;
    if (!extend) this.anchor = cell;
    cell.focus();
    this.mark();
  }

  move([down, right], extend = false) {
    const rows = this.rows, at = rows.indexOf(this.active.parentElement);
    const row = rows[Math.min(Math.max(at + down, 0), rows.length - 1)];
    const column = Math.min(Math.max(this.active.cellIndex + right, 0), row.cells.length - 1);
    this.focus(row.cells[column], extend);
  }

  // The cells between where choosing began and where it is now, row by row.
  get range() {
    const rows = this.rows;
    const span = (one, other) => [Math.min(one, other), Math.max(one, other) + 1];
    const [top, bottom] = span(rows.indexOf(this.anchor.parentElement), rows.indexOf(this.active.parentElement));
    const [left, right] = span(this.anchor.cellIndex, this.active.cellIndex);
    return rows.slice(top, bottom).map((row) => [...row.cells].slice(left, right));
  }

  mark() {
    this.marked.forEach((cell) => cell.removeAttribute("aria-selected"));
    this.marked = this.anchor === this.active ? [] : this.range.flat();
    this.marked.forEach((cell) => cell.setAttribute("aria-selected", "true"));
  }

  click(event) {
    const box = event.target.closest("input[name=punkt]");
    if (box) return this.pick(box, event.shiftKey);
    if (event.target.closest("[data-cancel]")) return this.cancel();
    const cell = this.cellOf(event);
    if (cell && !event.target.closest("a")) this.focus(cell, event.shiftKey);
  }

  // Choosing rows: a box, or with shift all boxes since the one before.
  pick(box, isRange) {
    const boxes = [...this.table.querySelectorAll("input[name=punkt]")];
    if (isRange && this.picked) {
      const ends = [boxes.indexOf(this.picked), boxes.indexOf(box)].sort((one, other) => one - other);
      boxes.slice(ends[0], ends[1] + 1).forEach((one) => (one.checked = box.checked));
    }
    this.picked = box;
    tellChosen();
  }

  key(event) {
    const command = event.ctrlKey || event.metaKey;
    if (this.loading) return this.keyWhileLoading(event);
    if (!this.active || event.altKey || event.target.closest("thead")) return;
    const isDone = command ? this.commandKey(event) : this.plainKey(event);
    if (isDone) event.preventDefault();
  }

  // What is typed before the editor has come is kept for it.
  keyWhileLoading(event) {
    const then = { Enter: [1, 0], Tab: [0, 1] }[event.key];
    if (then) this.loading.then = then;
    else if (event.key === "Escape") this.loading.isLeft = true;
    else if (event.key.length === 1) this.loading.typed = (this.loading.typed ?? "") + event.key;
    event.preventDefault();
  }

  commandKey(event) {
    const far = { ArrowUp: [-1e6, 0], ArrowDown: [1e6, 0], ArrowLeft: [0, -1e6], ArrowRight: [0, 1e6], Home: [-1e6, -1e6], End: [1e6, 1e6] };
    if (far[event.key]) return this.move(far[event.key], event.shiftKey), true;
    if (event.key === "z" && this.undo) return this.undo(), true;
    return false;
  }

  plainKey(event) {
    const key = event.key, box = this.active.parentElement.querySelector("input[name=punkt]");
    if (KEYS[key]) return this.move(KEYS[key], event.shiftKey), true;
    if (key === "Home" || key === "End") return this.move([0, key === "Home" ? -1e6 : 1e6], event.shiftKey), true;
    if (key === " " && box && (event.shiftKey || this.active.contains(box))) return box.click(), this.active.focus(), true;
    if (key === "Escape") return this.focus(this.active), true;
    if (key === "F2") return this.edit(this.active), true;
    if (key === "Enter") return this.enter(), true;
    if (key === "Delete" || key === "Backspace") return this.edit(this.active, ""), true;
    if (key.length === 1 && key !== " ") return this.edit(this.active, key), true;
    return false;
  }

  enter() {
    const link = this.active.querySelector("a");
    return mayWrite(this.active) || !link ? this.edit(this.active) : link.click();
  }

  // Editing

  async edit(cell, typed) {
    this.focus(cell);
    if (!mayWrite(cell)) return say(texts.cannot);
    this.loading = { typed };
    const answer = await fetch(addressOf(cell)).catch(() => null);
    const { typed: all, then, isLeft } = this.loading;
    this.loading = null;
    if (isLeft) return;
    if (!answer?.ok) return say(answer?.status === 403 ? await answer.text() : texts.failed);
    this.open(cell, await answer.text(), all);
    if (then) this.save(then);
  }

  open(cell, html, typed) {
    this.editing ??= { cell, kept: [...cell.childNodes] };
    inEditor = this;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    cell.replaceChildren(holder.content);
    cell.classList.add("editing");
    const control = cell.querySelector(CONTROL), notes = cell.querySelectorAll(".form-hint, .cell-note");
    notes.forEach((note, at) => (note.id = `cell-note-${at}`));
    if (notes.length) control.setAttribute("aria-describedby", [...notes].map((note) => note.id).join(" "));
    if (cell.querySelector(".form-error-message")) control.setAttribute("aria-invalid", "true");
    control.focus();
    cell.querySelector("form").scrollIntoView({ block: "nearest", inline: "nearest" });
    if (typed === undefined) control.select?.();
    else if (control.tagName === "SELECT") this.choose(control, typed);
    else if (control.type !== "checkbox") control.value = typed;
  }

  choose(select, typed) {
    const meant = [...select.options].find((one) => typed && one.text.toLowerCase().startsWith(typed.toLowerCase()));
    if (meant) select.value = meant.value;
  }

  keyInEditor(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") event.preventDefault(), this.cancel();
    else if (event.key === "Enter" && !event.target.closest("a, button")) this.enterInEditor(event);
    else if (event.key === "Tab") this.tabInEditor(event);
    event.stopPropagation();
  }

  enterInEditor(event) {
    const isLong = event.target.tagName === "TEXTAREA";
    if (isLong && event.shiftKey) return;
    event.preventDefault();
    if (isLong && event.altKey) event.target.setRangeText("\n", event.target.selectionStart, event.target.selectionEnd, "end");
    else this.save([event.shiftKey ? -1 : 1, 0]);
  }

  // Tab goes through what stands in the editor, and out of it saves.
  tabInEditor(event) {
    const stops = [...this.editing.cell.querySelectorAll(`${CONTROL}, button, a`)];
    if (stops[stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1)]) return;
    event.preventDefault();
    this.save([0, event.shiftKey ? -1 : 1]);
  }

  async save(then) {
    if (!this.editing || this.saving) return;
    const { cell } = this.editing, form = cell.querySelector("form");
    this.saving = true;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    this.saving = false;
    if (answer?.status === 422 || answer?.status === 409) return this.open(cell, await answer.text());
    if (!answer?.ok) return say(answer?.status === 403 ? await answer.text() : texts.failed);
    const told = await answer.json();
    this.close();
    if (then) this.move(then);
    if (!told.says) return;
    await this.refresh(cell.parentElement);
    this.undo = () => this.takeBack(told.slip, cell);
    say(told.says, this.undo);
  }

  cancel() {
    const { cell } = this.editing, isStale = Boolean(cell.querySelector(".theirs"));
    this.close();
    this.focus(cell);
    if (isStale) this.refresh(cell.parentElement);
  }

  close() {
    const { cell, kept } = this.editing;
    this.editing = null;
    cell.classList.remove("editing");
    cell.replaceChildren(...kept);
  }

  async refresh(row) {
    const cells = [...row.cells].filter((cell) => cell.dataset.field !== "number" && cell !== this.editing?.cell);
    const asked = new URLSearchParams(cells.map((cell) => ["felt", fieldOf(cell)]));
    const answer = await fetch(`${rowAddress(row)}?${asked}`).catch(() => null);
    if (!answer?.ok) return say(texts.failed);
    const told = await answer.json();
    cells.forEach((cell) => (cell.innerHTML = told.cells[fieldOf(cell)]));
    if ("state" in row.dataset) row.dataset.state = told.state;
    this.quieten(row);
  }

  async takeBack(slip, cell) {
    this.undo = null;
    const body = new URLSearchParams({ kvittering: slip, csrfmiddlewaretoken: csrf() });
    const answer = await fetch(texts.written, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    const isTold = answer?.headers.get("Content-Type")?.startsWith("application/json");
    const told = isTold ? (await answer.json()).says : texts.failed;
    await this.refresh(cell.parentElement);
    this.focus(cell);
    say(told);
  }

  // Copying and pasting

  copy(event) {
    if (this.editing || !getSelection().isCollapsed || !this.active) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.range.map((row) => row.map(textOf).map(quoted).join("\t")).join("\n"));
  }

  paste(event) {
    if (this.editing || !this.active) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, ""), range = this.range;
    const isOne = !/[\t\n]/.test(text), isOverOne = range.length === 1 && range[0].length === 1;
    if (isOne && isOverOne) return this.edit(this.active, text);
    this.preview(isOne ? range.map((row) => row.map(() => text).join("\t")).join("\n") : text, range[0][0]);
  }

  // Shows what a block would change, on a page of its own.
  preview(block, corner) {
    const rows = this.rows, fields = [...corner.parentElement.cells].slice(corner.cellIndex);
    const told = {
      csrfmiddlewaretoken: csrf(),
      applies_on: texts.today,
      blok: block,
      punkter: rows.slice(rows.indexOf(corner.parentElement)).map((row) => row.dataset.number).join("\n"),
      felter: fields.map(fieldOf).join("\n"),
    };
    const form = Object.assign(document.createElement("form"), { method: "post", action: texts.paste, hidden: true });
    for (const [name, value] of Object.entries(told)) {
      form.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    document.body.append(form);
    form.submit();
  }
}

function tellChosen() {
  const chosen = document.querySelectorAll("input[name=punkt]:checked").length;
  const told = document.querySelector("[data-chosen]");
  if (told) told.textContent = chosen ? texts.chosen.replace("N", chosen) : "";
}

// Also tables that come later, when the list is asked for other items.
function begin() {
  if (!document.querySelector("tr[data-state]") && !("amounts" in texts)) return;
  document.querySelectorAll("table.grid[data-plan]:not([role=grid])").forEach((table) => new Grid(table));
  tellChosen();
}

if (tools && matchMedia("(min-width: 768px)").matches) {
  begin();
  document.body.addEventListener("htmx:afterSettle", begin);
  document.addEventListener("pointerdown", (event) => {
    const cell = inEditor?.editing?.cell;
    if (cell && !cell.contains(event.target) && !says.contains(event.target)) inEditor.save();
  });
}
