// ---- forms: confirm, press once, waiting words, drafts ----
const wordsBefore = new WeakMap();
const dirty = new Set();
let leaving = false;

function press(form, button) {
  form.dataset.sent = "true";
  if (!button) return;
  wordsBefore.set(form, { button, words: button.textContent });
  setTimeout(() => {                    // after the browser has taken the button's own name and value
    if (form.dataset.sent !== "true") return;
    button.setAttribute("aria-busy", "true");
    if (button.matches(".btn")) button.textContent = button.dataset.busy ?? "正在保存";
  }, 0);
}

function rest(form) {
  delete form.dataset.sent;
  const before = wordsBefore.get(form);
  if (!before) return;
  before.button.removeAttribute("aria-busy");
  before.button.textContent = before.words;
  wordsBefore.delete(form);
}

document.addEventListener("submit", event => {
  const form = event.target, button = event.submitter;
  if (form.method === "dialog") return;
  if (form.dataset.sent === "true") {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const dialog = form.dataset.confirm && document.getElementById(form.dataset.confirm);
  if (dialog && button?.name !== "Confirmed") {
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.close();
    dialog.showModal();
    return;
  }
  if (dialog?.open) dialog.close();
  if (form.method !== "post") return;
  if (form.matches("[data-size-switch]")) return switchSize(event, form, button);
  if (html.dataset.signedIn && form.matches("main form:not([hx-post])") && form.dataset.alive !== "true") {
    event.preventDefault();
    event.stopImmediatePropagation();
    return sendIfSignedIn(form, button);
  }
  delete form.dataset.alive;
  dirty.delete(form);
  leaving = true;
  press(form, button);
  if (form.matches("[data-download]")) setTimeout(() => { leaving = false; rest(form); }, 4000);
  else if (!form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) setTimeout(() => notices.show("slow"), 8000);
  else leaving = false;
}, true);

// A question that the server asks is asked as one that the page asks: nothing else is pressed meanwhile.
all("dialog[open]").forEach(dialog => { dialog.close(); dialog.showModal(); });

// Back from the next page, or stopped: the form can be sent again.
addEventListener("pageshow", () => { leaving = false; all("form[data-sent]").forEach(rest); notices.hide("slow"); });
document.addEventListener("click", event => {
  if (event.target.closest("[data-stop]")) { stop(); leaving = false; all("form[data-sent]").forEach(rest); notices.hide("slow"); }
  if (event.target.closest("[data-close]")) event.target.closest(".banner").hidden = true;
  if (event.target.closest("[data-print]")) print();
  const disabled = event.target.closest('[aria-disabled="true"]');
  if (disabled) event.preventDefault();
});

// A page left for the answer is lost with what was typed. So ask first whether the log-in and the network are still there; a new log-in has a new token.
async function sendIfSignedIn(form, button) {
  form.dataset.sent = "true";
  const answer = await fetch("/ui/alive", { redirect: "manual" }).catch(() => null);
  delete form.dataset.sent;
  if (answer?.status !== 204) return notices.show(answer ? "login" : "net");
  const fresh = answer.headers.get("X-Form-Token");
  if (fresh) for (const field of all('input[name="__RequestVerificationToken"]')) field.value = fresh;
  notices.hide("login");
  notices.hide("net");
  form.dataset.alive = "true";
  form.requestSubmit(button);
}

async function switchSize(event, form, button) {
  event.preventDefault();
  const large = button.value === "large";
  const body = new URLSearchParams(new FormData(form, button));
  if (large) html.dataset.size = "large"; else delete html.dataset.size;
  for (const other of all("[data-size-switch] button")) {
    other.value = large ? "standard" : "large";
    other.textContent = large ? "标准字" : "大字";
  }
  await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => notices.show("net"));
}

// Typed but not saved: ask before the page is left (data-guard); keep a draft at data-draft every 20 s and on blur.
document.addEventListener("input", event => {
  const form = event.target.closest("form[data-guard], form[data-draft]");
  if (form) dirty.add(form);
});
addEventListener("beforeunload", event => {
  if (!leaving && [...dirty].some(form => form.isConnected && form.matches("[data-guard]"))) event.preventDefault();
});
async function keepDraft(form) {
  if (!dirty.has(form) || form.dataset.sent || document.hidden) return;
  const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers: { RequestVerificationToken: token(), "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  dirty.delete(form);
  const place = one("[data-draft-time]", form);
  if (place) place.textContent = await answer.text();
}
setInterval(() => all("form[data-draft]").forEach(keepDraft), 20000);
document.addEventListener("focusout", event => {
  const form = event.target.closest?.("form[data-draft]");
  if (form && !form.contains(event.relatedTarget)) keepDraft(form);
});

// Days: 今天, 昨天 fill in; the server says back how the day was understood.
document.addEventListener("click", event => {
  const fill = event.target.closest("[data-fill]");
  if (!fill) return;
  const field = document.getElementById(fill.dataset.fill);
  field.value = fill.textContent;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});
document.addEventListener("change", async event => {
  const place = event.target.dataset?.date && document.getElementById(event.target.dataset.date);
  if (!place) return;
  const answer = await fetch("/ui/date?text=" + encodeURIComponent(event.target.value)).catch(() => null);
  place.textContent = answer?.ok ? await answer.text() : "";
});
