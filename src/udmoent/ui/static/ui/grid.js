// SPDX-License-Identifier: MPL-2.0
// Lets the plan's tables be written in with the keyboard, as in a spreadsheet: the grid of WAI-ARIA. What may be written,
// and how, the server decides. Without this script, and on a phone, each item's own form does the same.
const tools = document.getElementById("grid");
const says = document.querySelector(".grid-says");
const texts = tools ? tools.dataset : {};
const STEP = 10;
let inEditor = null, coming = null;
const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-STEP, 0], PageDown: [STEP, 0] };
const CONTROL = "input:not([type=hidden]), textarea, select";

const fieldOf = (cell) => (cell.dataset.year ? `${cell.dataset.field}-${cell.dataset.year}` : cell.dataset.field);
const numberOf = (cell) => cell.parentElement.dataset.number;
const addressOf = (cell) => `${rowAddress(cell.parentElement)}celle/${fieldOf(cell)}/`;
const rowAddress = (row) => texts.rows.replace("NUMBER", row.dataset.number.split("/").map(encodeURIComponent).join("/"));
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
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
  button.addEventListener("click", () => (queue.push(undo), proceed()));
  says.append(" ", button);
}

class Grid {
  constructor(table) {
    this.table = table;
    this.marked = [];
    this.asked = new WeakMap();
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    for (const cell of table.querySelectorAll("tbody td")) cell.setAttribute("role", "gridcell");
    this.quieten(table);
    this.active = this.anchor = this.rows[0]?.cells[0];
    if (this.active) this.active.tabIndex = 0;
    table.addEventListener("keydown", (event) => this.heard(event));
    table.addEventListener("click", (event) => this.click(event));
    table.addEventListener("dblclick", (event) => this.doubleClick(event));
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
    if (event.target.closest("[data-cancel]")) return isWaiting || this.cancel();
    const cell = this.cellOf(event);
    if (!cell || cell === coming || event.target.closest("a")) return;
    if (!isWaiting) return this.focus(cell, event.shiftKey);
    cell.tabIndex = -1;
    cell.focus();
    this.afterEditing(() => this.focus(cell, event.shiftKey));
  }

  doubleClick(event) {
    const cell = this.cellOf(event);
    if (cell) this.afterEditing(() => this.edit(cell));
  }

  // At once where nothing is being written or sent; else when what was written before it is kept.
  afterEditing(act) {
    queue.push(() => {
      if (!inEditor?.editing) return act();
      queue.unshift(act);
      inEditor.save();
    });
    proceed();
  }

  heard(event) {
    if (event.isComposing || event.target.closest("thead")) return;
    if (KEPT.test(event.key) && isForNothing(event)) event.preventDefault();
    else if (isWaiting) this.keep(event);
    else if (this.editing) this.keyInEditor(event);
    else this.key(event);
  }

  keep(event) {
    const told = toldBy(event);
    if (told) event.preventDefault(), queue.push(() => this.replay(told));
  }

  replay(told) {
    if (!this.editing) return told.key === "Tab" ? this.move([0, told.shiftKey ? -1 : 1]) : this.key(told);
    told.target = this.editing.cell.querySelector(CONTROL);
    this.keyInEditor(told);
    if (!told.isDone && !isCommand(told)) write(told.target, told.key === "Enter" ? "\n" : told.key);
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
    if (!this.active || event.altKey) return;
    const isDone = isCommand(event) ? this.commandKey(event) : this.plainKey(event);
    if (isDone) event.preventDefault();
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
    coming = cell;
    const answer = await ask(addressOf(cell));
    coming = null;
    if (!answer.ok) return letGo(answer);
    this.open(cell, answer.text, typed);
    proceed();
  }

  open(cell, html, typed) {
    this.editing ??= { cell, kept: [...cell.childNodes] };
    inEditor = this;
    cell.replaceChildren(parsed(html));
    cell.classList.add("editing");
    const control = cell.querySelector(CONTROL), notes = cell.querySelectorAll(".form-hint, .cell-note");
    notes.forEach((note, at) => (note.id = `cell-note-${at}`));
    if (notes.length) control.setAttribute("aria-describedby", [...notes].map((note) => note.id).join(" "));
    if (cell.querySelector(".form-error-message")) control.setAttribute("aria-invalid", "true");
    this.place();
    if (document.activeElement === document.body || this.table.contains(document.activeElement)) control.focus();
    this.sought = { text: "", until: 0 };
    if (typed === undefined) control.select?.();
    else if (control.tagName === "SELECT") this.choose(control, typed);
    else control.value = typed;
  }

  // Over its cell and all of it in the window. It stands outside the table's box, which so gets no bars of its own for it.
  place() {
    const form = this.editing?.cell.querySelector(".cell-form");
    if (!form) return;
    const at = this.editing.cell.getBoundingClientRect(), page = document.documentElement;
    form.style.setProperty("--cell", `${at.width}px`);
    const { width, height } = form.getBoundingClientRect();
    const left = this.editing.cell.dataset.field === "amount" ? at.right - width : at.left;
    form.style.left = `${Math.max(0, Math.min(left, page.clientWidth - width))}px`;
    form.style.top = `${Math.max(0, Math.min(at.top, page.clientHeight - height))}px`;
  }

  // The choice that begins with what is typed without a pause, also what was typed before the editor came.
  choose(select, key) {
    const now = performance.now(), text = ((now < this.sought.until ? this.sought.text : "") + key).toLowerCase();
    this.sought = { text, until: now + PAUSE };
    const meant = [...select.options].find((one) => text && one.text.toLowerCase().startsWith(text));
    if (meant) select.value = meant.value;
  }

  keyInEditor(event) {
    if (event.key === "Escape") event.preventDefault(), this.cancel();
    else if (event.key === "Enter" && !event.target.closest("a, button")) this.enterInEditor(event);
    else if (event.key === "Tab") this.tabInEditor(event);
    else if (event.target.tagName === "SELECT" && event.key.length === 1 && !isCommand(event) && !event.altKey) {
      if (event.key !== " " || this.sought.text) event.preventDefault(), this.choose(event.target, event.key);
    }
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
    if (stops[stops.indexOf(event.target) + (event.shiftKey ? -1 : 1)]) return;
    event.preventDefault();
    this.save([0, event.shiftKey ? -1 : 1]);
  }

  async save(then) {
    if (!this.editing || isWaiting) return;
    const { cell } = this.editing, form = cell.querySelector("form");
    const answer = await ask(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status === 422 || answer.status === 409) return this.open(cell, answer.text), letGo();
    if (!answer.ok) return letGo(answer);
    const told = JSON.parse(answer.text);
    this.close();
    if (then) this.move(then);
    proceed();
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
    const cells = [...row.cells].filter((cell) => cell.dataset.field !== "number");
    const asked = new URLSearchParams(cells.map((cell) => ["felt", fieldOf(cell)]));
    this.asked.set(row, asked);
    const answer = await fetch(`${rowAddress(row)}?${asked}`).catch(() => null);
    if (!answer?.ok) return say(texts.failed);
    const told = await answer.json();
    if (this.asked.get(row) !== asked) return;
    cells.forEach((cell) => this.show(cell, told.cells[fieldOf(cell)]));
    if ("state" in row.dataset) row.dataset.state = told.state;
    this.quieten(row);
    row.dispatchEvent(new Event("row-written", { bubbles: true }));
  }

  // In a cell that is written in meanwhile, what it says is for when its editor is gone.
  show(cell, html) {
    if (cell === this.editing?.cell) this.editing.kept = [...parsed(html).childNodes];
    else cell.replaceChildren(parsed(html));
  }

  async takeBack(slip, cell) {
    this.undo = null;
    const body = new URLSearchParams({ kvittering: slip, csrfmiddlewaretoken: csrf() });
    const answer = await ask(texts.written, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = answer.type.startsWith("application/json") ? JSON.parse(answer.text).says : texts.failed;
    this.focus(cell);
    proceed();
    await this.refresh(cell.parentElement);
    say(told);
  }

  // Copying and pasting

  copy(event) {
    if (this.editing || !getSelection().isCollapsed || !this.active) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.range.map((row) => row.map(textOf).map(quoted).join("\t")).join("\n"));
  }

  paste(event) {
    if (!this.active || (this.editing && !isWaiting)) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    queue.push(() => (this.editing ? [...text].forEach((one) => write(this.editing.cell.querySelector(CONTROL), one)) : this.put(text)));
    proceed();
  }

  put(text) {
    const range = this.range;
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
  document.querySelectorAll(".grid-help").forEach((part) => (part.hidden = false));
  tellChosen();
}

if (tools && matchMedia("(min-width: 768px)").matches) {
  begin();
  document.body.addEventListener("htmx:afterSettle", begin);
  document.addEventListener("pointerdown", (event) => {
    const cell = inEditor?.editing?.cell;
    if ([says, cell, coming].some((part) => part?.contains(event.target))) return;
    if (isWaiting) queue.push(() => inEditor?.save());
    else inEditor?.save();
  });
  for (const change of ["scroll", "resize"]) addEventListener(change, () => inEditor?.place(), true);
}
