// Sets the theme before the first paint, and again when the system's choice changes. Kept out of the page for the CSP.
(function () {
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    var chosen = /(?:^|; )theme=(dark|light)/.exec(document.cookie);
    document.documentElement.classList.toggle("dark", chosen ? chosen[1] === "dark" : dark.matches);
  }
  apply();
  dark.addEventListener("change", apply);
  window.addEventListener("parley:theme", apply);
})();
