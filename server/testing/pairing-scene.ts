import { memberCtx } from "../../prisma/seed/factories";
import { startFake } from "../channels/fake";
import { createGatewayFake } from "../channels/whatsapp_web/fake";
import { clock } from "../core/clock";
import { getPairingStatus } from "../modules/pairing/status";
import { type ChannelScene, channelScene } from "./channel-scene";
import { testRuntime } from "./runtime";

/** A business with an inbox at a fake gateway, and a clock that goes on as it is told. */
export async function pairingScene() {
  const rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  const realNow = clock.now;
  let gateway = createGatewayFake();
  const provider = await startFake((call) => gateway.take(call));
  let shop = null as unknown as ChannelScene;
  let shift = 0;

  /** A fresh gateway, and a fresh business. */
  async function begin(): Promise<void> {
    gateway = createGatewayFake();
    provider.calls.length = provider.moods.length = 0;
    shop = await channelScene(rt, "whatsapp_web", { baseUrl: provider.url, number: undefined });
    shift = 0;
    const start = realNow();
    clock.now = () => start + shift;
  }
  function end(): void {
    clock.now = realNow;
  }
  const owner = () => memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
  const admin = () => ({ ...owner(), actor: { ...owner().actor, role: "administrator" } });
  const inbox = () => ({ inboxId: shop.inbox.id });
  const status = () => getPairingStatus(owner(), inbox());
  const pass = (ms: number) => {
    shift += ms;
  };
  /** The status so many seconds later. */
  async function lookIn(seconds: number) {
    pass(seconds * 1000);
    return status();
  }
  /** A phone is paired, and logged out at once. */
  async function fail() {
    gateway.pair();
    const { phase } = await lookIn(5);
    if (phase !== "paired") throw new Error(`The phone is not paired but ${phase}.`);
    gateway.logOut();
    return lookIn(30);
  }
  const actions = async () =>
    (await rt.db.prisma.auditEntry.findMany({ where: { tenantId: shop.tenantId } })).map(
      ({ action }) => action,
    );
  const stored = () => rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } });
  return {
    ...{ rt, provider, begin, end, owner, admin, inbox, status, pass, lookIn, fail, actions, stored },
    gateway: () => gateway,
    shop: () => shop,
  };
}
export type PairingScene = Awaited<ReturnType<typeof pairingScene>>;
