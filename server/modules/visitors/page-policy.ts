const NEXT = /<(?:!--|(script|meta)(?=[\s/>]))/gi;
const LONGEST_TAG = 4000;

/**
 * What the page's markup says: of scripts by their attributes, of policies by their text. Comments do not count. One walk from
 * start to end, which stops at what is never closed: strangers write these pages, and a second look back could take hours.
 */
export function readPage(html: string): { scripts: Record<string, string>[]; policies: string[] } {
  const scripts: Record<string, string>[] = [];
  const policies: string[] = [];
  const next = new RegExp(NEXT);
  for (let found = next.exec(html); found; found = next.exec(html)) {
    const name = found[1]?.toLowerCase();
    const from = found.index + (name ? found[0].length : 2);
    const end = html.indexOf(name ? ">" : "-->", from);
    if (end < 0) break;
    next.lastIndex = end + 1;
    if (!name || end - from > LONGEST_TAG) continue;
    const attributes = attributesOf(html.slice(from, end));
    if (name === "script") scripts.push(attributes);
    else if (attributes["http-equiv"]?.toLowerCase() === "content-security-policy" && attributes.content)
      policies.push(attributes.content);
  }
  return { scripts, policies };
}

function attributesOf(inside: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = "", one, two, bare] of inside.matchAll(
    /([a-z][a-z-]*)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi,
  ))
    found[name.toLowerCase()] ??= decoded(one ?? two ?? bare ?? "");
  return found;
}

function decoded(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;|&apos;/g, "'")
    .replace(/&amp;/g, "&");
}

/**
 * Whether each of a page's policies (CSP level 3) lets `url` be used for `directive`. `nonce` is the script tag's own. Hashes
 * of files are not known here, and count as no.
 */
export function policyAllows(
  policies: readonly string[],
  directive: "script-src" | "connect-src",
  asked: { url: string; page: string; nonce?: string },
): boolean {
  return policies.every((policy) => {
    const rules = new Map<string, string[]>();
    for (const part of policy.split(";")) {
      const [name = "", ...values] = part.trim().split(/\s+/);
      if (!rules.has(name.toLowerCase())) rules.set(name.toLowerCase(), values);
    }
    const own = directive === "script-src" ? ["script-src-elem", directive] : [directive];
    const sources = [...own, "default-src"].map((name) => rules.get(name)).find(Boolean);
    if (!sources) return true;
    if (asked.nonce && sources.includes(`'nonce-${asked.nonce}'`)) return true;
    if (directive === "script-src" && sources.includes("'strict-dynamic'")) return false;
    return sources.some((source) => matches(source, new URL(asked.url), new URL(asked.page)));
  });
}

/** Secure forms of what is named count too: http://a.example allows https://a.example. */
function matches(source: string, url: URL, page: URL): boolean {
  if (source === "*") return /^(https?|wss?):$/.test(url.protocol);
  if (source === "'self'") return url.host === page.host;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return upgrades(source.toLowerCase(), url.protocol);
  const [, scheme, host = "", port] =
    /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^/:]+|\*)(?::(\d+|\*))?(?:\/.*)?$/i.exec(source) ?? [];
  if (!host || !upgrades((scheme ?? page.protocol).toLowerCase(), url.protocol)) return false;
  const isHost = host.startsWith("*.")
    ? url.hostname.endsWith(host.slice(1).toLowerCase())
    : host === "*" || url.hostname === host.toLowerCase();
  const standard = /^(https|wss):$/.test(url.protocol) ? "443" : "80";
  return isHost && (port === "*" || (port ?? standard) === (url.port || standard));
}

function upgrades(named: string, used: string): boolean {
  const more: Record<string, string[]> = {
    "http:": ["https:", "ws:", "wss:"],
    "https:": ["wss:"],
    "ws:": ["wss:"],
  };
  return named === used || (more[named]?.includes(used) ?? false);
}
