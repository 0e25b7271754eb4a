// Looks over the open page; answers with one line for each fault. Argument: is the screen a phone's?
isPhone => {
  const found = [];
  const isShown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
  const name = element => `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}${element.className && typeof element.className === "string" ? "." + element.className.trim().replace(/\s+/g, ".") : ""}> ${(element.textContent || element.value || "").trim().slice(0, 30)}`;

  // The page never moves sideways; what is wide moves in its own box (look.md 7).
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter(element => isShown(element) && element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest(".scroll, .nav, .tabs, .wm, .vh"));
    found.push(`moves sideways: ${root.scrollWidth} in ${root.clientWidth}; ${wide.slice(0, 3).map(name).join(" | ")}`);
  }

  // A finger needs 44 px for what is pressed; links inside text and cells go by their line (look.md 2).
  if (isPhone) {
    const pressed = document.querySelectorAll("button:not(.link), .btn, input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, summary, .seg label, .nav a, .tabs a, label:has(> input[type=checkbox]), label:has(> input[type=radio])");
    for (const element of pressed) {
      if (!isShown(element) || element.closest(".vh, .skip") || element.matches(".vh, .skip, .vh *")) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.bottom < 0) continue;
      if (box.height < 43.5) found.push(`hard to touch, ${Math.round(box.height)} px high: ${name(element)}`);
    }
  }

  // Users are spoken to in Chinese. File endings, units and accounts' names are the exceptions.
  const allowed = /^(xlsx?|csv|txt|pdf|jpg|png|mb|gb|kb|id|wps|excel|utf|gb18030|sqlite|postgresql|net)$/i;
  const check = (text, element) => {
    if (element.closest("[translate=no], code, kbd, .account")) return;
    for (const word of text.replace(/[\w.-]+\.(xlsx?|csv)\b/gi, "").replace(/\b[a-z]+\.[a-z]+\d?\b|\b[a-z]+\d{4,}\b/g, "").match(/[A-Za-z]{2,}(?:-[A-Za-z]+)*/g) ?? [])
      if (!allowed.test(word)) found.push(`says "${word}" in ${name(element)}`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (walk.currentNode.textContent.trim() && !parent.closest("script, style, template") && isShown(parent)) check(walk.currentNode.textContent, parent);
  }
  for (const element of document.querySelectorAll("[placeholder], [title], [aria-label], [alt]"))
    for (const attribute of ["placeholder", "title", "aria-label", "alt"]) if (element.hasAttribute(attribute) && isShown(element)) check(element.getAttribute(attribute), element);

  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} h1`);
  if (!document.title.endsWith("· 护童")) found.push(`is titled "${document.title}"`);
  if (root.lang !== "zh-CN") found.push("has no language");
  if (/undefined|NaN|\bnull\b|System\.|Exception/.test(document.body.innerText)) found.push("shows the inside of the program");
  return [...new Set(found)];
}
