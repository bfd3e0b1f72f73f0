import { pretendApi } from "./api/pretend";
import type { PhoneFiles, PretendNetwork } from "./pretend";
import { pretendTelegram } from "./telegram/pretend";
import { pretendDialog } from "./whatsapp_360dialog/pretend";
import { pretendCloud } from "./whatsapp_cloud/pretend";
import { pretendGateway } from "./whatsapp_web/pretend";

/** Every network that the pretend phone is in, one line each. */
const NETWORKS: readonly ((files: PhoneFiles) => PretendNetwork)[] = [
  pretendCloud,
  pretendDialog,
  pretendGateway,
  pretendTelegram,
  pretendApi,
];

export function pretendNetworks(files: PhoneFiles): PretendNetwork[] {
  return NETWORKS.map((make) => make(files));
}
