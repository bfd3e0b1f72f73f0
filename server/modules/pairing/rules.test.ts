import { describe, expect, it } from "vitest";
import { isLocked, type Observation, observe, restUntil, setAside, severityOf } from "./rules";

const START = Date.parse("2026-11-20T09:00:00Z");
const NONE: Observation = {
  ...{ isPaired: false, isConnected: false, number: null, pairedAt: null, connectedAt: null },
  ...{ checkedAt: new Date(START - 1000), failures: 0, lockedUntil: null, aside: [] },
};
type Look = [seconds: number, state: "up" | "down" | "out", number?: string];

/** Looks at it at these seconds; answers how it stands and how each pairing ended. */
function watch(looks: Look[], from: Observation = NONE, base = START) {
  const ends: string[] = [];
  let row = from;
  let mustLogOut = false;
  for (const [at, state, number = "447700900000"] of looks) {
    const isPaired = state !== "out";
    const seen = { isPaired, isConnected: state === "up", number: isPaired ? number : null };
    const change = observe(row, { ...seen, at: new Date(base + at * 1000) });
    row = change.next;
    mustLogOut ||= change.mustLogOut;
    if (change.ended) ends.push(`${change.ended.outcome} ${change.ended.heldSeconds}`);
  }
  return { row, ends, mustLogOut };
}
const FAILED: Look[] = [
  [0, "up"],
  [40, "up"],
  [41, "out"],
];
const later = (looks: Look[], by: number): Look[] => looks.map(([at, ...rest]) => [at + by, ...rest]);

describe("a pairing", () => {
  it.each<[string, Look[], string[], number]>([
    ["that is logged out early has failed", FAILED, ["logged_out 41"], 1],
    [
      "that drops early has failed",
      [
        [0, "up"],
        [55, "down"],
      ],
      ["dropped 55"],
      1,
    ],
    [
      "that drops early has failed once, however long it stays down",
      [
        [0, "up"],
        [55, "down"],
        [58, "down"],
        [70, "out"],
      ],
      ["dropped 55"],
      1,
    ],
    [
      "that holds for two minutes is steady",
      [
        [0, "up"],
        [60, "up"],
        [120, "up"],
      ],
      ["steady 120"],
      0,
    ],
    [
      "that is lost after two minutes has not failed",
      [
        [0, "up"],
        [119, "up"],
        [121, "up"],
        [125, "out"],
      ],
      ["steady 121"],
      0,
    ],
    [
      "may break for a moment at once: the network does so itself",
      [
        [0, "down"],
        [2, "up"],
        [5, "down"],
        [7, "up"],
        [127, "up"],
      ],
      ["steady 127"],
      0,
    ],
    [
      "that nobody looked at for long is not held against the number",
      [
        [0, "up"],
        [600, "out"],
      ],
      ["logged_out 600"],
      0,
    ],
    ["that was there before anybody looked is none", [], [], 0],
  ])("%s", (_, looks, ends, failures) => {
    const seen = watch(looks);
    expect(seen.ends).toEqual(ends);
    expect(seen.row.failures).toBe(failures);
  });

  it("is not made up of a connection that stood when it was first looked at", () => {
    const { row, ends } = watch(
      [
        [0, "up"],
        [50, "out"],
      ],
      { ...NONE, checkedAt: null },
    );
    expect({ ends, failures: row.failures }).toEqual({ ends: [], failures: 0 });
  });

  it("counts one look once, and an older one not at all", () => {
    const { row } = watch([...FAILED, [41, "out"], [30, "up"], [41, "out"]]);
    expect(row.failures).toBe(1);
  });
});

describe("the limit", () => {
  const two = watch([...FAILED, ...later(FAILED, 100)]).row;
  const three = watch([...FAILED, ...later(FAILED, 100), ...later(FAILED, 200)]).row;

  it("warns at two failures and locks for 24 hours at three", () => {
    expect(severityOf(two, START + 150_000)).toBe("warning");
    expect(severityOf(three, START + 250_000)).toBe("locked");
    expect(three.lockedUntil?.getTime()).toBe(START + 241_000 + 24 * 3_600_000);
    expect(isLocked(three, START + 241_000 + 24 * 3_600_000)).toBe(false);
  });

  it("gives the number two hours of rest before the last attempt, and none at other times", () => {
    const failedAt = new Date(START + 141_000);
    const soon = START + 150_000;
    const over = failedAt.getTime() + 2 * 3_600_000;
    expect(restUntil(two, failedAt, soon)?.getTime()).toBe(over);
    expect(restUntil(two, failedAt, over)).toBeNull();
    expect(restUntil({ ...two, isPaired: true }, failedAt, soon)).toBeNull();
    expect(restUntil(watch(FAILED).row, failedAt, soon)).toBeNull();
    expect(restUntil(three, failedAt, START + 250_000)).toBeNull();
    expect(restUntil(two, null, soon)).toBeNull();
  });

  it("starts anew once the lock is over", () => {
    const over = watch(later(FAILED, 25 * 3600), three).row;
    expect(over).toMatchObject({ failures: 1, lockedUntil: null });
  });

  it("is reset by two steady minutes", () => {
    const steady: Look[] = [
      [300, "up"],
      [360, "up"],
      [421, "up"],
    ];
    expect(watch(steady, two).row).toMatchObject({ failures: 0, pairedAt: null });
  });

  it("throws a locked number out again that was paired past us", () => {
    const { row, mustLogOut, ends } = watch([[300, "up"]], three);
    expect({ mustLogOut, ends }).toEqual({ mustLogOut: true, ends: ["locked 0"] });
    expect(severityOf(row, START + 301_000)).toBe("locked");
  });

  it("throws it out again and again until it has gone, and two minutes do not free it", () => {
    const stays: Look[] = [300, 360, 430, 440].map((at) => [at, "up"]);
    const { row, ends } = watch(stays, three);
    expect(ends).toEqual(["locked 0", "locked 0", "locked 0", "locked 0"]);
    expect(row).toMatchObject({ failures: 3, isConnected: false });
  });

  it("does not hold for another number, and waits for the first one to come back", () => {
    const fresh = setAside(three);
    expect(severityOf(fresh, START + 300_000)).toBe("none");
    const other = watch(
      [
        [300, "up", "447700900111"],
        [421, "up", "447700900111"],
      ],
      fresh,
    );
    expect(other).toMatchObject({ mustLogOut: false, ends: ["steady 121"] });
    const again = watch(
      [
        [430, "out"],
        [440, "up"],
      ],
      other.row,
    );
    expect(again).toMatchObject({ mustLogOut: true, row: { failures: 3 } });
    // Two failures are not forgotten either.
    expect(watch([[300, "up"]], setAside(two)).row.failures).toBe(2);
  });
});
