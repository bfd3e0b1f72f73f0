import { start } from "./start";

const script = (document.currentScript ??
  document.querySelector("script[data-inbox]")) as HTMLScriptElement | null;

/** Whatever goes wrong here stays here: the page is not ours. */
function begin(): void {
  try {
    if (script) start(script, window);
  } catch (error) {
    console.warn("Parley:", error);
  }
}

if (document.body) begin();
else document.addEventListener("DOMContentLoaded", begin, { once: true });
