/* The frame: colours, language, tabs. */
(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.querySelector("button[data-scheme]");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function keep(key, value) {
    try { localStorage.setItem(key, value); } catch (error) { /* the choice then holds for this page */ }
  }
  function isDark() {
    var chosen = root.getAttribute("data-scheme");
    return chosen ? chosen === "dark" : system.matches;
  }
  function name() { button.textContent = button.getAttribute(isDark() ? "data-light" : "data-dark"); }

  if (button) {
    button.addEventListener("click", function () {
      var scheme = isDark() ? "light" : "dark";
      root.setAttribute("data-scheme", scheme);
      keep("digest.scheme", scheme);
      name();
    });
    system.addEventListener("change", name);
    name();
  }

  /* The other language opens at the same place, with the same order of the table. */
  document.querySelectorAll("a.md-header__option[hreflang]").forEach(function (link) {
    link.addEventListener("click", function () {
      link.search = location.search;
      link.hash = location.hash;
      keep("digest.lang", link.hreflang.slice(0, 2));
    });
  });

  var tab = document.querySelector(".md-tabs__link[aria-current]");
  if (tab) {
    var list = tab.closest("ul");
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }
})();
