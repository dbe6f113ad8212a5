// SPDX-License-Identifier: MPL-2.0
// Passkeys: opens the browser's own dialog and sends its answer with the form. Where the browser has none the forms stay hidden.
async function asked(form) {
  if (!("fetch" in form.dataset)) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

function chosen(form, options) {
  const mayStandAlone = form.elements.passwordless?.checked ?? false;
  const wanted = options.publicKey.authenticatorSelection;
  wanted.residentKey = mayStandAlone ? "required" : "discouraged";
  wanted.requireResidentKey = mayStandAlone;
  if (mayStandAlone) wanted.userVerification = "required";
  return options;
}

async function answer(form) {
  const options = await asked(form);
  return form.dataset.passkey === "create" ? webauthnJSON.create(chosen(form, options)) : webauthnJSON.get(options);
}

// A passkey is kept for a name; a page at an address of numbers has none.
const hasName = !/^[\d.]+$|^\[/.test(location.hostname);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!hasName || !webauthnJSON.supported()) continue;
  form.hidden = false;
  document.querySelector("[data-no-passkeys]")?.remove();
  const fault = form.querySelector("[data-passkey-error]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answer(form));
      form.submit();
    } catch {
      fault.hidden = false;
    }
  });
}
