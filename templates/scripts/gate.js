/* The first page goes on to the language a reader has chosen before. */
(function () {
  "use strict";
  var lang = null;
  try { lang = localStorage.getItem("digest.lang"); } catch (error) { /* storage may be forbidden */ }
  if (lang === "zh" || lang === "en") { location.replace(lang + "/index.html"); }
  document.querySelectorAll("a[hreflang]").forEach(function (link) {
    link.addEventListener("click", function () {
      try { localStorage.setItem("digest.lang", link.hreflang.slice(0, 2)); } catch (error) { /* as above */ }
    });
  });
})();
