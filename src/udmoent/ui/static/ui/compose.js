// SPDX-License-Identifier: MPL-2.0
// Adds up what is picked while it is picked. The button does the same without this script, and the server's sums are the
// ones that are saved; an amount that this script cannot read counts as the whole, as the server tells when it is asked.
"use strict";

const AMOUNT = /^[-−]?\d{1,3}(\.?\d{3})*$/;

class Composer {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-said]");
    this.count = form.querySelector("[data-count]");
    this.cells = [...form.querySelectorAll("[data-line] [data-year]")];
    form.addEventListener("input", () => this.show());
    this.show();
  }

  sums() {
    const sums = new Map();
    for (const choice of this.form.querySelectorAll("[data-choice]")) {
      if (!choice.querySelector("[name=valg]").checked) continue;
      for (const field of choice.querySelectorAll("[data-kroner]")) {
        for (const body of [choice.dataset.body, ""]) {
          const key = `${body}:${field.dataset.year}`;
          sums.set(key, (sums.get(key) || 0) + this.taken(field));
        }
      }
    }
    return sums;
  }

  taken(field) {
    const written = field.value.trim().replaceAll(" ", "");
    if (!AMOUNT.test(written)) return Number(field.dataset.kroner);
    return Number(written.replaceAll(".", "").replace("−", "-"));
  }

  show() {
    const sums = this.sums();
    for (const cell of this.cells) {
      const line = cell.closest("[data-line]").dataset.line;
      const kroner = sums.get(`${line}:${cell.dataset.year}`) || 0;
      cell.querySelector("strong").textContent = this.told(kroner);
      const gap = cell.querySelector(".gap");
      if (gap) gap.textContent = this.gap(kroner - Number(cell.dataset.target));
    }
    this.count.textContent = this.form.querySelectorAll("[name=valg]:checked").length;
    this.say();
  }

  gap(lacks) {
    const { lacks: word, reached } = this.form.dataset;
    return lacks > 0 ? `${word} ${this.told(lacks)}` : reached;
  }

  say() {
    clearTimeout(this.timer);
    const whole = this.form.querySelector('[data-line=""]');
    this.timer = setTimeout(() => this.said.replaceChildren(whole.innerText.replaceAll(/\s+/g, " ")), 800);
  }

  told(kroner) {
    return new Intl.NumberFormat(document.documentElement.lang).format(kroner).replace("−", "-");
  }
}

for (const form of document.querySelectorAll("[data-compose]")) new Composer(form);
