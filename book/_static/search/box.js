/* What the search shows: a list below the field while one types, and the page of all results. */
(function () {
  "use strict";

  const { plain, splitQuery } = window.compendiumWords;
  const data = window.compendiumSearchData;
  const html = document.documentElement;
  const SAY = html.lang.startsWith("zh")
    ? {
        best: "最相关",
        near: "没有完全一致的结果，最接近的是",
        alike: "写法相近",
        none: (query) => `没有找到“${query}”。`,
        ways: "可以换个写法，或从这里查找：",
        all: (count) => `全部 ${count} 条结果`,
        more: (count, name) => `显示全部 ${count} 条：${name}`,
        count: (count) => `${count} 条结果`,
        wait: "正在查找……",
        list: "搜索结果",
      }
    : {
        best: "Best matches",
        near: "Nothing is written just so; nearest to it",
        alike: "Written alike",
        none: (query) => `Nothing found for “${query}”.`,
        ways: "Try fewer or other words, or look here:",
        all: (count) => `All ${count} results`,
        more: (count, name) => `Show all ${count}: ${name}`,
        count: (count) => `${count} result${count === 1 ? "" : "s"}`,
        wait: "Still looking …",
        list: "Search results",
      };
  const [IN_LIST, IN_PAGE, AROUND] = [2, 8, 70];
  const CHINESE = /([㐀-鿿][㐀-鿿〇“”《》（），。、：；·]*)/;

  function make(tag, properties = {}, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties))
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    element.append(...inside);
    return element;
  }

  /* ---- One result ---- */

  /* What to mark: words by their beginnings, Chinese where it stands whole, else by its pairs. */
  const asPattern = (parts) => {
    const marked = parts
      .filter((word) => word.length > 1 || /[㐀-鿿\d]/.test(word))
      .map((word) => (/^[a-z\d]/.test(word) ? `(?<![a-z\\d])${word}` : word));
    return marked.length ? new RegExp(`(${marked.join("|")})`, "iu") : null;
  };
  let marks = { query: null };

  function patternOf(query, text) {
    if (marks.query !== query) {
      const whole = plain(query).match(/[㐀-鿿]+|[^ 㐀-鿿]{2,}/g) || [];
      const parts = [...whole, ...splitQuery(query)];
      marks = { query, whole, pattern: asPattern(whole), parts: asPattern(parts) };
    }
    const low = text.toLowerCase();
    return marks.whole.every((word) => low.includes(word)) ? marks.pattern : marks.parts;
  }

  /** Give a text with what was asked for marked, and its Chinese as such in an English page. */
  function show(text, query) {
    const pattern = patternOf(query, text);
    const pieces = pattern ? text.split(pattern) : [text];
    return pieces.flatMap((piece, place) => {
      const runs = html.lang === "en" ? piece.split(CHINESE) : [piece];
      const nodes = runs.map((run, odd) => (odd % 2 ? make("span", { lang: "zh-Hans" }, run) : run));
      return place % 2 ? [make("mark", {}, ...nodes)] : nodes;
    });
  }

  /** Give the passage of a text where the first word of a query stands. */
  function excerpt(text, query) {
    const pattern = patternOf(query, text);
    const at = pattern ? text.search(pattern) : -1;
    if (at < 0) return "";
    const from = at <= AROUND ? 0 : text.indexOf(" ", at - AROUND) + 1;
    const start = from > at || !from ? Math.max(0, at <= AROUND ? 0 : at - AROUND) : from;
    const end = at + 2 * AROUND;
    const cut = text.slice(start, end);
    return `${start ? "… " : ""}${end < text.length ? `${cut.replace(/\s\S*$/, "")} …` : cut}`;
  }

  function showRow({ row, kind }, query, isBest) {
    const [own, other] = html.lang.startsWith("zh") ? [data.zh, data.en] : [data.en, data.zh];
    const name = own[data.name[row]] || other[data.name[row]];
    const second = own[data.name[row]] ? other[data.name[row]] : "";
    const link = make("a", {
      className: "found",
      href: html.dataset.content_root + data.heads[data.head[row]] + data.tail[row],
    });
    link.append(make("span", { className: "found-name" }, ...show(name, query)));
    if (second && second !== name) {
      const lang = html.lang === "en" ? "zh-Hans" : "en";
      link.append(" ", make("span", { className: "found-other", lang }, ...show(second, query)));
    }
    const said = data.notes[data.note[row]];
    const note = [isBest ? data.kinds[kind][2] : "", said].filter(Boolean).join(" · ");
    const passage = data.texts[row] ? excerpt(data.texts[row], query) : "";
    link.append(make("span", { className: "context" }, ...show(note, query)));
    if (passage) link.append(make("span", { className: "found-text" }, ...show(passage, query)));
    return link;
  }

  /** Give what is shown: the best, then each kind with the rest of it, then what is only near. */
  function arrange({ best, rows, near }) {
    const rest = (all) => all.filter((each) => !best.includes(each));
    const groups = data.kinds.map(([, name], kind) => ({
      name,
      rows: rest(rows.filter((each) => each.kind === kind)),
      count: rows.filter((each) => each.kind === kind).length,
    }));
    const first = { name: rows.length ? SAY.best : SAY.near, rows: best, isBest: true };
    const alike = { name: SAY.alike, rows: rest(near), count: near.length };
    return [first, ...groups, alike].filter((group) => group.rows.length);
  }

  /* The index is made a chunk at a time: what is not found yet may be in the next. */
  const isDone = () => html.dataset.search === "ready";

  function showNothing(query) {
    if (!isDone()) return make("p", { className: "found-nothing" }, SAY.wait);
    const said = make("p", {}, ...show(`${SAY.none(query)} ${SAY.ways}`, ""));
    const ways = data.ways.map(([address, title]) =>
      make("li", {}, make("a", { href: html.dataset.content_root + address }, ...show(title, ""))),
    );
    return make("div", { className: "found-nothing" }, said, make("ul", {}, ...ways));
  }

  /* ---- The list below the field in the header ---- */

  function addList(field, search) {
    const form = field.form;
    const list = make("div", { id: "search-list", role: "listbox", "aria-label": SAY.list });
    const panel = make("div", { className: "search-panel", hidden: true }, list);
    const status = make("span", { className: "unseen", role: "status" });
    form.append(panel, status);
    const options = () => [...list.querySelectorAll("[role=option]")];
    let active = -1;

    function choose(place) {
      const all = options();
      if (all[active]) all[active].setAttribute("aria-selected", "false");
      active = all.length ? (place + all.length + 1) % (all.length + 1) : -1;
      if (active === all.length) active = -1;
      if (!all[active]) return field.removeAttribute("aria-activedescendant");
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", all[active].id);
    }

    function open(isOpen) {
      panel.hidden = !isOpen;
      field.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) choose(-1);
    }

    function asOption(link, place) {
      link.id = `search-option-${place}`;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      return link;
    }

    function update() {
      const query = field.value.trim();
      if (!query) return open(false);
      const found = search.find(query);
      const count = found.rows.length + found.near.length;
      const all = make("a", { className: "found-all", href: `${form.action}?q=${encodeURIComponent(query)}` }, SAY.all(count));
      let place = 0;
      const groups = arrange(found).map((group, number) => {
        const rows = group.isBest ? group.rows : group.rows.slice(0, IN_LIST);
        const id = `search-group-${number}`;
        const name = make("span", { id, className: "found-group", role: "presentation" }, group.name);
        if (group.count) name.append(" ", make("span", { className: "found-count" }, String(group.count)));
        const shown = rows.map((row) => asOption(showRow(row, query, group.isBest), (place += 1)));
        return make("div", { role: "group", "aria-labelledby": id }, name, ...shown);
      });
      active = -1;
      field.removeAttribute("aria-activedescendant");
      list.replaceChildren(...groups, ...(count ? [asOption(all, place + 1)] : []));
      list.hidden = !count;
      panel.replaceChildren(list, ...(count ? [] : [showNothing(query)]));
      status.replaceChildren(...show(count ? SAY.count(count) : isDone() ? SAY.none(query) : SAY.wait, ""));
      return open(true);
    }

    const KEYS = {
      ArrowDown: () => (panel.hidden ? update() : choose(active + 1)),
      ArrowUp: () => choose(active < 0 ? options().length - 1 : active - 1),
      Escape: () => open(false),
    };
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Tab") open(false);
      if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        options()[active].click();
      }
      if (!(event.key in KEYS) || (event.key === "Escape" && panel.hidden)) return;
      event.preventDefault();
      KEYS[event.key]();
    });
    /* The focus stays in the field, whatever is pointed at. */
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      open(false);
      field.focus();
    });
    list.addEventListener("click", () => open(false));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) open(false);
    });
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(states)) field.setAttribute(name, value);
    field.addEventListener("input", update);
    return () => {
      if (document.activeElement === field && active < 0) update();
    };
  }

  /* ---- The page of all results ---- */

  function addPage(field, results, search) {
    const status = document.getElementById("search-status");

    function showGroup(group, query) {
      const items = (rows) => rows.map((row) => make("li", {}, showRow(row, query, group.isBest)));
      const most = IN_PAGE;
      const list = make("ol", { className: "found-list" }, ...items(group.rows.slice(0, most)));
      const heading = make("h2", {}, group.name);
      if (group.count) heading.append(" ", make("span", { className: "found-count" }, String(group.count)));
      if (group.rows.length <= most) return [heading, list];
      const more = make("button", { type: "button", className: "found-more" }, SAY.more(group.count, group.name));
      more.addEventListener("click", () => {
        list.append(...items(group.rows.slice(most)));
        list.children[most].firstChild.focus();
        more.remove();
      });
      return [heading, list, more];
    }

    function update() {
      const query = field.value.trim();
      const found = search.find(query);
      const groups = arrange(found).flatMap((group) => showGroup(group, query));
      results.replaceChildren(...(groups.length || !query ? groups : [showNothing(query)]));
      const count = found.rows.length + found.near.length;
      status.textContent = query ? (isDone() ? SAY.count(count) : SAY.wait) : "";
      const address = new URL(location.href);
      if (query) address.searchParams.set("q", query);
      else address.searchParams.delete("q");
      history.replaceState(null, "", address);
    }

    function go(event) {
      const links = [field, ...results.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape" && at > 0) field.focus();
      else if (step && links[at + step]) links[at + step].focus();
      else return;
      event.preventDefault();
    }

    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    field.addEventListener("keydown", (event) => event.isComposing || go(event));
    results.addEventListener("keydown", go);
    field.addEventListener("input", update);
    return update;
  }

  const search = new window.compendiumSearch.Search(data);
  const results = document.getElementById("search-results");
  const updates = [];
  /* The first chunk has the indicators and places: a reader need not wait for the rest. */
  search.build(() => search.isReady && !updates.length && start()).then(() => {
    html.dataset.search = "ready";
    updates.forEach((update) => update());
  });

  function start() {
    updates.push(addList(document.querySelector(".search-field input"), search));
    if (results) updates.push(addPage(document.querySelector(".search-form input"), results, search));
    updates.forEach((update) => update());
  }
})();
