/* One language or both. Narrow screens begin with one; a choice is remembered. */
(function () {
  "use strict";
  var choice = document.querySelector(".seg");
  var prose = document.querySelector(".prose");
  if (!choice || !prose) { return; }
  var buttons = Array.from(choice.querySelectorAll("[data-pair]"));
  var kept = null;
  try { kept = localStorage.getItem("digest.pair"); } catch (error) { /* storage may be forbidden */ }

  function show(both) {
    prose.classList.toggle("only", !both);
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String((button.getAttribute("data-pair") === "1") === both));
    });
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var pair = button.getAttribute("data-pair");
      show(pair === "1");
      try { localStorage.setItem("digest.pair", pair); } catch (error) { /* as above */ }
    });
  });
  choice.hidden = false;
  show(kept ? kept === "1" : window.matchMedia("(min-width: 60em)").matches);
})();
