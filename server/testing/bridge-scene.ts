import { makeContact, makeConversation, makeInbox, makeTeam, memberCtx } from "../../prisma/seed/factories";
import { startFake } from "../channels/fake";
import { createTelegramFake, type TelegramMessage } from "../channels/telegram/fake";
import { newId } from "../core/ids";
import { handleDesk } from "../inbound/desk";
import { makeLinkCode } from "../modules/bridge/links";
import { openBridge } from "../modules/bridge/open";
import { chooseGroup, connectBridge } from "../modules/bridge/setup";
import { appendAndTell, sendMessage } from "../modules/messages/commands";
import { drain } from "../worker/index";
import { testRuntime } from "./runtime";

export const BOT = "700000900:fictional_fictional_fictional";
export const GROUP = -1002000000001;
/** People in the group: two of the team, and one whom nobody knows. */
export const BEN = { id: 700000501, is_bot: false, first_name: "Ben", last_name: "Ortiz" };
export const STRANGER = { id: 700000666, is_bot: false, first_name: "Mallory" };

/** A business whose team answers from a group at a fake Telegram, and a visitor who writes on its website. */
export async function bridgeScene() {
  const bot = createTelegramFake({ token: BOT, username: "acme_team_bot" });
  const telegram = await startFake(bot);
  const rt = await testRuntime({ TELEGRAM_API_URL: telegram.url });
  const { db } = rt;
  let team = null as unknown as Awaited<ReturnType<typeof makeTeam>>;
  let bridge = { id: "", secret: "" };
  let conversationId = "";
  let count = 0;
  const owner = () => memberCtx({ ...team.owner, tenantId: team.tenant.id });
  const agent = () => memberCtx({ ...team.agents[0], tenantId: team.tenant.id });

  /** As the provider would; `headers` may be forged. */
  function deliver(update: object, headers: Record<string, string> = { [HEADER]: bridge.secret }) {
    const body = JSON.stringify({ update_id: ++count, ...update });
    const path = `http://parley.test/api/desk/${bridge.id}`;
    const length = String(Buffer.byteLength(body));
    return handleDesk(
      new Request(path, { method: "POST", body, headers: { "content-length": length, ...headers } }),
    );
  }
  /** Until nothing is owed to the group any more, or only later; its pace is out of the way. */
  async function turn(times = 8): Promise<void> {
    for (let n = 0; n < times; n++) {
      await db.pool.query("update send_pace set next_at = now() where key like 'desk:%' or key like 'to:%'");
      await db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");
      await drain(20_000, rt);
      const kind = { in: ["reaction.mirror-to-topic", "bridge.take"] };
      const open = { tenantId: team.tenant.id, kind, finishedAt: null };
      if (n > 0 && (await db.prisma.outboxEntry.count({ where: open })) === 0) return;
    }
  }
  const posts = (): TelegramMessage[] => bot.state.chats.get(GROUP) ?? [];
  const texts = () => posts().map(({ text, caption }) => String(text ?? caption ?? ""));
  const forum = () => bot.forums.groups.get(GROUP)!;
  /** What Telegram was asked to do, in its order. */
  const methods = () => telegram.calls.map(({ path }) => path.split("/").at(-1));

  /** A fresh business with its group chosen, Ben linked with an agent, and a conversation on the website. */
  async function begin(): Promise<void> {
    bot.state.chats.clear();
    bot.forums.add(GROUP, { topics: [] });
    telegram.moods.length = 0;
    team = await makeTeam(db);
    await connectBridge(owner(), { channel: "telegram", credentials: { botToken: BOT } });
    await chooseGroup(owner(), { group: String(GROUP) });
    const open = await openBridge(db.sql, team.tenant.id);
    bridge = { id: open!.id, secret: (open!.given.credentials as { secretToken: string }).secretToken };
    await link(BEN, agent());
    const tenantId = team.tenant.id;
    const contact = await makeContact(db, { tenantId, name: "Grace Hopper" });
    const place = { tenantId, inboxId: team.inbox.id, contactId: contact.id };
    conversationId = (await makeConversation(db, place)).id;
    telegram.calls.length = 0;
    bot.state.chats.clear();
  }
  async function link(person: object, ctx = agent()): Promise<void> {
    const { code } = await makeLinkCode(ctx);
    const chat = { id: (person as { id: number }).id, type: "private" };
    await deliver({ message: { ...head(), chat, from: person, text: `/start ${code}` } });
    await turn(1);
  }
  const head = () => ({ message_id: 9000 + ++count, date: 1_787_654_400 });
  const place = (thread = forum().topics[0]?.thread ?? 0) => ({
    ...{ message_thread_id: thread, is_topic_message: true },
    chat: { id: GROUP, type: "supergroup", title: "Support desk", is_forum: true },
  });
  /** Somebody writes in the conversation's topic, as an agent's message of the contract. Answers its number. */
  async function write(text: string, from: object = BEN, rest: object = {}): Promise<number> {
    const message = { ...head(), ...place(), from, text, ...rest };
    await deliver({ message });
    await turn();
    return message.message_id;
  }
  async function press(data: string, from: object = BEN): Promise<string> {
    const id = `press-${++count}`;
    await deliver({ callback_query: { id, from, data, message: { ...head(), ...place() } } });
    await turn();
    return bot.state.pressed.get(id) ?? "";
  }
  /** The visitor writes. */
  async function visitor(content: string, rest: object = {}): Promise<string> {
    const contact = await db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const item = { tenantId: team.tenant.id, conversationId, identityId: null, kind: "incoming" as const };
    const author = { kind: "contact" as const, id: contact.contactId };
    const said = await appendAndTell({
      ...{ ...item, author, clientId: newId(), content, attachments: [], status: "sent", traceId: "" },
      ...rest,
    });
    return said!.message.id;
  }
  /** A member writes in the dashboard. */
  async function dashboard(content: string, kind: "outgoing" | "note" = "outgoing", ctx = owner()) {
    const input = { conversationId, clientId: newId(), kind, content, fileIds: [] };
    return (await sendMessage(ctx, input)).message;
  }
  const messages = () => db.prisma.message.findMany({ where: { conversationId }, orderBy: { seq: "asc" } });
  const conversation = () => db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const state = { bot, telegram, rt, begin, deliver, turn, posts, texts, forum, methods, link, write, press };
  return Object.assign(state, {
    ...{ visitor, dashboard, messages, conversation, owner, agent, head, place },
    team: () => team,
    bridge: () => bridge,
    makeInbox,
  });
}
export type BridgeScene = Awaited<ReturnType<typeof bridgeScene>>;

const HEADER = "x-telegram-bot-api-secret-token";
