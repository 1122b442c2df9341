"use strict";
/* Shows, hides, orders and opens what stands on the page.  Every text is put in as a text; no figure
   is made here but how many rows are shown and what their investments (whole 万元) come to. */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const form = $("#pick"), list = $("#rows"), dialog = $("#one"), chart = $(".chart");
  const names = ["phase", "batch", "unit", "leader", "sector", "light", "late", "q", "sort", "range"];
  const rows = [...list.children].map((element, place) => {
    const said = element.dataset;
    return {
      element, place,
      id: said.id,
      on: (said.on || "").split(" ").filter(Boolean).map((one) => one.split("|")),
      leaders: (said.leaders || "").split("、"),
      investment: said.w === undefined ? null : Number(said.w),
      order: said.r.split(",").map(Number),
      text: (element.firstElementChild.textContent + " " + said.leaders).toLowerCase(),
    };
  });
  let details = null, opened = "", before = null, ordered = -1, turns = 0, arranged = () => {};

  const field = (name) => form.elements.namedItem(name);
  const value = (name) => (field(name) ? field(name).value : "");

  function fits(row, wanted, words) {
    const said = row.element.dataset;
    if (wanted.phase || wanted.batch) {
      const there = row.on.some(([batch, phase]) =>
        (!wanted.phase || phase === wanted.phase) && (!wanted.batch || batch === wanted.batch));
      if (!there) return false;
    }
    return (!wanted.unit || said.unit === wanted.unit)
      && (!wanted.leader || row.leaders.includes(wanted.leader))
      && (!wanted.sector || said.sector === wanted.sector)
      && (!wanted.light || said.light === wanted.light)
      && (!wanted.late || said.late === "1")
      && words.every((word) => row.text.includes(word));
  }

  function inYi(wan) {
    const rest = String(wan % 10000).padStart(4, "0").replace(/0+$/, "");
    return `${(wan - (wan % 10000)) / 10000}${rest ? "." + rest : ""}`;
  }

  function total(shown) {
    const known = shown.filter((row) => row.investment !== null);
    const sum = known.reduce((all, row) => all + row.investment, 0);
    if (!known.length || !Number.isSafeInteger(sum)) return "";
    const missing = shown.length - known.length;
    return missing ? `，总投资 ≥${inYi(sum)} 亿元（${missing} 个没有写总投资）`
      : `，总投资 ${inYi(sum)} 亿元`;
  }

  function show(ignored) {
    const wanted = Object.fromEntries(names.map((name) => [name, value(name)]));
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    const by = Number(wanted.sort || -1);
    const key = (row) => (by < 0 ? row.place : row.order[by]);
    const sorted = [...rows].sort((a, b) => key(a) - key(b) || a.place - b.place);
    const shown = [], others = [];
    for (const row of sorted) {
      const among = fits(row, wanted, words);
      (among ? shown : others).push(row);
      if (row.element.hidden === among) row.element.hidden = !among;
    }
    if (by !== ordered) arrange([...shown, ...others]);
    ordered = by;
    const all = shown.length === rows.length ? `共 ${rows.length} 个项目` : `${rows.length} 个项目中的 ${shown.length} 个`;
    const left = ignored.length ? `。链接里的 ${ignored.join("、")} 在这里没有，没有用上` : "";
    $("#shown").textContent = `${all}${total(shown)}${left}`;
    zoom();
  }

  /* Moving thousands of rows takes the browser seconds: those that are seen first go first, the rest
     follow in turns, between which the page answers. */
  function arrange(sorted) {
    let at = 0;
    const some = (count) => {
      const before = at ? sorted[at - 1].element : null;
      const part = sorted.slice(at, at + count).map((row) => row.element);
      if (before) before.after(...part); else list.prepend(...part);
      at += count;
    };
    const turn = () => {
      if (mine !== turns || at >= sorted.length) return;
      some(300);
      setTimeout(turn);
    };
    const mine = ++turns;
    arranged = () => { turns++; if (at < sorted.length) some(sorted.length); };
    some(60);
    requestAnimationFrame(() => setTimeout(turn));
  }

  function zoom() {
    const range = field("range");
    const chosen = range.selectedOptions[0];
    const from = Number(chosen.dataset.from), to = Number(chosen.dataset.to);
    const z = 100 / (to - from);
    chart.style.setProperty("--z", String(z));
    chart.style.setProperty("--o", String((from / 100) * z));
    chart.classList.toggle("near", z > 1.6);
  }

  function remember() {
    const said = new URLSearchParams();
    for (const name of names) if (value(name)) said.set(name, value(name));
    if (opened) said.set("open", opened);
    try { history.replaceState(null, "", `#${said}`); } catch { /* a page in a frame has no address */ }
  }

  function recall() {
    const said = new URLSearchParams(location.hash.slice(1));
    const ignored = [];
    for (const name of names) {
      const one = field(name);
      if (!one) { if (said.get(name)) ignored.push(`${name}=${said.get(name)}`); continue; }
      one.value = said.get(name) || "";
      if (one.tagName === "SELECT" && one.selectedIndex < 0) {
        ignored.push(`${name}=${said.get(name)}`);
        one.value = "";
      }
    }
    if (!said.has("range") && innerWidth < 760 && field("range").options.length > 1) field("range").selectedIndex = 1;
    show(ignored);
    const id = said.get("open");
    if (id && rows.some((row) => row.id === id)) open(id);
    else if (dialog.open) dialog.close();
  }

  function made(tag, text, parent) {
    const element = document.createElement(tag);
    if (text !== null) element.textContent = text;
    parent.append(element);
    return element;
  }

  function open(id) {
    details = details || JSON.parse($("#details").textContent);
    const one = details[id], inside = $("#inside");
    $("#called").textContent = one.title;
    inside.replaceChildren();
    for (const part of one.parts) {
      made("h3", part.title, inside);
      const wide = made("div", null, inside);
      wide.className = "wide";
      const table = made("table", null, wide);
      const head = made("tr", null, made("thead", null, table));
      for (const name of part.head) made("th", name, head).scope = "col";
      const body = made("tbody", null, table);
      for (const cells of part.rows) {
        const row = made("tr", null, body);
        cells.forEach((cell, at) => { made("td", cell, row).className = part.figures.includes(at) ? "n" : ""; });
      }
    }
    for (const note of one.notes) made("p", note, inside).className = "notes";
    opened = id;
    if (!dialog.open) { before = document.activeElement; dialog.showModal(); }
    remember();
  }

  form.addEventListener("input", () => { show([]); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { show([]); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (row && !String(getSelection())) open(row.dataset.id);
  });
  $("#shut").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { opened = ""; if (before) before.focus(); remember(); });
  addEventListener("hashchange", recall);
  addEventListener("beforeprint", () => arranged());
  form.hidden = false;
  recall();
})();
