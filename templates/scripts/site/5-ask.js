/* The box in the header, and that of the first page: `/` and Ctrl-K lead to it, on a narrow screen a button opens it,
   names and figures are suggested while one types. The index is loaded when a box is first used. On the search page
   the results themselves follow. */
(function () {
  "use strict";
  var header = document.getElementById("header-q");
  if (!header) { return; }
  var MOST = 7;
  var words = header.dataset;
  var first = document.getElementById("ask");
  var lang = document.documentElement.lang.slice(0, 2) === "zh" ? "zh" : "en";
  var twin = lang === "zh" ? "en" : "zh";
  var base = header.form.action.replace(/search\.html.*$/, "");
  var site = base.replace(/[a-z]+\/$/, "");
  var finder = null;

  function load() {
    finder = finder || new Promise(function (resolve, reject) {
      if (window.digestFinder) { resolve(window.digestFinder(site)); return; }
      var script = document.createElement("script");
      script.src = site + "assets/finder.js";
      script.onload = function () { resolve(window.digestFinder(site)); };
      script.onerror = function () { finder = null; reject(new Error(script.src)); };
      document.head.append(script);
    });
    return finder;
  }
  function option(href, main, mainLang, side, sideLang, kind) {
    var item = document.createElement("li");
    var parts = [["b", main, mainLang], ["span", side, sideLang], ["small", kind, null]];
    parts.forEach(function (part) {
      if (!part[1]) { return; }
      var element = document.createElement(part[0]);
      element.textContent = part[1];
      if (part[2]) { element.lang = part[2]; }
      item.append(element);
    });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = href;
    return item;
  }
  function ask(text) { return base + "search.html?q=" + encodeURIComponent(text); }
  function tag(language) { return language === "zh" ? "zh-Hans" : "en"; }
  function attach(input) {
    var form = input.form;
    var list = document.createElement("ul");
    var composing = false;
    var active = -1;
    var turn = 0;
    list.id = input.id + "-names";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.names);
    list.hidden = true;
    form.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      turn += 1;
      active = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function point(to) {
      var options = list.children;
      var places = options.length + 1; /* the last is the box itself */
      active = ((to + 1 + places) % places) - 1;
      Array.prototype.forEach.call(options, function (option, i) { option.setAttribute("aria-selected", String(i === active)); });
      if (active < 0) { input.removeAttribute("aria-activedescendant"); } else { input.setAttribute("aria-activedescendant", options[active].id); }
    }
    function fill(found, text) {
      var items = [];
      if (found.figure) {
        var said = window.digestWritten(found.tokenizer, found.manifest, found.figure.number, found.figure.unit);
        items.push(option(ask(text), said[lang], null, said[twin] === said[lang] ? "" : said[twin], tag(twin), words.figure));
      }
      found.names.forEach(function (row) {
        var folder = { topic: "topics/", place: "places/", organisation: "organisations/" }[row.kind];
        var own = row[lang] || row.zh;
        var side = row[twin] && row[twin] !== own ? row[twin] : "";
        items.push(option(folder ? base + folder + row.id + ".html" : ask(own), own, row[lang] ? null : tag("zh"), side, tag(twin), words[row.kind]));
      });
      items.forEach(function (item, i) { item.id = list.id + "-" + i; });
      list.replaceChildren.apply(list, items);
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !items.length;
      input.setAttribute("aria-expanded", String(items.length > 0));
    }
    function suggest() {
      var text = input.value.trim();
      turn += 1;
      var mine = turn;
      if (!text) { close(); return; }
      load().then(function (each) { return each.suggest(text, MOST); }).then(function (found) {
        if (mine === turn && document.activeElement === input) { fill(found, text); }
      }, close);
    }

    input.addEventListener("focus", function () { load().then(function (each) { return each.suggest("", 0); }).catch(close); });
    input.addEventListener("input", function (event) { if (!composing && !event.isComposing) { suggest(); } });
    input.addEventListener("compositionstart", function () { composing = true; close(); });
    input.addEventListener("compositionend", function () { composing = false; suggest(); });
    input.addEventListener("blur", function () { setTimeout(close, 150); });
    input.addEventListener("keydown", function (event) {
      if (composing || event.isComposing) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { suggest(); } else { point(event.key === "ArrowDown" ? active + 1 : active - 1); }
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
        event.preventDefault();
        location.href = list.children[active].dataset.href;
      }
    });
    list.addEventListener("pointerdown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var item = event.target.closest("[role=option]");
      if (item) { location.href = item.dataset.href; }
    });
  }

  /* On a narrow screen a button opens the box; without this script it is a link to the search page. */
  var button = document.getElementById("ask-open");
  function open(on) {
    header.form.classList.toggle("open", on);
    button.setAttribute("aria-expanded", String(on));
    (on ? header : button).focus();
  }
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", header.form.id);
  button.addEventListener("click", function (event) {
    event.preventDefault();
    if (document.getElementById("search-results")) { first.focus(); return; }
    open(!header.form.classList.contains("open"));
  });
  button.addEventListener("keydown", function (event) {
    if (event.key === " ") { event.preventDefault(); button.click(); }
  });
  header.form.addEventListener("keydown", function (event) {
    var closes = event.key === "Escape" && !event.defaultPrevented && !event.isComposing && header.form.classList.contains("open");
    if (closes && button.offsetParent) { event.preventDefault(); open(false); }
  });

  attach(header);
  if (first && !document.getElementById("search-results")) { attach(first); }

  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    var k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) { return; }
    event.preventDefault();
    var page = document.getElementById("search-results") || header.offsetParent === null;
    var box = page && first ? first : header;
    if (box.offsetParent === null) { open(true); }
    box.focus();
    box.select();
  });
})();
