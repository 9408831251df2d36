// Runs before anything is painted, so that a chosen theme does not flash the other one.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be switched off; the theme then follows the system.
  }
})();
