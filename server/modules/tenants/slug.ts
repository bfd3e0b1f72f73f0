/** Addresses the product itself uses, or that would mislead in a host name. */
const RESERVED: ReadonlySet<string> = new Set(
  `about account accounts admin administrator api app apps assets auth billing blog cdn contact cron demo dev docs email
  favicon files forgot ftp health help hooks images inbox internal invite join legal login logout mail me metrics new
  next null parley pricing privacy public ready register reset root security settings sign-in sign-out sign-up signin
  signup smtp staff staging static status support system t team terms test undefined webhook webhooks widget ws
  www`.split(/\s+/),
);

const MAX = 40;

/** The address part of a business's name: "Müller & Söhne Ltd" gives "muller-sohne-ltd". Never empty, never reserved. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX)
    .replace(/^-+|-+$/g, "");
  if (slug.length < 2) return `business${slug && `-${slug}`}`;
  return RESERVED.has(slug) ? `${slug}-business` : slug;
}

/** The addresses to try, one after another, when the first is taken. */
export function slugCandidates(name: string, random: () => string): string[] {
  const slug = slugOf(name);
  return [slug, ...[2, 3, 4, 5].map((n) => `${slug}-${n}`), `${slug}-${random()}`];
}
