import { WebSettings } from "../../channels/web/settings";
import type { TenantId } from "../../core/ids";
import { chooseLocale } from "../../core/locales";
import { momentWriter } from "../../core/written";
import { statement } from "../../infra/db";
import type { MailJob } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";
import type { StoredAttachment } from "../conversations/message-row";
import { stopLinks } from "./mail-stop";
import { teamWords, visitorWords } from "./mail-words";

/** Replies that one mail shows, and what was said before them. */
const SHOWN = 10;
const EARLIER = 6;

export type ContinuityRow = {
  id: string;
  seen_seq: number;
  email: string | null;
  /** The address came from the page or the visitor alone: nobody has proved that it is theirs. */
  is_said: boolean;
  is_stopped: boolean;
  settings: unknown;
  public_id: string;
  slug: string;
  is_demo: boolean;
  business: string;
  locale: string | null;
  time_zone: string;
  /** Pages the visitor was on, the last one first. */
  pages: (string | null)[];
};

/** What a mail about the replies of a conversation is made of. */
export const CONTINUITY = statement<ContinuityRow>(
  "continuity_found",
  `select c.id, c.contact_seen_seq as seen_seq, k.email, b.settings, b.public_id, t.slug, t.is_demo, t.name as business, t.locale,
  coalesce(k.time_zone, t.time_zone) as time_zone,
  exists (select 1 from identity x where x.tenant_id = k.tenant_id and x.contact_id = k.id
    and x.data -> 'said' ->> 'email' = k.email) as is_said,
  exists (select 1 from mail_stop s where s.tenant_id = k.tenant_id
    and s.address_hash = encode(sha256(convert_to(lower(trim(k.email)), 'UTF8')), 'hex')) as is_stopped,
  array(select v.url from page_visit v where v.tenant_id = c.tenant_id and v.contact_id = c.contact_id
    order by v.visited_at desc limit 20) || array[i.data ->> 'page'] as pages
   from conversation c
  join inbox b on b.id = c.inbox_id and b.channel = 'web' and b.disabled_at is null
  join contact k on k.id = c.contact_id and not k.is_blocked join tenant t on t.id = c.tenant_id
  left join identity i on i.tenant_id = c.tenant_id and i.id = c.identity_id and i.revoked_at is null
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);

export type SaidRow = {
  id: string;
  seq: number;
  is_own: boolean;
  is_reply: boolean;
  is_mailed: boolean;
  author: string | null;
  content: string;
  attachments: StoredAttachment[];
  at: Date;
};

/** What the visitor could read, newest first. */
export const SAID = statement<SaidRow>(
  "continuity_said",
  `select m.id, m.seq, m.kind = 'incoming' as is_own, m.content, m.attachments, m.created_at as at,
     m.kind = 'outgoing' and m.author_kind in ('member', 'bot') as is_reply,
     coalesce(m.meta ? 'emailedAt', false) as is_mailed, split_part(u.name, ' ', 1) as author
   from message m
   left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
   left join "user" u on u.id = mb.user_id
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.kind in ('incoming', 'outgoing')
     and m.deleted_at is null and m.data ->> 'type' is distinct from 'rating'
   order by m.seq desc limit 60`,
);

/** Whoever writes has read what stands before it. `said` is in the order of seq. */
export function unseenOf(said: readonly SaidRow[], seenSeq: number): SaidRow[] {
  const answered = said.findLast(({ is_own }) => is_own)?.seq ?? 0;
  return said.filter((one) => one.is_reply && !one.is_mailed && one.seq > Math.max(seenSeq, answered));
}

export function writeMail(
  tenantId: TenantId,
  found: ContinuityRow,
  said: readonly SaidRow[],
  unseen: readonly SaidRow[],
): Extract<MailJob, { template: "unseen-replies" }>["data"] {
  const settings = WebSettings.parse(found.settings);
  const write = momentWriter(chooseLocale(found.locale), found.time_zone);
  const lineOf = (one: SaidRow) => ({
    author: (one.is_own ? "You" : one.author || found.business).slice(0, 200),
    at: write(one.at),
    text: one.is_own ? visitorWords(one.content, !found.is_said) : teamWords(one.content),
    files: one.is_own && found.is_said ? [] : one.attachments.map(({ name }) => name.slice(0, 200)),
    isOurs: !one.is_own,
  });
  const isUnseen = new Set(unseen);
  return {
    business: found.business,
    colour: settings.colour,
    replies: unseen.slice(-SHOWN).map(lineOf),
    more: Math.max(0, unseen.length - SHOWN),
    earlier: said
      .filter((one) => !isUnseen.has(one))
      .slice(-EARLIER)
      .map(lineOf),
    link: linkBack(found, settings),
    ...stopLinks(tenantId, found.email!),
    thread: found.id,
  };
}

/**
 * The last page the visitor was on, with the chat open. A page is the visitor's word: only on a website that the inbox names
 * may a mail lead to it, and on our own address, where every business has pages, only to this one's.
 */
function linkBack(found: ContinuityRow, { allowedOrigins }: WebSettings): string | null {
  const { origin: own } = new URL(runtime().appUrl);
  const theirs = [`/chat/${found.public_id}`, ...(found.is_demo ? [`/demo/${found.slug}`] : [])];
  const page = found.pages.find((url) => {
    if (!url || !URL.canParse(url)) return false;
    const { origin, pathname } = new URL(url);
    return origin === own ? theirs.includes(pathname) : allowedOrigins.includes(origin);
  });
  return page ? `${page.split(/[?#]/)[0]}?parley=${found.id}` : null;
}
