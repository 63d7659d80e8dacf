/* The switch for a chapter's code, and the contents that close on a choice. Without this script
   every piece of code opens by itself. */
(function () {
  "use strict";

  const CODE = ".bd-article details.hide";
  const WORDS = document.documentElement.lang.startsWith("zh")
    ? { show: "显示全部代码", hide: "隐藏全部代码" }
    : { show: "Show all code", hide: "Hide all code" };

  function addSwitch(tools) {
    const pieces = Array.from(document.querySelectorAll(CODE));
    const button = document.createElement("button");
    const isOpen = () => pieces.every((piece) => piece.open);
    const name = () => (button.textContent = isOpen() ? WORDS.hide : WORDS.show);
    button.type = "button";
    button.addEventListener("click", () => {
      const open = !isOpen();
      pieces.forEach((piece) => (piece.open = open));
      name();
    });
    pieces.forEach((piece) => piece.addEventListener("toggle", name));
    name();
    if (pieces.length > 0) tools.append(button);
  }

  /* The contents cover the page on a small screen, and would hide what was chosen. */
  function closeOnChoice(dialog) {
    dialog.addEventListener("click", (event) => {
      if (event.target.closest("a[href^='#']")) dialog.close();
    });
  }

  function start() {
    document.querySelectorAll(".chapter-tools").forEach(addSwitch);
    document.querySelectorAll("dialog[id$='-sidebar-modal']").forEach(closeOnChoice);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
