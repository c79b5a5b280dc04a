/* A figure in the text shows its card in the reader's own column while the keyboard is on it, and opens it when it is
   clicked or entered; without script its link leads to the table. */
(function () {
  "use strict";
  var figures = Array.from(document.querySelectorAll("a.fig[data-fact]"));
  if (!figures.length || !HTMLElement.prototype.showPopover) { return; }
  var opener = null;
  var returning = false; // a card is closing and gives the focus back to its figure, which shall not open it again

  function cardOf(figure) { return document.getElementById("c-" + figure.getAttribute("data-fact")); }

  function place(card) {
    if (window.innerWidth < 720) { card.style.left = card.style.top = ""; return; }
    var box = opener.getClientRects()[0];
    var column = opener.closest("[lang]").getBoundingClientRect();
    var left = Math.max(column.left, Math.min(box.left - 16, column.right - card.offsetWidth));
    card.style.left = left + window.scrollX + "px";
    var above = box.top - card.offsetHeight - 8;
    var fits = box.bottom + 8 + card.offsetHeight <= window.innerHeight || above < 0;
    card.style.top = (fits ? box.bottom + 8 : above) + window.scrollY + "px";
    card.scrollIntoView({ block: "nearest" });
  }
  function mark(fact) {
    figures.forEach(function (figure) {
      figure.classList.toggle("same", figure.getAttribute("data-fact") === fact);
      figure.setAttribute("aria-expanded", String(figure === opener));
    });
  }

  function show(figure, card) {
    opener = figure;
    if (!card.matches(":popover-open")) { card.showPopover(); }
    place(card);
    mark(figure.getAttribute("data-fact"));
  }

  figures.forEach(function (figure) {
    var card = cardOf(figure);
    if (!card) { return; }
    figure.setAttribute("aria-haspopup", "dialog");
    figure.setAttribute("aria-expanded", "false");
    figure.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) { return; }
      event.preventDefault();
      show(figure, card);
      card.focus({ preventScroll: true });
    });
    figure.addEventListener("focus", function () {
      if (returning || !figure.matches(":focus-visible")) { return; }
      show(figure, card);
      if (window.innerWidth < 720) { figure.scrollIntoView({ block: "start" }); } // the card covers what is below
    });
    figure.addEventListener("blur", function (event) {
      if (opener !== figure || card.contains(event.relatedTarget)) { return; }
      card.hidePopover();
      returning = false; // the focus goes on
    });
  });
  document.querySelectorAll(".pop").forEach(function (card) {
    card.addEventListener("beforetoggle", function (event) { returning = event.newState === "closed"; });
    card.addEventListener("toggle", function (event) {
      returning = false;
      if (event.newState !== "closed" || !opener || cardOf(opener) !== card) { return; }
      var figure = opener;
      var inside = document.activeElement === document.body || card.contains(document.activeElement);
      opener = null;
      mark(null);
      if (inside) {
        returning = true;
        figure.focus({ preventScroll: true });
        returning = false;
      }
    });
    card.querySelectorAll("a").forEach(function (link) {
      link.addEventListener("click", function () { card.hidePopover(); });
    });
  });
  window.addEventListener("resize", function () { if (opener) { place(cardOf(opener)); } });
})();
