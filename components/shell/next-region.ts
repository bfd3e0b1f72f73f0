/** Moves the focus to the next part of the page that is shown. */
export function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (r) => r.offsetParent !== null,
  );
  // The composer lies inside the thread: the innermost region counts.
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  const first = (selector: string) =>
    [...(next?.querySelectorAll<HTMLElement>(selector) ?? [])].find((found) => found.offsetParent !== null);
  const wanted = first("[data-region-focus], a[tabindex='0'], [aria-current]");
  (wanted ?? first("a, button, textarea, [tabindex='0']"))?.focus();
}
