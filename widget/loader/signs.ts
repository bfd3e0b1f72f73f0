/** Lucide's speech bubble on its 24 px grid (ISC licence), and what may stand in it or in its place. */
export const CHAT = "M7.9 20A9 9 0 1 0 4 16.1L2 22Z";
export const SIGNS: Record<string, string> = {
  dots: `${CHAT}M8 12h.01M12 12h.01M16 12h.01`,
  help: `${CHAT}M9 9.5a3 3 0 0 1 6 .5c0 2-3 2-3 4m0 3h.01`,
  mail: "m22 7-10 6L2 7m2-3h16q2 0 2 2v12q0 2-2 2H4q-2 0-2-2V6q0-2 2-2z",
};
