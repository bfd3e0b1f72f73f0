import { expect, it } from "vitest";
import { networkOf } from "./network";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:db8::ffff:2", "2001:db8:0:0"],
  ["2001:0db8:0000:0000:1:2:3:4", "2001:db8:0:0"],
  ["2001:db8:5:7::9", "2001:db8:5:7"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["", ""],
  ["no address", "no address"],
])("%s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
