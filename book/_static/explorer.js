/* The explorer: lists the rows that a reader selects. The selection stands in the address, and only
   there: whatever a reader does writes a new address, and what shows is drawn from the address.
   Its keys are described in compendium.site.explorer.sets, the data in compendium.site.explorer.data.
   Until a reader wants something, the page is as it came, and nothing is loaded. */
(function () {
  "use strict";

  const { MANY, MISSING, VIEWS, isChinese, make, mark, nameOf, say, fold } = window.Explorer;
  const { describe, select, writeCsv, nameFile } = window.Explorer;
  const page = document.querySelector(".explorer");
  const find = (selector) => page.querySelector(selector);
  const findAll = (selector) => [...page.querySelectorAll(selector)];
  const form = find(".explorer-controls");
  const sets = new Map(findAll("input[name=set]").map((each) => [each.value, each]));
  const AT_ONCE = 50;
  /* So many groups of filters are open at first. */
  const OPEN = 3;
  const WORDS = isChinese
    ? {
        found: (found, all) => (found === all ? `共${all}行` : `共${all}行，选出${found}行`),
        none: "没有符合条件的行，请减少条件。",
        loading: "正在载入……",
        failed: "数据未能载入，请再试一次。",
        missing: "未载明",
        findIn: (title) => `查找${title}`,
        remove: "，去掉此条件",
        clear: "全部清除",
        sort: (heading) => `按${heading}排序`,
        words: "关键词",
        colon: "：",
        up: "升序",
        down: "降序",
        more: (rest) => `再显示${Math.min(rest, AT_ONCE)}行（还有${rest}行）`,
        filters: (chosen) => (chosen ? `筛选条件（${chosen}）` : "筛选条件"),
      }
    : {
        found: (found, all) => (found === all ? `${all} rows` : `${found} of ${all} rows`),
        none: "No row has all of this. Take a filter away.",
        loading: "Loading …",
        failed: "The data did not load. Please try once more.",
        missing: "not stated",
        findIn: (title) => `Find in: ${title}`,
        remove: ", take away",
        clear: "Clear all",
        sort: (heading) => `Sort by: ${heading}`,
        words: "Words",
        colon: ": ",
        up: "up",
        down: "down",
        more: (rest) => `Show ${Math.min(rest, AT_ONCE)} more rows (${rest} left)`,
        filters: (chosen) => (chosen ? `Filters (${chosen})` : "Filters"),
      };

  /* ---- The address ---- */

  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    const set = sets.has(given.get("set")) ? given.get("set") : [...sets.keys()][0];
    const filters = {};
    for (const key of sets.get(set).dataset.filters.split(" "))
      if (given.get(key)) filters[key] = given.get(key).split(",");
    return { set, filters, q: given.get("q") || "", sort: given.get("sort") || "" };
  }

  function writeAddress(state) {
    const known = sets.get(state.set).dataset.filters.split(" ");
    const parts = [["set", state.set]];
    for (const key of known)
      if (state.filters[key] && state.filters[key].length)
        parts.push([key, state.filters[key].map(encodeURIComponent).join(",")]);
    if (state.q) parts.push(["q", encodeURIComponent(state.q).replaceAll("%20", "+")]);
    if (state.sort) parts.push(["sort", state.sort]);
    return `#${parts.map((part) => part.join("=")).join("&")}`;
  }

  /* A step that a reader can go back; while words are typed all is one step. */
  function go(state, { isTyping = false } = {}) {
    const address = writeAddress(state);
    if (address === location.hash) return;
    if (isTyping) location.replace(address);
    else location.hash = address;
  }

  /* ---- The data, each part once ---- */

  const loading = new Map();

  function load(address) {
    if (!loading.has(address)) {
      const script = make("script", { src: address });
      const loaded = new Promise((done, failed) => {
        script.addEventListener("load", done);
        script.addEventListener("error", failed);
      });
      loading.set(address, loaded);
      loaded.catch(() => loading.delete(address));
      document.head.append(script);
    }
    return loading.get(address);
  }

  const tables = new Map();

  async function open(set) {
    const library = find(".explorer-table").dataset.src;
    await Promise.all([library, form.dataset.src, sets.get(set).dataset.src].map(load));
    if (!tables.has(set)) tables.set(set, describe(window.explorerData[set], VIEWS[set]));
    return tables.get(set);
  }

  /* ---- Drawing ---- */

  /* What a reader asked for last, and what shows. */
  let wanted = null;
  let drawn = {};
  let released = null;

  async function show() {
    const state = readAddress();
    wanted = state;
    let given;
    try {
      if (!tables.has(state.set)) find(".explorer-count").textContent = WORDS.loading;
      given = await open(state.set);
    } catch (error) {
      find(".explorer-count").textContent = WORDS.failed;
      wanted = null;
      return;
    }
    /* What a finger is on stays there. */
    await released;
    /* The reader went on meanwhile. */
    if (wanted !== state) return;
    const rows = select(given, state);
    const isNew = drawn.set !== state.set;
    drawn = { state, given, rows, set: state.set, shown: AT_ONCE };
    showControls(isNew);
    if (isNew) buildFilters();
    showFacets();
    showChosen();
    showHeadings();
    find("tbody").replaceChildren(...rows.slice(0, AT_ONCE).map(drawRow));
    showEnd();
  }

  function showControls(isNew) {
    const { state, given } = drawn;
    sets.get(state.set).checked = true;
    if (!typing && form.q.value.trim() !== state.q) form.q.value = state.q;
    if (isNew) {
      const orders = Object.entries(given.data.headings).flatMap(([key, heading]) => [
        make("option", { value: key }, `${heading} (${WORDS.up})`),
        make("option", { value: `-${key}` }, `${heading} (${WORDS.down})`),
      ]);
      form.sort.replaceChildren(form.sort.options[0], ...orders);
    }
    form.sort.value = state.sort;
    if (form.sort.selectedIndex < 0) form.sort.value = "";
    find(".explorer-note").hidden = !given.data.filters.source;
  }

  function buildFilters() {
    const { given } = drawn;
    const titles = window.explorerData.names.titles;
    const groups = find(".explorer-groups");
    const active = groups.contains(document.activeElement) && document.activeElement;
    const [wasOpen, focus] = [
      new Map(findAll(".facet").map((each) => [each.dataset.key, each.open])),
      active &&
        `[data-key="${active.closest(".facet").dataset.key}"] ${active.tagName}` +
          (active.value ? `[value="${CSS.escape(active.value)}"]` : ""),
    ];
    groups.replaceChildren(
      ...given.values.map(([key, values], at) => {
        const title = titles[key];
        const list = make(
          "ul",
          { "aria-label": title },
          ...values.map((value) => drawValue(key, value)),
        );
        const field =
          values.length > MANY
            ? make("input", {
                type: "search",
                class: "facet-find",
                "aria-label": WORDS.findIn(title),
                placeholder: WORDS.findIn(title),
                autocomplete: "off",
              })
            : "";
        const group = make(
          "details",
          { class: "facet", "data-key": key },
          make("summary", {}, title),
          field,
          list,
        );
        group.open = wasOpen.has(key) ? wasOpen.get(key) : at < OPEN;
        return group;
      }),
    );
    if (focus) (find(focus) || form.q).focus();
  }

  const sayValue = (key, value) => (value === MISSING ? WORDS.missing : say(key, value));

  function drawValue(key, value) {
    const box = make("input", { type: "checkbox", name: key, value });
    const other = nameOf(key, value);
    const item = make(
      "li",
      {},
      make(
        "label",
        {},
        box,
        make("span", { class: "facet-name" }, ...mark(sayValue(key, value))),
        " ",
        make("span", { class: "facet-count" }),
      ),
    );
    item.words = fold([value, ...(other || [])].join("\n"));
    return item;
  }

  /* How many rows each value would leave, with all other filters as they are. */
  function showFacets() {
    const { given, state } = drawn;
    for (const group of findAll(".facet")) {
      const key = group.dataset.key;
      const counts = given.table.getColumn(`filter-${key}`).getFacetedUniqueValues();
      const wanted = fold((group.querySelector(".facet-find") || { value: "" }).value.trim());
      for (const item of group.querySelectorAll("li")) {
        const box = item.querySelector("input");
        const count = counts.get(box.value) || 0;
        box.checked = (state.filters[key] || []).includes(box.value);
        item.querySelector(".facet-count").textContent = count.toLocaleString("en");
        item.hidden = !box.checked && (!count || !item.words.includes(wanted));
      }
    }
  }

  function showChosen() {
    const { state } = drawn;
    const titles = window.explorerData.names.titles;
    const list = find(".explorer-chosen");
    const chosen = Object.entries(state.filters).flatMap(([key, values]) =>
      values.map((value) => ({
        key,
        value,
        said: `${titles[key]}${WORDS.colon}${sayValue(key, value)}`,
      })),
    );
    if (state.q)
      chosen.push({ key: "q", value: "", said: `${WORDS.words}${WORDS.colon}${state.q}` });
    const items = chosen.map(({ key, value, said }) =>
      make(
        "button",
        { type: "button", "data-key": key, "data-value": value },
        ...mark(said),
        make("span", { class: "unseen" }, WORDS.remove),
      ),
    );
    if (chosen.length > 1)
      items.push(make("button", { type: "button", "data-key": "" }, WORDS.clear));
    list.replaceChildren(...items.map((item) => make("li", {}, item)));
    list.hidden = !chosen.length;
    find(".explorer-open").textContent = WORDS.filters(
      chosen.filter(({ key }) => key !== "q").length,
    );
  }

  const sortButton = (heading) =>
    make("button", { type: "button", "aria-label": WORDS.sort(heading) });

  function showHeadings() {
    const { given, state } = drawn;
    const [key, direction] = [
      state.sort.replace(/^-/, ""),
      state.sort[0] === "-" ? "descending" : "ascending",
    ];
    const row = find("thead tr");
    const focused =
      row.contains(document.activeElement) && document.activeElement.parentElement.dataset.key;
    row.replaceChildren(
      ...Object.entries(given.data.headings).map(([name, heading]) => {
        const cell = make("th", { scope: "col", "data-key": name }, heading, sortButton(heading));
        if (name === key) cell.setAttribute("aria-sort", direction);
        return cell;
      }),
    );
    if (focused) (row.querySelector(`[data-key="${focused}"] button`) || form.q).focus();
  }

  function drawRow(row) {
    const { view, data } = drawn.given;
    const cells = Object.entries(data.headings).map(([key, heading], at) => {
      const content = view[key].cell(row);
      if (!at) return make("th", { scope: "row" }, ...content);
      const cell = make("td", { "data-label": heading }, make("span", {}, ...content));
      if (!content.some((each) => each !== "")) cell.dataset.empty = "";
      return cell;
    });
    return make("tr", {}, ...cells);
  }

  function showEnd() {
    const { rows, shown, given } = drawn;
    const rest = rows.length - shown;
    const more = find(".explorer-more");
    more.hidden = rest <= 0;
    if (rest > 0) more.textContent = WORDS.more(rest);
    find(".explorer-csv").hidden = !rows.length;
    const [found, all] = [rows.length, given.data.rows].map((each) => each.toLocaleString("en"));
    find(".explorer-count").textContent = rows.length ? WORDS.found(found, all) : WORDS.none;
  }

  function showMore() {
    const { rows, shown } = drawn;
    const added = rows.slice(shown, shown + AT_ONCE).map(drawRow);
    find("tbody").append(...added);
    drawn.shown += AT_ONCE;
    showEnd();
    if (added.length) added[0].querySelector("a").focus();
  }

  /* ---- What a reader does ---- */

  function toggle(state, { name, value, checked }) {
    const others = (state.filters[name] || []).filter((each) => each !== value);
    const filters = { ...state.filters, [name]: checked ? [...others, value] : others };
    return { ...state, filters };
  }

  function takeAway({ dataset: { key, value } }) {
    const state = readAddress();
    if (!key) go({ ...state, filters: {}, q: "" });
    else if (key === "q") go({ ...state, q: "" });
    else go(toggle(state, { name: key, value, checked: false }));
    form.q.focus();
  }

  function sortBy(key) {
    const state = readAddress();
    const next = { [key]: `-${key}`, [`-${key}`]: "" };
    go({ ...state, sort: Object.hasOwn(next, state.sort) ? next[state.sort] : key });
  }

  function change({ target }) {
    const state = readAddress();
    if (target.name === "set") go({ ...state, set: target.value, sort: "" });
    else if (target.name === "sort") go({ ...state, sort: target.value });
    else if (target.type === "checkbox") go(toggle(state, target));
  }

  function saveCsv() {
    const file = new Blob([writeCsv(drawn)], { type: "text/csv" });
    const address = URL.createObjectURL(file);
    make("a", { href: address, download: nameFile(drawn) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  let typing = 0;

  function type({ target, isComposing }) {
    if (target.matches(".facet-find") && drawn.given) showFacets();
    if (target !== form.q || isComposing) return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      typing = 0;
      const state = readAddress();
      const q = target.value.trim();
      go({ ...state, q }, { isTyping: Boolean(state.q && q) });
    }, 150);
  }

  const isSelection = () => location.hash.includes("=");

  function start() {
    form.addEventListener("change", change);
    form.addEventListener("input", type);
    form.addEventListener("compositionend", type);
    form.addEventListener("submit", (event) => event.preventDefault());
    page.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.closest("thead")) sortBy(button.parentElement.dataset.key);
      else if (button.closest(".explorer-chosen")) takeAway(button);
      else if (button.matches(".explorer-more")) (drawn.given ? showMore : show)();
      else if (button.matches(".explorer-csv")) saveCsv();
    });
    addEventListener("hashchange", () => {
      if (isSelection() || !location.hash) show();
      /* A link within the page: the address keeps on saying what is selected. */
      else if (wanted) history.replaceState(null, "", writeAddress(wanted));
    });
    /* From below the rows, a link to a selection leads up to them. */
    addEventListener("click", ({ target }) => {
      const link = target.closest("a");
      if (!link || link.pathname !== location.pathname || !link.hash.includes("=")) return;
      page.scrollIntoView();
      find(".explorer-results").focus({ preventScroll: true });
    });
    page.addEventListener("pointerdown", () => {
      released = new Promise((done) => {
        for (const sign of ["pointerup", "pointercancel"])
          addEventListener(sign, () => setTimeout(done), { once: true });
      });
    });
    /* What the page came with is enough until a reader touches it. */
    const wake = ({ target }) => {
      if (!wanted && !target.closest("a, .copy")) show();
    };
    for (const sign of ["pointerdown", "focusin", "input"]) page.addEventListener(sign, wake);
    for (const cell of findAll("thead th")) cell.append(sortButton(cell.textContent));
    if (isSelection()) show();
  }

  start();
})();
