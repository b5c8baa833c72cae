// Turns the pages of a projected comparison by keys, as a presenter's remote sends them.

export {}; // a module of its own

const keys: Record<string, string> = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "prev", ArrowUp: "prev", PageUp: "prev", Escape: "up",
};

addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || e.isComposing) return;
  const rel = keys[e.key];
  // Space on a link that has the focus scrolls, as everywhere; a page that is longer than the screen scrolls first.
  if (!rel || e.key === " " && e.target instanceof HTMLAnchorElement) return;
  const page = document.documentElement, below = page.scrollHeight - page.clientHeight - scrollY;
  if (e.key === "ArrowDown" && below > 1 || e.key === "ArrowUp" && scrollY > 1) return;
  const link = document.querySelector<HTMLAnchorElement>(`a[rel~="${rel}"]`);
  if (!link) return;
  e.preventDefault();
  link.click();
});
