import { type FakeProvider, startFake } from "../channels/fake";
import { createDialogFake } from "../channels/whatsapp_360dialog/fake";
import { createCloudFake } from "../channels/whatsapp_cloud/fake";

/** 360dialog at a port that the product under test was told, with one number. */
export function startDialog(port: number, apiKey: string): Promise<FakeProvider> {
  const meta = createCloudFake({ token: "behind" });
  return startFake(createDialogFake({ apiKey, token: "behind", meta }), port);
}
