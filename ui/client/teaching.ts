// Pages through the principles on the projector by key. Without it the same links are followed.
const keys: Record<string, string> = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev", Home: "contents", Escape: "contents" };

document.addEventListener("keydown", (e) => {
  if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing) return;
  const rel = keys[e.key], link = rel && document.querySelector<HTMLAnchorElement>(`[data-teaching] a[rel=${rel}]`);
  if (!link) return;
  e.preventDefault();
  link.click();
});
