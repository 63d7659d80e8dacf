/* Put the live chart in the place of the static one, when it is near the screen and ready.
   Plain script, no requests but the shared runtime beside the site: works from a disk. */
(function () {
  "use strict";

  const own = document.currentScript && document.currentScript.src;
  const saveData = navigator.connection && navigator.connection.saveData;
  if (!own || saveData || !("IntersectionObserver" in window)) return;

  const RUNTIME = new URL("../../assets/vega-runtime.js", own).href;
  let runtime = null;

  function loadRuntime() {
    runtime =
      runtime ||
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = RUNTIME;
        script.onload = () => resolve(window.vegaEmbed);
        script.onerror = () => reject(new Error("no runtime"));
        document.head.append(script);
      });
    return runtime;
  }

  /* Vega measures text when it lays a chart out: the fonts must be there first. */
  function loadFonts() {
    const faces = ["400 13px 'Compendium Sans'", "600 13px 'Compendium Sans'"];
    return Promise.all(faces.map((face) => document.fonts.load(face)));
  }

  function visibleChart(figure) {
    return Array.from(figure.querySelectorAll(".figure-chart")).find(
      (chart) => chart.getClientRects().length > 0
    );
  }

  async function enliven(chart) {
    if (!chart || chart.dataset.state) return;
    chart.dataset.state = "loading";
    const still = chart.querySelector("svg");
    const stage = document.createElement("div");
    stage.className = "figure-live";
    stage.hidden = true;
    try {
      const holder = chart.parentElement.querySelector(
        `script.figure-spec[data-chart="${chart.dataset.chart}"]`
      );
      const [embed] = await Promise.all([loadRuntime(), loadFonts()]);
      chart.append(stage);
      await embed(stage, JSON.parse(holder.textContent), {
        mode: "vega",
        renderer: "svg",
        actions: false,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      });
      const live = stage.querySelector("svg");
      /* Same view box, same box on the page: nothing below the chart moves. */
      for (const name of ["width", "height", "viewBox"]) {
        live.setAttribute(name, still.getAttribute(name));
      }
      still.classList.add("figure-still");
      stage.hidden = false;
      chart.dataset.state = "live";
    } catch (error) {
      stage.remove();
      still.classList.remove("figure-still");
      chart.dataset.state = "static";
    }
  }

  function watch(figure) {
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        enliven(visibleChart(figure));
        /* A page that grows or shrinks may show the other drawing. */
        new ResizeObserver(() => enliven(visibleChart(figure))).observe(figure);
      },
      { rootMargin: "200px" }
    );
    near.observe(figure);
  }

  function start() {
    document.querySelectorAll("figure.compendium-figure").forEach(watch);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
