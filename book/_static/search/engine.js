/* What a query finds: the rows of the search's data, best first. */
(function () {
  "use strict";

  const { fold, plain, split, splitQuery, readNumbers } = window.compendiumWords;

  /* How well a row matches, best first; an alias that only begins so comes half a step later. */
  const NAME = 0;
  const ALIAS = 1;
  const NUMBER = 2;
  const PREFIX = 3;
  const PART = 4;
  const BEGUN = 4.6;
  const SOUND = 5.5;
  const WORDS = 6;
  const AROUND = 7;
  const TEXT = 8;
  const NEAR = 9;
  const CHUNK = 120;
  const FEW = 3;
  const BEST = 3;
  const SHORT = 2;
  const COMPARED = 60;
  const FIELDS = { name: 4, alias: 3, word: 1 };

  /** Give an English name as an id has it: the end of an address that is not said. */
  const slugify = (name) =>
    (name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) || []).join("-");

  /** How many letters of a word may be wrong. */
  const slips = (term) => (/[^a-z]/.test(term) || term.length < 4 ? 0 : term.length < 6 ? 1 : 2);
  const isLatin = (term) => /^[a-z]/.test(term);

  /** Count the letters that are wrong, missing, too many or swapped. */
  function countSlips(one, other) {
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  /** Tell how far a name is from a query: wrong letters word by word, in any order, and words over. */
  function countWrong(query, name) {
    const [asked, has] = [query.split(" "), name.split(" ")];
    const wrong = asked.map((word) => Math.min(...has.map((other) => countSlips(word, other))));
    return wrong.reduce((all, one) => all + one) + Math.abs(asked.length - has.length) / 4;
  }

  class Search {
    /** Take the data; `build` then makes it searchable. */
    constructor(data) {
      this.data = data;
      data.tail = data.tail.map((tail, row) => tail || slugify(data.en[data.name[row]]));
      this.isReady = false;
      this.texts = [];
      this.project = data.kinds.findIndex(([kind]) => kind === "project");
      this.units = Object.fromEntries(
        Object.entries(data.units).map(([unit, said]) => [fold(unit), said]),
      );
      this.index = new window.MiniSearch({
        fields: Object.keys(FIELDS),
        extractField: (row, field) => this.field(row, field),
        idField: "id",
        tokenize: split,
        processTerm: (term) => term,
        searchOptions: {
          tokenize: splitQuery,
          boost: FIELDS,
          combineWith: "AND",
          /* A single character begins a pair; a letter or two begin too much. */
          prefix: (term, place, terms) =>
            isLatin(term) ? term.length > SHORT || terms.length > 1 : term.length === 1,
        },
      });
    }

    field(row, field) {
      if (field === "id") return row;
      if (field === "name") return this.namesOf(row).join(" ");
      if (field === "alias") return (this.aliases[row] || []).join(" ");
      return this.words[this.data.word[row]];
    }

    /** Make the index, a chunk at a time, so that the page stays at hand; tell when each is done. It
        can be asked (isReady) before all is there: what ranks first is there first. */
    async build(tell = () => {}) {
      const { data } = this;
      const each = async (items, change) => {
        const made = [];
        for (let start = 0; start < items.length; start += CHUNK) {
          await new Promise((go) => setTimeout(go));
          for (const item of items.slice(start, start + CHUNK)) made.push(change(item));
          tell();
        }
        return made;
      };
      const names = data.en.map((name, place) => [name, data.zh[place]].filter(Boolean));
      this.words = data.words.map(plain);
      this.names = await each(names, (both) => both.map(plain));
      this.lengths = this.names.map((both) => Math.min(...both.map((name) => name.length)));
      const aliases = await each(Object.entries(data.aliases), ([row, all]) => [row, all.map(plain)]);
      this.aliases = Object.fromEntries(aliases);
      this.spell();
      this.isReady = true;
      await each([...data.kind.keys()], (row) => this.index.add(row));
      this.texts = await each(Object.entries(data.texts), ([row, text]) => [row, ` ${plain(text)}`]);
      return this;
    }

    /** Write how each Chinese name sounds, " qian hai" a line, in one text. */
    spell() {
      const { data } = this;
      const sounds = {};
      for (const [syllable, characters] of Object.entries(data.syllables))
        for (const character of characters) sounds[character] = ` ${syllable}`;
      this.rowsOf = data.en.map(() => []);
      data.kind.forEach((kind, row) => {
        if (data.spelt.includes(kind)) this.rowsOf[data.name[row]].push(row);
      });
      let [text, starts] = ["\n", []];
      data.zh.forEach((name, place) => {
        starts.push(text.length);
        if (!this.rowsOf[place].length) return;
        const own = data.own[name];
        text += own ? ` ${own}\n` : `${Array.from(name, (sign) => sounds[sign] || "").join("")}\n`;
      });
      [this.sounds, this.starts] = [text, starts];
    }

    /** Give the names that sound like a query: whole, or by the first letters of syllables. */
    *findSounds(query) {
      const letters = query.replace(/[ '’]/g, "");
      if (!/^[a-z]{2,}$/.test(letters)) return;
      const ways = [[...letters].join(" ?")];
      if (letters.length < 25 && !query.includes(" ")) ways.push([...letters].join("[a-z]* "));
      for (const [place, way] of ways.entries()) {
        const pattern = new RegExp(` ${way}[a-z]*(?=[ \n])`, "g");
        for (const match of this.sounds.matchAll(pattern)) {
          const begins = this.sounds[match.index - 1] === "\n";
          const ends = this.sounds[match.index + match[0].length] === "\n";
          const isWhole = begins && ends && (place || match[0].replace(/ /g, "") === letters);
          yield [this.nameAt(match.index), isWhole ? ALIAS : begins ? SOUND : SOUND + 0.1];
        }
      }
    }

    nameAt(position) {
      let [low, high] = [0, this.starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (this.starts[middle] <= position) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    /** Tell how well the names of a row match a query in plain form. */
    compare(row, query) {
      const ofName = this.compareOne(this.namesOf(row), query);
      const aliases = this.aliases[row];
      if (!aliases || ofName === NAME) return ofName;
      const ofAlias = this.compareOne(aliases, query);
      if (ofAlias === NAME) return ALIAS;
      return ofAlias < ofName ? ofAlias + 0.5 : ofName;
    }

    compareOne(names, query) {
      const ranks = names.map((name) => {
        if (name === query) return NAME;
        if (!isLatin(query)) return name.startsWith(query) ? PREFIX : name.includes(query) ? PART : WORDS;
        const text = ` ${name} `;
        /* Whole words, also in the plural, come before what only begins so: opera before operation. */
        const at = [` ${query} `, ` ${query}s `].map((word) => text.indexOf(word)).filter((place) => place >= 0);
        if (at.length) return at.includes(0) ? PREFIX : PART;
        const begun = text.indexOf(` ${query}`);
        return begun < 0 ? WORDS : begun ? BEGUN + 0.1 : BEGUN;
      });
      return Math.min(WORDS, ...ranks);
    }

    namesOf(row) {
      return this.names[this.data.name[row]];
    }

    /** Give the figures that have all numbers of a query, and whether to the last digit. */
    *findNumbers(numbers) {
      const same = (one, other) => Math.abs(one - other) <= Math.abs(other) * 1e-9;
      for (const [row, [low, high, valueLow, valueHigh, unit]] of Object.entries(this.data.amounts)) {
        const fits = (is) => (said) => {
          const values = said.unit && said.unit !== unit ? [] : [valueLow, valueHigh];
          /* 5000 may be what is printed before 亿元. */
          const printed = said.isScaled || said.unit ? [] : [low, high];
          return [...values, ...printed].some((value) => is(said, value));
        };
        const near = (said, value) => Math.abs(said.value - value) <= said.half;
        const exact = (said, value) => same(said.value, value);
        if (numbers.every(fits(exact))) yield [Number(row), NUMBER];
        else if (numbers.every(fits(near))) yield [Number(row), PART];
      }
    }

    /** Find what a query asks for (rows) and what is only near to it (near), each best first; and the
        first of these. */
    find(query) {
      const asked = plain(query);
      const found = new Map();
      const note = (row, rank, score = 0) => {
        const seen = found.get(row);
        if (!seen || rank < seen.rank) found.set(row, { row, rank, score });
      };
      if (asked.length <= SHORT && isLatin(asked)) this.findBegun(asked, note);
      if (asked) this.findWords(query, asked, note);
      for (const [name, rank] of this.findSounds(fold(query).trim()))
        for (const row of this.rowsOf[name]) note(row, rank);
      this.findFigures(query, note);
      const sure = [...found.values()].filter(({ rank }) => rank < TEXT).length;
      if (asked.length > SHORT && sure < FEW) this.findNear(query, note);
      const sorted = this.sort([...found.values()], asked);
      const rows = sorted.filter(({ rank }) => rank < NEAR);
      const near = sorted.filter(({ rank }) => rank === NEAR);
      return { best: this.chooseBest(rows.length ? rows : near), rows, near };
    }

    /** Choose what stands first: of a name that many rows have, each kind of thing once. */
    chooseBest(rows) {
      const seen = new Set();
      const best = [];
      for (const each of rows) {
        const name = this.data.name[each.row];
        const isFirst = each.kind === this.project ? !seen.has(name) : true;
        seen.add(name);
        if (isFirst) best.push(each);
        if (best.length === BEST) break;
      }
      return best;
    }

    findBegun(letters, note) {
      this.data.kind.forEach((_, row) => {
        if (this.namesOf(row)[0].startsWith(letters)) note(row, PREFIX);
      });
    }

    findWords(query, asked, note) {
      /* A letter behind words is one of a word to come. */
      const typed = query.replace(/(\S\s+)[a-z]$/i, "$1");
      for (const { id, score, match } of this.index.search(typed)) {
        const rank = this.compare(id, asked);
        const isNamed = Object.values(match).every((fields) => fields.some((each) => each !== "word"));
        note(id, rank < WORDS || isNamed ? rank : AROUND, score);
      }
      /* Few and long: to look through them costs less than an index. */
      const words = asked.match(/[㐀-鿿]+|[^ 㐀-鿿]+/g).map((word) => (isLatin(word) ? ` ${word}` : word));
      for (const [row, text] of this.texts)
        if (words.every((word) => text.includes(word)))
          note(Number(row), TEXT, words.reduce((sum, word) => sum + text.split(word).length, 0));
    }

    findFigures(query, note) {
      const { numbers, rest } = readNumbers(query, this.units);
      if (!numbers.length) return;
      const others = splitQuery(rest).length
        ? new Map(this.index.search(rest).map(({ id, score }) => [id, score]))
        : null;
      for (const [row, rank] of this.findNumbers(numbers))
        if (!others) note(row, rank);
        else if (others.has(row)) note(row, rank === NUMBER ? PART : WORDS, others.get(row));
    }

    /** Find what is spelt almost so, or has some of the words. */
    findNear(query, note) {
      const some = { prefix: false, combineWith: "OR" };
      let near = this.index.search(query, { fuzzy: slips });
      if (near.length < FEW) near = this.index.search(query, { ...some, fuzzy: slips });
      if (!near.length) near = this.index.search(query, { ...some, fuzzy: 0.4 });
      const most = splitQuery(query).length / 2;
      for (const { id, score, queryTerms } of near.slice(0, COMPARED))
        if (queryTerms.length >= most) note(id, NEAR, score);
    }

    sort(rows, asked) {
      for (const each of rows) {
        each.kind = this.data.kind[each.row];
        each.length = this.lengths[this.data.name[each.row]];
        each.slips = 0;
        if (each.rank === NEAR)
          each.slips = Math.min(
            ...[...this.namesOf(each.row), ...(this.aliases[each.row] || [])].map((name) =>
              countWrong(asked, name),
            ),
          );
      }
      return rows.sort(
        (a, b) =>
          a.rank - b.rank ||
          a.slips - b.slips ||
          a.kind - b.kind ||
          (a.rank >= WORDS ? b.score - a.score : a.length - b.length) ||
          a.row - b.row,
      );
    }
  }

  window.compendiumSearch = { Search };
})();
