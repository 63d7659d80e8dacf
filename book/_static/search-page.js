/* The book's own ways over Sphinx's search: it keeps no words in the browser, and takes an excerpt
   from a page without what the page's policy forbids here. */
const SPHINX_HIGHLIGHT_ENABLED = false;

Search.htmlToText = (html, anchor) => {
  const bare = html.replace(/<(style|script)\b[^]*?<\/\1>/g, "");
  const main = new DOMParser().parseFromString(bare, "text/html").querySelector("main");
  main.querySelectorAll(".headerlink").forEach((link) => link.remove());
  return ((anchor && main.querySelector(anchor)) || main).textContent;
};

/* In an English page Chinese is marked as such. */
const summarise = Search.makeSearchSummary;
Search.makeSearchSummary = (...given) => {
  const summary = summarise(...given);
  if (summary && document.documentElement.lang === "en")
    summary.replaceChildren(
      ...summary.textContent.split(/([㐀-鿿]+)/).map((part, place) => {
        if (place % 2 === 0) return part;
        const marked = document.createElement("span");
        marked.lang = "zh-Hans";
        marked.textContent = part;
        return marked;
      }),
    );
  return summary;
};

/* A page opened from a disk may not read its neighbours: the search then lists titles only. */
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
