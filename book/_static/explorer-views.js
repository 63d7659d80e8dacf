/* What the explorer's rows show: a set's columns, what a cell holds and what it is sorted by. */
(function () {
  "use strict";

  const { OWN, isChinese, nameOf, say } = window.Explorer;
  const page = document.querySelector(".explorer");
  const WORDS = isChinese
    ? {
        undated: "未写年份",
        to: (year) => `至${year}`,
        from: "起点：",
        in: (said, year) => `${said}（${year}）`,
        growth: (rate) => `年均${rate}%`,
        points: (change) => `${change}`,
        times: (multiple) => `${multiple}倍`,
        everywhere: "此名称的全部提及",
      }
    : {
        undated: "no year",
        to: (year) => `to ${year}`,
        from: "from ",
        in: (said, year) => `${said} in ${year}`,
        growth: (rate) => `${rate}% a year`,
        points: (change) => `${change} points`,
        times: (multiple) => `${multiple} times`,
        everywhere: "everywhere it is named",
      };

  /* ---- Elements; a text never becomes anything else ---- */

  const CHINESE = /([㐀-鿿][㐀-鿿〇“”《》（），。、：；·\d]*)/;
  const visible = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...content.filter((each) => each !== ""));
    return element;
  }

  /* A text of the data as nodes; what is in the other language than the page is marked so. */
  function mark(text, lang = OWN) {
    const shown = visible(text);
    if (isChinese) return [lang === OWN ? shown : make("span", { lang: "en" }, shown)];
    return shown
      .split(CHINESE)
      .map((part, at) => (at % 2 ? make("span", { lang: "zh-Hans" }, part) : part));
  }

  const small = (text, lang) => (text ? make("small", {}, ...mark(text, lang)) : "");
  const link = (address, text) => make("a", { href: address }, ...mark(text));

  const number = (text) => (text === "" ? undefined : Number(text));
  const round = (text) => String(Number(Number(text).toPrecision(3))).replace("-", "−");
  const signed = (text) => (text[0] === "-" ? "" : "+") + round(text);
  const span = (from, to) => (from ? `${from}–${to}` : WORDS.to(to));
  const period = (from, to) => (from === to ? to || WORDS.undated : span(from, to));
  /* In a table the unit stands in another cell. */
  const withUnit = (printed, unit) => (printed.includes(unit) ? printed : `${printed} ${unit}`);
  const named = (key, at) => (row) => say(key, at(row)) || undefined;

  const placeColumn = (at) => ({
    cell: (row) => {
      const place = at("place_id")(row);
      return place ? [link(page.dataset.places.replace("{}", place), say("place", place))] : [];
    },
    order: named("place", at("place_id")),
  });
  const planColumn = (at) => ({
    cell: (row) => [
      ...mark(say("plan", at("plan_id")(row))),
      small((nameOf("table", at("table_id")(row)) || [at("section_zh")(row)])[0].split(" ")[0]),
    ],
    order: named("plan", at("plan_id")),
  });
  const indicatorColumn = (at) => ({
    cell: (row) => {
      const [id, printed] = [at("indicator_id")(row), at("indicator_zh")(row)];
      const name = say("indicator", id);
      return [
        link(page.dataset.indicators.replace("{}", id), name),
        small(printed === name ? "" : printed),
      ];
    },
    order: named("indicator", at("indicator_id")),
  });
  const nameColumn = (at, key, more = () => []) => ({
    cell: (row) => [
      link(`${at("page")(row)}#${at(key)(row)}`, at(isChinese ? "name_zh" : "name_en")(row)),
      small(at(isChinese ? "name_en" : "name_zh")(row), 1 - OWN),
      ...more(row),
    ],
    order: (row) => at(isChinese ? "name_zh" : "name_en")(row),
  });

  const VIEWS = {
    figures: (at, { key }) => ({
      indicator: indicatorColumn(at),
      value: {
        cell: (row) => [
          link(`${at("page")(row)}#${at(key)(row)}`, at("said")(row)),
          small(withUnit(at("printed")(row), at("unit_zh")(row))),
        ],
        order: (row) =>
          at("value_low")(row) ? [at("unit")(row), number(at("value_low")(row))] : undefined,
      },
      year: {
        cell: (row) => [
          period(at("period_start")(row), at("period_end")(row)),
          small(say("role", at("role")(row))),
        ],
        order: (row) => at("period_end")(row) || undefined,
      },
      place: placeColumn(at),
      plan: planColumn(at),
    }),
    targets: (at, { key }) => ({
      indicator: indicatorColumn(at),
      value: {
        cell: (row) => [
          link(`${at("page")(row)}#${at(key)(row)}`, at("said")(row)),
          small(at("target_year")(row) || WORDS.undated),
        ],
        order: (row) =>
          at("target_value")(row) ? [at("unit")(row), number(at("target_value")(row))] : undefined,
      },
      growth: {
        cell: (row) => {
          const said = {
            growth: () => WORDS.growth(signed(at("growth_percent")(row))),
            difference: () => WORDS.points(signed(at("difference")(row))),
            multiple: () => WORDS.times(round(at("multiple")(row))),
            none: () => at("reason")(row),
          };
          const from = at("baseline_id")(row);
          const base = WORDS.in(at("baseline_said")(row), at("baseline_year")(row));
          return [
            ...mark(said[at("comparison")(row)]()),
            from
              ? make("small", {}, WORDS.from, link(`${at("baseline_page")(row)}#${from}`, base))
              : "",
          ];
        },
        order: (row) => number(at("growth_percent")(row)),
      },
      place: placeColumn(at),
      plan: planColumn(at),
    }),
    projects: (at, { key }) => ({
      name: nameColumn(at, key, (row) => [
        small(at(isChinese ? "about_zh" : "about_en")(row)),
        at("entity_page")(row)
          ? make(
              "small",
              {},
              link(`${at("entity_page")(row)}#${at("entity_id")(row)}`, WORDS.everywhere),
            )
          : "",
      ]),
      kind: { cell: (row) => mark(say("kind", at("kind")(row))), order: named("kind", at("kind")) },
      stage: {
        cell: (row) => [...mark(say("stage", at("stage")(row))), small(at("action_zh")(row), 1)],
        order: named("stage", at("stage")),
      },
      place: placeColumn(at),
      plan: planColumn(at),
    }),
    entities: (at, { key }) => ({
      name: nameColumn(at, key),
      kind: { cell: (row) => mark(say("kind", at("kind")(row))), order: named("kind", at("kind")) },
      mentions: {
        cell: (row) => [at("mentions")(row)],
        order: (row) => number(at("mentions")(row)),
      },
      place: placeColumn(at),
      plan: {
        cell: (row) =>
          at("plans")(row)
            .split("|")
            .map((id) => make("span", { class: "plan-short" }, ...mark(say("plan", id)))),
        order: (row) => at("plans")(row),
      },
    }),
  };

  Object.assign(window.Explorer, { make, mark, VIEWS });
})();
