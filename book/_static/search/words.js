/* Texts and queries as the search reads them: words, pairs of Chinese characters, and numbers in
   any notation. */
(function () {
  "use strict";

  const RUN = /[㐀-鿿]+|\p{N}+(?:\.\p{N}+)?(?![\p{N}a-z])|(?:(?![㐀-鿿])[\p{L}\p{N}])+/gu;
  const CHINESE = /^[㐀-鿿]/;
  /* A name is not found by these alone, and every text has them. */
  const EMPTY = new Set("a an and as at by for from in is of on or the to with".split(" "));

  /** Fold width, case, accents and signs inside words: Bao'an is baoan, 5,000 is 5000, 2025年 2025. */
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}|(?<=\p{L})['’ʼ](?=\p{L})|(?<=\d),(?=\d{3}(?!\d))/gu, "")
      .replace(/(?<=(?<!\d)(?:19|20)\d\d)年/g, " ");

  /** One form for singular and plural. */
  const stem = (word) =>
    word.length < 4 || /[su]s$/.test(word) || !/^[a-z]+s$/.test(word)
      ? word
      : word.endsWith("ies")
        ? `${word.slice(0, -3)}y`
        : word.slice(0, -1);

  const runs = (text) => fold(text).match(RUN) || [];

  const pieces = (run, isQuery) => {
    if (EMPTY.has(run)) return [];
    if (!CHINESE.test(run)) return [stem(run)];
    /* A last character is a word in an index, so that each character begins one; in a query, only
       where it stands alone. */
    const count = isQuery && run.length > 1 ? run.length - 1 : run.length;
    return Array.from({ length: count }, (_, place) => run.slice(place, place + 2));
  };

  /** Words of a plain text, for the index; Chinese gives the pairs of neighbours. */
  const split = (text) => (text.match(RUN) || []).flatMap((run) => pieces(run, false));

  /** Words of a query. */
  const splitQuery = (text) => runs(text).flatMap((run) => pieces(run, true));

  /** A text as names are compared: words with a space between, Chinese without signs or spaces. */
  const plain = (text) =>
    runs(text)
      .join(" ")
      .replace(/ (?=[㐀-鿿])|(?<=[㐀-鿿]) /g, "");

  /* ---- Numbers ---- */

  const DIGITS = Object.fromEntries([..."零一二三四五六七八九"].map((sign, value) => [sign, value]));
  DIGITS.两 = 2;
  DIGITS.〇 = 0;
  const POWERS = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };
  const SCALES = {
    ...POWERS,
    hundred: 100,
    thousand: 1e3,
    k: 1e3,
    million: 1e6,
    mn: 1e6,
    billion: 1e9,
    bn: 1e9,
    trillion: 1e12,
    trn: 1e12,
    tn: 1e12,
  };
  const COUNTS = Object.fromEntries(
    (
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen " +
      "fifteen sixteen seventeen eighteen nineteen"
    )
      .split(" ")
      .map((word, value) => [word, value]),
  );
  "twenty thirty forty fifty sixty seventy eighty ninety".split(" ").forEach((word, place) => {
    COUNTS[word] = 10 * (place + 2);
  });
  const COUNT = Object.keys(COUNTS).sort((a, b) => b.length - a.length).join("|");
  const SCALE = Object.keys(SCALES).filter((word) => /[a-z]/.test(word)).join("|");
  const NUMBER = new RegExp(
    `(?<digits>\\d+(?:\\.\\d+)?)|(?<signs>[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?)` +
      `|\\b(?<words>(?:${COUNT})(?:[ -](?:${COUNT}))?)\\b`,
    "gu",
  );
  const AFTER = new RegExp(`^(?:\\s*(?:[十百千万亿]|(?:${SCALE})(?![a-z])))+`, "u");
  const EACH = new RegExp(`[十百千万亿]|${SCALE}`, "gu");

  /** Read a whole number in Chinese characters: 三千二百 is 3200, 五千亿 5e11. */
  function readSigns(signs) {
    if (!/[十百千万亿]/.test(signs)) return Number([...signs].map((sign) => DIGITS[sign]).join(""));
    let [total, section, digit] = [0, 0, 0];
    for (const sign of signs) {
      if (sign in DIGITS) digit = DIGITS[sign];
      else if (POWERS[sign] < 1e4) [section, digit] = [section + (digit || 1) * POWERS[sign], 0];
      else if (section + digit === 0 && total) total *= POWERS[sign];
      else [total, section, digit] = [total + (section + digit || 1) * POWERS[sign], 0, 0];
    }
    return total + section + digit;
  }

  function readOne({ digits, signs, words }) {
    if (digits) return Number(digits);
    if (words) return words.split(/[ -]/).reduce((sum, word) => sum + COUNTS[word], 0);
    const [whole, part] = signs.split("点");
    return readSigns(whole) + (part ? Number(`0.${[...part].map((s) => DIGITS[s]).join("")}`) : 0);
  }

  const rounded = (number) => Number(number.toPrecision(12));
  const isWord = (text, place) => /[a-z]/.test(text[place] || "");

  /** Find the unit that a text begins with: the longest that is a whole word. */
  function findUnit(text, units) {
    const begun = Object.keys(units).filter((unit) => text.startsWith(unit));
    return begun
      .filter((unit) => !(isWord(unit, unit.length - 1) && isWord(text, unit.length)))
      .sort((a, b) => b.length - a.length)[0];
  }

  /** Find the numbers of a query.
      units: folded word → [canonical unit, how many of it one is]. Gives the rest of the query, and
      of each number what is written (number), that in its scale and unit (value), the canonical
      unit or "", whether scale or unit changed it (isScaled), and half of its last digit (half). */
  function readNumbers(query, units) {
    const text = fold(query).replace(/百分之([零一二三四五六七八九十百点]+)/g, "$1%");
    const numbers = [];
    let [rest, end] = ["", 0];
    for (const match of text.matchAll(NUMBER)) {
      const { digits, signs } = match.groups;
      const [from, behind] = [match.index, match.index + match[0].length];
      /* Digits in a name (5G, b2b) are none. */
      if (from < end || (digits && isWord(text, from - 1))) continue;
      const scale = (text.slice(behind).match(AFTER) || [""])[0];
      const space = text.slice(behind + scale.length).match(/^\s*/)[0].length;
      const unit = findUnit(text.slice(behind + scale.length + space), units);
      const to = behind + scale.length + (unit ? space + unit.length : 0);
      if (isWord(text, to) && !unit && !scale) continue;
      /* One, 三: only with what they count, or by themselves. */
      if (!digits && !unit && !scale && (match[0].length === 1 || !signs) && match[0] !== text.trim())
        continue;
      const [canonical, times] = unit ? units[unit] : ["", 1];
      const factor = (scale.match(EACH) || []).reduce((all, word) => all * SCALES[word], times);
      const number = readOne(match.groups);
      numbers.push({
        number: rounded(number),
        value: rounded(number * factor),
        unit: canonical,
        isScaled: factor !== 1 || /[万亿]/.test(signs || ""),
        half: digits ? (10 ** -(digits.split(".")[1] || "").length / 2) * factor : 0,
      });
      rest += `${text.slice(end, from)} `;
      end = to;
    }
    return { numbers, rest: rest + text.slice(end) };
  }

  window.compendiumWords = { fold, plain, split, splitQuery, readNumbers };
})();
