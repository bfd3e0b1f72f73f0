/** Where the provider delivers, as it says itself. The path of another address may be another's secret: its host alone is named. */
export function deliversTo(found: string, webhookUrl: string) {
  const isHere = found === webhookUrl;
  const value = isHere ? "To this inbox." : found ? `To ${hostOf(found)}, not here.` : "Nowhere.";
  return { label: "Delivers", value, isBad: !isHere };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "another address";
}
