// One small script. Every page works without it; it makes waiting, mistakes and lists kinder.
"use strict";
const html = document.documentElement;
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
html.classList.add("js");

const notices = {
  show(name) {
    for (const banner of all(".notices .banner")) if (banner.id !== "notice-" + name) banner.hidden = true;
    const banner = one("#notice-" + name);
    if (banner) banner.hidden = false;
  },
  hide(name) {
    const banner = one("#notice-" + name);
    if (banner) banner.hidden = true;
  },
  fault(status, number) {
    const words = {
      404: "没有找到，或者您没有权限。请刷新这一页。",
      413: "文件太大，没有收下。请拆成几个再传。",
      429: "短时间内操作太多。请等一分钟再试，您填的还在。",
    };
    const said = words[status] ?? (status >= 500
      ? `没有保存上。您填的还在，再点一次；还不行，把编号 ${number ?? status} 告诉县管理员。`
      : "没有做成。您填的还在；请刷新这一页再试。");
    const text = one("#notice-fault p");
    if (text) text.textContent = said;
    this.show("fault");
  },
};

const token = () => one('meta[name="csrf"]')?.content ?? "";
const say = words => { const live = one("#says"); if (live) live.textContent = words; };

// ---- htmx: token, waiting, mistakes, focus ----
document.addEventListener("htmx:config:request", event => {
  const { request } = event.detail.ctx;
  if (request.method !== "GET") request.headers["RequestVerificationToken"] = token();
});

document.addEventListener("htmx:before:request", event => {
  const { ctx } = event.detail;
  const target = ctx.target instanceof Element ? ctx.target : ctx.sourceElement;
  ctx.waitsOn = target;
  ctx.busy = setTimeout(() => target.setAttribute("aria-busy", "true"), 200);
  ctx.slow = setTimeout(() => notices.show("slow"), 8000);
  ctx.focused = document.activeElement;
});

document.addEventListener("htmx:finally:request", event => {
  const { ctx } = event.detail;
  clearTimeout(ctx.busy);
  clearTimeout(ctx.slow);
  ctx.waitsOn?.removeAttribute("aria-busy");
  notices.hide("slow");
  if (ctx.sourceElement?.matches?.("form")) rest(ctx.sourceElement);
});

// Log-in over: stay here with what was typed, and log in beside it; the answer's redirect would lose it.
document.addEventListener("htmx:before:response", event => {
  const { ctx } = event.detail;
  if (ctx.response.status === 401 && ctx.hx) delete ctx.hx.redirect;
});

document.addEventListener("htmx:response:error", event => {
  const { raw } = event.detail.ctx.response;
  if (raw.status === 422 || raw.status === 409) return;   // the form comes back with what is wrong
  if (raw.status === 401) notices.show("login");
  else notices.fault(raw.status, raw.headers.get("X-Error-Number"));
});

document.addEventListener("htmx:error", event => {
  if (event.detail.error?.name !== "AbortError") notices.show("net");
});

document.addEventListener("htmx:after:swap", event => {
  const { ctx } = event.detail;
  const target = ctx?.target instanceof Element && ctx.target.isConnected ? ctx.target : document.body;
  notices.hide("net");
  say(one("[data-says]", target)?.dataset.says ?? "");
  if (ctx?.waitsOn?.matches?.("[data-poll]")) return;
  choose(ctx?.sourceElement);
  const wrong = one(".errsum", target);
  if (wrong) return wrong.focus();
  const before = ctx?.focused;
  if (before?.isConnected && before !== document.body) return;      // filters and sorts: stay on the control
  const same = before?.id && document.getElementById(before.id);
  if (same) return same.focus();
  const heading = one("h1, h2, h3, tbody a", target) ?? one("h1");
  if (!heading) return;
  if (!heading.matches("a")) heading.tabIndex = -1;
  heading.focus();
});

// The cell that was chosen, and what it opens: below on a narrow screen.
function choose(cell) {
  if (!cell?.matches?.(".heat td a")) return;
  for (const other of all("[aria-current]", cell.closest("table"))) other.removeAttribute("aria-current");
  cell.setAttribute("aria-current", "true");
  const opened = one("#cell");
  if (opened && opened.getBoundingClientRect().top > innerHeight) opened.scrollIntoView();
}

addEventListener("offline", () => notices.show("net"));
addEventListener("online", () => notices.hide("net"));
