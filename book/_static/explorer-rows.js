/* The explorer's rows: what a set's script holds, and the library's table of it, which filters,
   counts and sorts. How columns are written says compendium.site.explorer.data. */
(function () {
  "use strict";

  const isChinese = document.documentElement.lang.startsWith("zh");
  const OWN = isChinese ? 1 : 0;
  const MISSING = "-";
  /* So many values and more are a long list. */
  const MANY = 12;
  const collator = new Intl.Collator(isChinese ? "zh" : "en", { numeric: true });

  function unpack(packed, rows) {
    const columns = {};
    for (const [name, column] of Object.entries(packed)) {
      const { of, at, rest, like, but } = column;
      if (typeof column === "string") columns[name] = Array(rows).fill(column);
      else if (like) columns[name] = columns[like].map((value, row) => but[row] ?? value);
      else if (of) columns[name] = at.map((place, row) => of[place] + (rest ? rest[row] : ""));
      else columns[name] = column;
    }
    return columns;
  }

  function nameOf(key, value) {
    const names = window.explorerData.names.names[key] || {};
    return Object.hasOwn(names, value) ? names[value] : undefined;
  }

  const say = (key, value) => {
    if (!value) return "";
    const names = nameOf(key, value);
    return names ? names[OWN] : value;
  };

  /* Width and case do not matter, nor marks of notes, nor what parts the digits of a number. */
  const fold = (text) =>
    text
      .replace(/[①-⑳⁰¹²³⁴-⁹*]/g, "")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/(?<=\d)[,，\s](?=\d{3}(?!\d))/g, "");

  function describe(data, makeView) {
    const columns = { ...unpack(data.added, data.rows), ...unpack(data.columns, data.rows) };
    const given = { data, columns, key: Object.keys(data.columns)[0] };
    const at = (name) => (row) => columns[name][row];
    const rows = Array.from(columns[given.key], (id, row) => row);
    given.view = makeView(at, given);
    given.texts = rows.map((row) => textOf(row, given));
    given.table = makeTable(rows, given);
    given.values = listValues(given);
    return given;
  }

  function textOf(row, { data, columns }) {
    const ids = (key) => (data.filters[key] ? columns[data.filters[key]][row].split("|") : []);
    const names = ["plan", "place", "indicator"].flatMap((key) =>
      ids(key).flatMap((id) => nameOf(key, id) || []),
    );
    const table = columns.table_id ? nameOf("table", columns.table_id[row]) : [];
    const texts = data.words.map((name) => columns[name][row]);
    return fold([...texts, ...names, ...(table || [])].join("\n"));
  }

  function makeTable(rows, given) {
    const { data, columns, texts, view, key } = given;
    const hasAny = (row, column, wanted) =>
      row.getUniqueValues(column).some((value) => wanted.includes(value));
    const filters = Object.entries(data.filters).map(([name, column]) => ({
      id: `filter-${name}`,
      accessorFn: (row) => columns[column][row],
      getUniqueValues: (row) => (columns[column][row] || MISSING).split("|"),
      filterFn: hasAny,
    }));
    /* By the alphabet or by size; what is missing comes last. */
    const orders = Object.keys(data.headings).map((name) => ({
      id: name,
      accessorFn: (row) => view[name].order(row),
      sortingFn: (one, other) => compare(one.getValue(name), other.getValue(name)),
      sortUndefined: "last",
    }));
    const words = {
      id: "words",
      accessorFn: (row) => texts[row],
      enableGlobalFilter: true,
    };
    const table = TableCore.createTable({
      data: rows,
      columns: [...filters, ...orders, words],
      state: {},
      onStateChange() {},
      renderFallbackValue: null,
      getColumnCanGlobalFilter: (column) => column.id === words.id,
      globalFilterFn: (row, column, { id, parts }) =>
        columns[key][row.original] === id ||
        parts.every((part) => texts[row.original].includes(part)),
      getCoreRowModel: TableCore.getCoreRowModel(),
      getFilteredRowModel: TableCore.getFilteredRowModel(),
      getSortedRowModel: TableCore.getSortedRowModel(),
      getFacetedRowModel: TableCore.getFacetedRowModel(),
      getFacetedUniqueValues: TableCore.getFacetedUniqueValues(),
    });
    given.usual = table.initialState;
    return table;
  }

  function compare(one, other) {
    if (Array.isArray(one)) return compare(one[0], other[0]) || compare(one[1], other[1]);
    return typeof one === "number" ? one - other : collator.compare(one, other);
  }

  function select(given, state) {
    const q = state.q.trim();
    const sort = state.sort.replace(/^-/, "");
    const filtered = Object.entries(state.filters);
    given.table.setOptions((options) => ({
      ...options,
      state: {
        ...given.usual,
        columnFilters: filtered.map(([key, value]) => ({ id: `filter-${key}`, value })),
        globalFilter: q ? { id: q, parts: fold(q).split(/\s+/) } : undefined,
        sorting: Object.hasOwn(given.view, sort) ? [{ id: sort, desc: state.sort[0] === "-" }] : [],
      },
    }));
    return given.table.getSortedRowModel().rows.map((row) => row.original);
  }

  /* The values of each filter: few in the order of the vocabulary, many by how often they are. */
  function listValues({ table, data }) {
    const named = window.explorerData.names.names;
    return Object.keys(data.filters).map((key) => {
      const counts = table.getColumn(`filter-${key}`).getFacetedUniqueValues();
      const vocabulary = Object.keys(named[key] || {});
      const values = [...counts.keys()].filter((value) => value !== MISSING);
      if (!vocabulary.length) values.sort(collator.compare);
      else if (values.length <= MANY)
        values.sort((a, b) => vocabulary.indexOf(a) - vocabulary.indexOf(b));
      else
        values.sort(
          (a, b) => counts.get(b) - counts.get(a) || collator.compare(say(key, a), say(key, b)),
        );
      return [key, counts.has(MISSING) ? [...values, MISSING] : values];
    });
  }

  /* ---- The selection as a file: the rows of the clean table, as they stand in it ---- */

  const quote = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function writeCsv({ given, rows }) {
    const names = Object.keys(given.data.columns);
    const lines = rows.map((row) => names.map((name) => given.columns[name][row]));
    return [names, ...lines].map((line) => `${line.map(quote).join(",")}\n`).join("");
  }

  function nameFile({ state }) {
    const parts = Object.entries(state.filters).flatMap(([key, values]) => [key, ...values]);
    const name = [state.set, ...parts, state.q].join("-").replace(/[^\p{L}\p{N}]+/gu, "-");
    return `${name.slice(0, 100).replace(/-+$/, "")}.csv`;
  }

  window.Explorer = {
    OWN,
    MISSING,
    MANY,
    isChinese,
    nameOf,
    say,
    fold,
    describe,
    select,
    writeCsv,
    nameFile,
  };
})();
