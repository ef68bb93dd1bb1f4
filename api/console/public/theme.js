// Runs before the first paint, so that nobody who chose dark sees a flash of light.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("ledger.theme");
  } catch {
    // Storage may be switched off; the system's choice then holds.
  }
  var dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
