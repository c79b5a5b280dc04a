/* Tables of figures: order and filter, both kept in the address. Amounts compare only within one unit. */
(function () {
  "use strict";
  var KEYS = ["word", "period", "whose", "status", "place"];

  function valueOf(row, key) {
    if (key === "date") { return row.querySelector("time").getAttribute("datetime"); }
    return row.getAttribute("data-" + key);
  }
  function compare(key, order) {
    return function (a, b) {
      var x = valueOf(a, key), y = valueOf(b, key);
      if (key === "value") {
        var units = a.getAttribute("data-unit").localeCompare(b.getAttribute("data-unit"));
        return units || (Number(x) - Number(y)) * order;
      }
      if (key === "status") { return (STATUSES.indexOf(x) - STATUSES.indexOf(y)) * order; }
      if (!x || !y) { return x ? -1 : y ? 1 : 0; } /* what has no period comes last */
      return (x < y ? -1 : x > y ? 1 : 0) * order;
    };
  }
  var STATUSES = ["actual", "target", "forecast", "capacity", "spec"];

  function setUp(table) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows);
    var first = rows.slice();
    var form = table.previousElementSibling && table.previousElementSibling.matches("form.filter") ? table.previousElementSibling : null;
    var heads = Array.from(table.querySelectorAll("th[data-key]"));
    var state = new URLSearchParams(location.search);

    function sort() {
      var key = state.get("sort");
      var order = state.get("order") === "asc" ? 1 : -1;
      heads.forEach(function (head) {
        if (head.getAttribute("data-key") === key) { head.setAttribute("aria-sort", order === 1 ? "ascending" : "descending"); }
        else { head.removeAttribute("aria-sort"); }
      });
      rows = first.slice();
      if (heads.some(function (head) { return head.getAttribute("data-key") === key; })) { rows.sort(compare(key, order)); }
      rows.forEach(function (row) { body.appendChild(row); });
    }
    function fits(row) {
      var period = row.getAttribute("data-period");
      return (!state.get("word") || row.textContent.toLowerCase().includes(state.get("word").toLowerCase())) &&
        (!state.get("period") || period.slice(0, 4) === state.get("period")) &&
        (!state.get("whose") || row.querySelector(".whose").textContent.trim() === state.get("whose")) &&
        (!state.get("place") || row.getAttribute("data-place") === state.get("place")) &&
        (!state.get("status") || row.getAttribute("data-status") === state.get("status"));
    }
    function filter() {
      var shown = 0;
      rows.forEach(function (row) { row.hidden = !fits(row); shown += !row.hidden; });
      if (form) {
        form.querySelector("output").textContent =
          form.getAttribute("data-shown").replace("{n}", shown).replace("{all}", rows.length);
        form.querySelector("button").hidden = shown === rows.length;
      }
    }
    function keep() {
      var query = state.toString();
      try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); }
      catch (error) { /* some browsers refuse it on file:// */ }
    }

    heads.forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent.trim();
      if (head.title) { button.title = head.title; head.removeAttribute("title"); }
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        state.set("order", head.getAttribute("aria-sort") === "descending" ? "asc" : "desc");
        state.set("sort", head.getAttribute("data-key"));
        sort();
        keep();
      });
    });
    if (form) {
      var keys = KEYS.filter(function (key) { return form.elements[key]; });
      keys.forEach(function (key) {
        form.elements[key].value = state.get(key) || "";
        if (form.elements[key].value !== (state.get(key) || "")) { state.delete(key); }
      });
      form.addEventListener("input", function (event) {
        if (event.isComposing) { return; }
        keys.forEach(function (key) {
          if (form.elements[key].value) { state.set(key, form.elements[key].value); } else { state.delete(key); }
        });
        filter();
        keep();
      });
      form.addEventListener("reset", function () {
        keys.forEach(function (key) { state.delete(key); });
        setTimeout(function () { filter(); keep(); });
      });
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.hidden = false;
    }
    sort();
    filter();
  }
  document.querySelectorAll("table[data-sort]").forEach(setUp);
})();
