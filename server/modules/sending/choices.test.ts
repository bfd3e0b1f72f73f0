import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../core/ids";
import { metaDelivery } from "../../testing/channel-scene";
import { hello, PHONE, sendingScene } from "../../testing/sending-scene";
import { sendMessage } from "../messages/commands";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

const pressed = (wamid: string, id: string, title: string, at: number) =>
  metaDelivery({
    contacts: [{ wa_id: PHONE, profile: { name: "Ada" } }],
    messages: [
      {
        ...{ id: wamid, from: PHONE, timestamp: String(at), type: "interactive" },
        context: { from: "12025550100", id: "wamid.fake.1" },
        interactive: { type: "button_reply", button_reply: { id, title } },
      },
    ],
  });

describe("choices on WhatsApp", () => {
  beforeEach(() => s.begin("whatsapp_cloud", hello(60)));

  async function ask(...choices: string[]) {
    const at = { conversationId: s.conversationId, clientId: newId(), kind: "outgoing" as const };
    const { message } = await sendMessage(s.ctx(), {
      ...{ ...at, content: "Which one?", fileIds: [], ask: { type: "choices", choices } },
    });
    await s.noPace();
    await s.turn();
    return message;
  }
  type Interactive = { action: { buttons: { reply: { id: string; title: string } }[] } };
  const wire = () => (s.meta.calls.at(-1)!.json as { interactive: Interactive }).interactive;

  it("go out as buttons, and what is pressed first shows at the question, whatever order it comes in", async () => {
    const { id, content } = await ask("Blue", "Green");
    expect(content).toBe("Which one?");
    const [blue, green] = wire().action.buttons.map(({ reply }) => reply);
    expect([blue!.title, green!.title]).toEqual(["Blue", "Green"]);
    const now = Math.floor(Date.now() / 1000);
    const first = pressed("wamid.in.first", green!.id, "Green", now - 20);
    const second = pressed("wamid.in.second", blue!.id, "Blue", now - 10);
    const answer = async () => ((await s.messageOf(id)).data as { answer: { pick: number } }).answer;
    for (const delivery of [second, first, second]) {
      await s.shop.deliver(delivery);
      await s.shop.work();
    }
    expect(await answer()).toMatchObject({ pick: 1 });
    const [conversation] = await s.shop.conversations();
    const said = conversation!.messages
      .filter(({ kind }) => kind === "incoming")
      .map(({ content: text }) => text);
    expect(said.sort()).toEqual(["Blue", "Green", "Hello"]);
  });

  it("that do not fit into buttons or a list go as words with numbers", async () => {
    const { content } = await ask("A rather long answer, too long for a list", "No");
    expect(content).toBe("Which one?\n1. A rather long answer, too long for a list\n2. No");
    expect(s.meta.calls.at(-1)!.json).toMatchObject({ type: "text" });
  });

  it("an id that was never ours changes nothing", async () => {
    const { id } = await ask("Blue", "Green");
    await s.shop.deliver(pressed("wamid.in.x", `${newId()}:0`, "Blue", 1787654400));
    await s.shop.deliver(pressed("wamid.in.y", "yes", "Yes", 1787654400));
    await s.shop.work();
    expect((await s.messageOf(id)).data).toMatchObject({ answer: null });
    expect((await s.shop.deliveries()).map(({ state }) => state)).toEqual([
      "processed",
      "processed",
      "processed",
    ]);
  });
});
