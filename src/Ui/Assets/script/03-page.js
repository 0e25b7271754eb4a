// ---- lists by keys, polling, toast, idle log-out ----
const keysOn = () => html.dataset.keys !== "off";
const showKeys = () => all("[data-keys]:not(html)").forEach(button => { button.textContent = keysOn() ? "关掉单键" : "打开单键"; });

document.addEventListener("click", event => {
  if (!event.target.closest("button[data-keys]")) return;
  if (keysOn()) html.dataset.keys = "off"; else delete html.dataset.keys;
  document.cookie = `ht-keys=${keysOn() ? "on; max-age=0" : "off; max-age=31536000"}; path=/; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`;
  showKeys();
});

// J and K move over the rows' first links, Enter opens as links do, / goes to the search, G to the pager; never inside a field.
document.addEventListener("keydown", event => {
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (key === "/") { const search = one("#q"); if (search) { event.preventDefault(); search.focus(); search.select(); } return; }
  if (key === "g") { one('.pager a[rel="next"]')?.focus(); return; }
  if (key !== "j" && key !== "k") return;
  const rows = all("table[data-rows] tbody tr").map(row => one("th a, td a", row)).filter(Boolean);
  if (rows.length === 0) return;
  const here = rows.findIndex(link => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + (key === "j" ? 1 : -1)));
  all("tr.sel").forEach(row => row.classList.remove("sel"));
  rows[next].closest("tr").classList.add("sel");
  rows[next].focus();
});

document.addEventListener("keydown", event => {       // Ctrl+Enter sends the form one is in
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit(one("form .btn.pri[type=submit], form button.btn.pri") ?? undefined);
});

// Jobs: ask twice a second for 5 s, for most are done by then, afterwards every 2 s; only while somebody can see it.
let beats = 0;
setInterval(() => {
  beats++;
  if (document.hidden || (beats > 10 && beats % 4 !== 0)) return;
  for (const line of all("[data-poll]")) {
    if (line.dataset.asking) continue;
    line.dataset.asking = "true";
    htmx.ajax("GET", line.dataset.poll, { target: line, source: line, swap: "outerHTML" }).finally?.(() => delete line.dataset.asking);
  }
}, 500);

// A toast goes after 8 s, but stays while it is hovered or focused.
function tendToasts() {
  for (const toast of all(".toast:not([data-tended])")) {
    toast.dataset.tended = "true";
    const leave = () => toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove();
    setTimeout(leave, 8000);
  }
}

// Idle for 20 minutes logs out (security.md 7): warn at 18, and let it be extended.
const idleMinutes = 20;
let lastAsked = Date.now();
document.addEventListener("htmx:after:request", () => { lastAsked = Date.now(); });
setInterval(() => {
  if (!html.dataset.signedIn) return;
  const minutes = (Date.now() - lastAsked) / 60000;
  if (minutes > idleMinutes) notices.show("login");
  else if (minutes > idleMinutes - 2) notices.show("idle");
}, 10000);
document.addEventListener("click", async event => {
  if (!event.target.closest("[data-alive]")) return;
  const answer = await fetch("/ui/alive", { redirect: "manual" }).catch(() => null);
  if (answer?.status === 204) { lastAsked = Date.now(); notices.hide("idle"); } else notices.show(answer ? "login" : "net");
});

document.addEventListener("change", event => {        // 显示密码
  const shows = event.target.dataset?.shows && document.getElementById(event.target.dataset.shows);
  if (shows) shows.type = event.target.checked ? "text" : "password";
});

tendToasts();
showKeys();
one(".errsum")?.focus();
