// SPDX-License-Identifier: MPL-2.0
// Fills in the days that follow from the day of the status as soon as it is picked. The button does the same without this
// script. The server tells which days follow; a day that somebody has chosen stays, also one chosen while it is asked.
"use strict";

const PAUSE = 300;

class RoundDays {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector(".days-said");
    this.asked = this.day;
    // The calendar tells of a change by an event that does not bubble.
    form.addEventListener("change", () => this.soon(), true);
  }

  get day() {
    return this.form.elements.as_of.value;
  }

  soon() {
    if (this.day === this.asked) return;
    this.asked = this.day;
    clearTimeout(this.timer);
    if (this.day) this.timer = setTimeout(() => this.fill(this.day), PAUSE);
  }

  async fill(day) {
    const sent = new FormData(this.form);
    sent.set("dage", "ja");
    const answer = await fetch(location.href, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
    if (!answer.ok || !isOurs || day !== this.day) return;
    const told = await answer.json();
    for (const [name, on] of Object.entries(told.days)) this.put(name, sent.get(name), on);
    this.form.elements.filled_for.value = told.filled_for;
    this.said.replaceChildren(told.says);
  }

  put(name, before, on) {
    const field = this.form.elements[name];
    if (field.value === before && before !== on) DKFDS.datePicker.setCalendarValue(field.closest(".date-picker"), on);
  }
}

document.querySelectorAll("form[data-days]").forEach((form) => new RoundDays(form));
