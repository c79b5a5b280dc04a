/* The reader's choice of colours, set before anything is drawn; without one the system's is followed. */
(function (root) {
  "use strict";
  var scheme = null;
  root.classList.replace("no-js", "js");
  try { scheme = localStorage.getItem("digest.scheme"); } catch (error) { /* storage may be forbidden */ }
  if (scheme === "light" || scheme === "dark") { root.setAttribute("data-scheme", scheme); }
})(document.documentElement);
