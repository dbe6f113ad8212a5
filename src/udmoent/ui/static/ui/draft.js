// SPDX-License-Identifier: MPL-2.0
// Saves what is written of an answer as a draft while one types, and says so. Nothing is sent where nothing is kept:
// whoever has been signed out, or has written in two tabs, is told, and what is written stays in the form.
"use strict";

const PAUSE = 900;

class Draft {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector(".draft-said");
    this.timer = 0;
    this.line = Promise.resolve(true);
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    form.addEventListener("submit", (event) => this.send(event));
    addEventListener("pagehide", () => this.isPending && this.save());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }

  soon() {
    this.isWritten = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
    this.isPending = true;
  }

  // One at a time, so that each knows which draft it saves over.
  save() {
    clearTimeout(this.timer);
    this.isPending = false;
    this.line = this.line.then(() => this.put().catch(() => this.warn(this.form.dataset.offline, "later")));
    return this.line;
  }

  async put(isAgain = false) {
    const answer = await fetch(this.form.dataset.draft, {
      method: "POST",
      body: new FormData(this.form),
      keepalive: true,
      headers: { Accept: "application/json" },
    });
    const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
    if (!isOurs && !isAgain && (await this.renew())) return this.put(true);
    if (!isOurs) return this.warn(this.form.dataset.signedOut, "login");
    const told = await answer.json();
    if (!answer.ok) return this.warn(told.says, "other", told.at);
    this.form.elements.draft_at.value = told.at;
    this.tell(told.says);
    return true;
  }

  // After signing in anew in another tab, forms need a new token; none is had by whoever is signed out.
  async renew() {
    const page = await fetch(location.href);
    if (page.redirected || !page.ok) return false;
    const other = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = other.querySelector("[name=csrfmiddlewaretoken]");
    if (!token) return false;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token.value));
    return true;
  }

  async send(event) {
    if (!this.isWritten) return;
    event.preventDefault();
    const isKept = await this.save();
    if (isKept !== false) this.form.submit();
  }

  tell(says) {
    this.said.className = "draft-said caption";
    this.said.replaceChildren(says);
  }

  warn(says, what, at) {
    this.said.className = "draft-said warned";
    this.said.replaceChildren(says, " ");
    if (what === "login") {
      const way = document.createElement("a");
      Object.assign(way, { href: this.form.dataset.login, target: "_blank", rel: "noopener" });
      way.append(this.form.dataset.loginWord);
      this.said.append(way);
    } else if (what === "other") {
      const over = document.createElement("button");
      Object.assign(over, { type: "button", className: "plain" });
      over.append(this.form.dataset.overwrite);
      over.addEventListener("click", () => {
        this.form.elements.draft_at.value = at;
        this.save();
      });
      this.said.append(over);
    } else {
      this.timer = setTimeout(() => this.save(), PAUSE * 8);
    }
    return false;
  }
}

document.querySelectorAll("form[data-draft]").forEach((form) => new Draft(form));
