/* The comparisons of the audit: which of them are shown, by the page's filters. The filters stand in
   the address, so that a selection can be linked to; without this script all are shown. */
(() => {
  "use strict";
  const form = document.querySelector(".filters");
  if (!form) return;
  const groups = [...document.querySelectorAll(".checks")];
  const rows = groups.flatMap((group) =>
    [...group.querySelectorAll("li[id]")].map((row) => ({
      row,
      group,
      facts: { ...row.dataset, kind: group.dataset.kind },
      text: fold(row.textContent),
    })));
  const shown = form.querySelector("output");

  /* Full-width signs and capitals are the same to a reader; so are numbers with and without
     thousands separators. */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/(\d),(?=\d{3})/g, "$1");
  }

  function asked() {
    return Object.fromEntries(
      [...new FormData(form)].filter(([, value]) => value.trim()));
  }

  function filter() {
    const { q = "", ...wanted } = asked();
    const words = fold(q).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, facts, text } of rows) {
      const fits =
        Object.entries(wanted).every(([name, value]) => facts[name].split(" ").includes(value)) &&
        words.every((word) => text.includes(word));
      row.hidden = !fits;
      count += fits;
    }
    for (const group of groups) {
      const left = group.querySelectorAll("li[id]:not([hidden])").length;
      group.hidden = left === 0;
      group.querySelector("h3 small").textContent = left;
    }
    shown.textContent = shown.dataset.said
      .replace("{shown}", count).replace("{count}", rows.length);
  }

  /* Where the filters stay in sight, what is left of a long list may lie above them. */
  function lead() {
    const first = groups.find((group) => !group.hidden);
    if (first?.getBoundingClientRect().top < form.getBoundingClientRect().bottom)
      first.scrollIntoView();
  }

  function write() {
    const query = new URLSearchParams(asked()).toString();
    try {
      history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
    } catch {
      /* A browser may keep the address of a page from a disk as it is. */
    }
  }

  function read() {
    const given = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (!field.name) continue;
      field.value = given.get(field.name) ?? "";
      /* No such choice. */
      if (field.selectedIndex === -1) field.value = "";
    }
  }

  /* Who follows a link to one comparison sees it. */
  function show() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest(".checks [hidden], .checks[hidden]")) return;
    for (const field of form.elements) if (field.name) field.value = "";
    write();
    filter();
    target.scrollIntoView();
  }

  form.hidden = false;
  read();
  filter();
  show();
  form.addEventListener("input", () => {
    filter();
    write();
    lead();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    filter();
    write();
  }));
  window.addEventListener("hashchange", show);
  /* A link to a part keeps the page: its filters are set without asking for it again. */
  for (const link of document.querySelectorAll('.tally a[href^="?"]')) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const address = new URL(link.href);
      history.replaceState(null, "", address.pathname + address.search);
      read();
      filter();
      location.hash = address.hash;
    });
  }
})();
