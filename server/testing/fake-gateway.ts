import { type FakeProvider, startFake } from "../channels/fake";
import { createGatewayFake, type GatewayFake } from "../channels/whatsapp_web/fake";

/** A WhatsApp Web gateway on loopback, with a phone that is played by hand. */
export async function startGateway(login: {
  username: string;
  password: string;
}): Promise<{ gateway: GatewayFake; provider: FakeProvider }> {
  const gateway = createGatewayFake(login);
  return { gateway, provider: await startFake(gateway.take) };
}

/** A customer's own system that takes whatever it is told. */
export function startSystem(): Promise<FakeProvider> {
  return startFake(() => ({ status: 200 }));
}
