// Runs in a measured page before its own scripts. `benchSeen` has, on the wall clock in
// milliseconds, when the page began and when its first chart could be read, and the sum of its
// layout shifts.
var benchSeen = { origin: performance.timeOrigin, chart: null, shift: 0 };
(() => {
  const selector = "CHART";
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.hadRecentInput) benchSeen.shift += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  if (!selector) return;

  const frame = () => new Promise(requestAnimationFrame);
  // A message posted in a frame is read after that frame is painted.
  const painted = async () => {
    await frame();
    await new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
  };
  const firstPaint = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName("first-contentful-paint");
      if (entry) resolve(entry.startTime);
    }).observe({ type: "paint", buffered: true });
  });
  const isWhole = (element) => {
    for (let node = element; node; node = node.parentNode) if (node.nextSibling) return true;
    return document.readyState !== "loading";
  };
  const isDrawn = (element) => {
    // An icon is smaller; the other width of a chart is not shown.
    if (element.getBoundingClientRect().width < 100) return false;
    if (!(element instanceof HTMLCanvasElement)) {
      return isWhole(element) && element.querySelector("path, rect, text") !== null;
    }
    // A canvas is empty at first; a default chart has a white ground.
    const { width, height } = element;
    const middle = element.getContext("2d").getImageData(width >> 1, height >> 1, 1, 1);
    return middle.data[3] > 0;
  };
  const bare = (family) => family.trim().replace(/^["']|["']$/g, "");
  const loadingFonts = (element) => {
    const families = new Set();
    for (const text of element.querySelectorAll("text")) {
      getComputedStyle(text).fontFamily.split(",").map(bare).forEach((each) => families.add(each));
    }
    // An optional font that is late is never shown.
    return [...document.fonts].filter(
      (face) =>
        face.status === "loading" && face.display !== "optional" && families.has(bare(face.family))
    );
  };
  const wait = async () => {
    let element;
    while (!(element = [...document.querySelectorAll(selector)].find(isDrawn))) await frame();
    await painted();
    for (let fonts; (fonts = loadingFonts(element)).length; await painted()) {
      await Promise.allSettled(fonts.map((face) => face.loaded));
    }
    const now = performance.now();
    benchSeen.chart = performance.timeOrigin + Math.max(now, await firstPaint);
  };
  // No layout is asked for before there is a candidate, and then only in a frame.
  const observer = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    requestAnimationFrame(wait);
  });
  observer.observe(document, { childList: true, subtree: true });
})();
