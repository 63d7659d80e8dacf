/* What a page does beyond showing itself: light or dark, copies for the clipboard, the words at the
   foot of a printed page. Without this script everything is there to read. */
(function () {
  "use strict";

  const root = document.documentElement;
  const own = document.currentScript.src;
  const WORDS = root.lang.startsWith("zh")
    ? { auto: "自动", light: "浅色", dark: "深色", name: "颜色：" }
    : { auto: "auto", light: "light", dark: "dark", name: "Colours: " };
  const NEXT = { auto: "light", light: "dark", dark: "auto" };

  function addThemeSwitch(button) {
    const name = button.querySelector(".theme-name");
    const show = () => {
      name.textContent = WORDS.name + WORDS[root.dataset.theme || "auto"];
    };
    button.addEventListener("click", () => {
      const next = NEXT[root.dataset.theme || "auto"];
      try {
        localStorage.setItem("theme", next);
      } catch (error) {
        /* A browser that keeps nothing still changes this page. */
      }
      root.dataset.theme = next;
      show();
    });
    show();
    button.hidden = false;
  }

  /* The reader's day, as 2026-01-31: so Swedish writes it. */
  const today = () => new Date().toLocaleDateString("sv");

  /* Every copy is of what the page says in words, with the address and the day of today. */
  const COPIES = {
    page: () => location.href,
    link: (figure) => addressOf(figure),
    citation: (figure) =>
      [".citation-plan", ".citation-figure"]
        .map((part) => {
          const text = figure.querySelector(part).cloneNode(true);
          const date = text.querySelector(".citation-date");
          const address = text.querySelector(".citation-address");
          if (address) address.textContent = addressOf(figure);
          if (date) date.textContent = `, ${date.dataset.word} ${today()}`;
          return text.textContent.trim();
        })
        .join("\n"),
    text: (figure) => figure.querySelector("pre").textContent,
    embed: (figure) => {
      const code = figure.querySelector(".embed-code");
      const path = code.textContent.match(/src="([^"]+)"/)[1];
      return code.textContent.replace(path, new URL(code.dataset.path, location.href).href);
    },
  };

  const addressOf = (figure) => new URL(`#${figure.id}`, location.href).href;

  async function write(text) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch (error) {
      /* A page without encryption, or one that is refused, may use the older way only. */
    }
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  function addCopy(button) {
    const said = button.textContent;
    const name = button.ariaLabel || said;
    const say = (text) => {
      button.textContent = text;
      button.ariaLabel = name.replace(said, text);
    };
    button.addEventListener("click", async () => {
      await write(COPIES[button.dataset.copy](button.closest("figure")));
      button.focus();
      say(button.dataset.done);
      setTimeout(say, 2000, said);
    });
    button.hidden = false;
  }

  /* The search comes with the first letter that is typed, or with a question in the address. */
  const SEARCH = [
    "vendor/minisearch-7.2.0.js",
    "search/words.js",
    "search/engine.js",
    "../search-data.js",
    "search/box.js",
  ];

  function loadSearch() {
    if (root.dataset.search) return;
    root.dataset.search = "asked";
    const find = (name) => {
      const address = new URL(name, own);
      address.search = new URL(own).search;
      return address;
    };
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = find("reference.css");
    if (![...document.styleSheets].some((each) => each.href === style.href)) {
      document.head.append(style);
    }
    for (const name of SEARCH) {
      const script = document.createElement("script");
      script.src = find(name);
      script.async = false;
      script.onerror = () => {
        document.querySelectorAll(".search-failed").forEach((said) => (said.hidden = false));
      };
      document.head.append(script);
    }
  }

  const FIELDS = ".search-form input, .search-field input";

  function addSearch() {
    document.addEventListener("input", (event) => {
      if (event.target.matches(FIELDS)) loadSearch();
    });
    const field = document.querySelector(".search-form input");
    const asked = new URLSearchParams(location.search).get("q");
    if (!field || !asked) return;
    field.value = asked;
    loadSearch();
  }

  /* Ctrl+K, or a slash, leads to the search. */
  function leadToSearch(event) {
    const field = document.querySelector(FIELDS);
    const typing = event.target.closest && event.target.closest("input, textarea, select");
    const asked = (event.key === "k" && (event.ctrlKey || event.metaKey)) || event.key === "/";
    if (!asked || typing) return;
    event.preventDefault();
    if (field.getClientRects().length > 0) field.focus();
    else location.href = field.form.action;
  }

  function start() {
    document.querySelectorAll(".theme-switch").forEach(addThemeSwitch);
    document.querySelectorAll("button.copy").forEach(addCopy);
    document.addEventListener("keydown", leadToSearch);
    addSearch();
    const contents = document.getElementById("contents");
    contents.addEventListener("click", (event) => {
      const open = contents.matches(":popover-open");
      if (open && event.target.closest("a[href^='#']")) contents.hidePopover();
    });
    addEventListener("beforeprint", () => {
      root.style.setProperty("--print-page", JSON.stringify(location.href));
      root.style.setProperty("--print-date", JSON.stringify(today()));
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
