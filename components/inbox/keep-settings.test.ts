import { afterEach, expect, test, vi } from "vitest";
import type { Workspace } from "../realtime/context";
import * as toasts from "../ui/toast-store";
import { keepSettings } from "./keep-settings";

type Change = Parameters<typeof keepSettings>[2];
type Sent = { change: Change; answer: () => void; fail: () => void };

function desk() {
  const sent: Sent[] = [];
  const mutate = (change: Change) =>
    new Promise<void>((resolve, reject) =>
      sent.push({ change, answer: resolve, fail: () => reject(new Error("offline")) }),
    );
  const preferences = { density: "comfortable", sections: FIRST, sound: "soft" };
  const me = { member: { preferences } };
  const workspace = { api: { profile: { setPreferences: { mutate } } }, me } as unknown as Workspace;
  const words = ((key: string) => key) as unknown as Parameters<typeof keepSettings>[1];
  const keep = (change: Change) => keepSettings(workspace, words, change);
  const next = async () => {
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));
    return sent.shift()!;
  };
  return { keep, next, sent, shown: () => me.member.preferences };
}

const folded = (...names: string[]) => ({ order: [], folded: names });
const FIRST = folded();
const problems = vi.spyOn(toasts, "showToast");
afterEach(() => problems.mockClear());

test("changes are shown at once and arrive in their order", async () => {
  const { keep, next, sent, shown } = desk();
  const [one, two] = [folded("labels"), folded("labels", "teams")];
  void keep({ sections: one });
  const done = keep({ sections: two });
  expect(shown().sections).toBe(two);
  const first = await next();
  expect(first.change.sections).toBe(one);
  expect(sent).toEqual([]);
  first.answer();
  const second = await next();
  expect(second.change.sections).toBe(two);
  second.answer();
  await done;
  expect(shown().sections).toBe(two);
  expect(problems).not.toHaveBeenCalled();
});

test("a failure takes back its own part and nothing else", async () => {
  const { keep, next, shown } = desk();
  const labels = folded("labels");
  const failed = keep({ density: "compact" });
  const kept = keep({ sections: labels });
  (await next()).fail();
  await failed;
  expect(shown()).toEqual({ density: "comfortable", sections: labels, sound: "soft" });
  (await next()).answer();
  await kept;
  expect(shown().sections).toBe(labels);
  expect(problems).toHaveBeenCalledTimes(1);
});

test("a failure leaves what is newer; when that fails too, what the server has comes back", async () => {
  const { keep, next, shown } = desk();
  const [one, two] = [folded("labels"), folded("labels", "teams")];
  const first = keep({ sections: one });
  const second = keep({ sections: two });
  (await next()).fail();
  await first;
  expect(shown().sections).toBe(two);
  (await next()).fail();
  await second;
  expect(shown().sections).toBe(FIRST);
});
