/** Where a command stands in the sheet behind "?" and in the command bar. */
export const COMMAND_GROUPS = ["moving", "conversation", "selection", "writing", "everywhere"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export type CommandEntry = {
  group: CommandGroup;
  /** In the words of keys.ts: "e", "shift+e", "g m", "mod+k". Without it the command has no key until somebody sets one. */
  keys?: string;
  /** The key under the preset "Alt keys" where it differs (reference: Chatwoot 4.15, keyboard shortcuts). */
  alt?: string;
  /** The key belongs to a field or a list that handles it itself: shown, not handled here, not changeable. */
  isFixed?: true;
  /** Holding the key goes on. */
  repeats?: true;
};

/**
 * Every command of the product, once: the key handler, the sheet behind "?", the settings and the command bar read this
 * table. A new command is a line here, its words under "commands.words" in en-GB.json, and `useCommands({ name: act })`
 * in the component that can do it.
 */
export const COMMANDS = {
  next: { group: "moving", keys: "j", alt: "alt+j", repeats: true },
  previous: { group: "moving", keys: "k", alt: "alt+k", repeats: true },
  open: { group: "moving", keys: "enter", isFixed: true },
  back: { group: "moving", keys: "escape", isFixed: true },
  mine: { group: "moving", keys: "g m" },
  unassigned: { group: "moving", keys: "g u" },
  all: { group: "moving", keys: "g a" },
  closing: { group: "moving", keys: "g c" },
  snoozed: { group: "moving", keys: "g s" },
  mentions: { group: "moving" },
  nextView: { group: "moving", alt: "alt+n" },
  inbox: { group: "moving", alt: "alt+c" },
  contacts: { group: "moving", alt: "alt+v" },
  settings: { group: "moving", alt: "alt+s" },

  resolve: { group: "conversation", keys: "e", alt: "alt+e" },
  resolveNext: { group: "conversation", keys: "shift+e", alt: "mod+alt+e" },
  reopen: { group: "conversation", keys: "o" },
  snooze: { group: "conversation", keys: "s", alt: "alt+m" },
  priority: { group: "conversation", keys: "p" },
  label: { group: "conversation", keys: "l" },
  assign: { group: "conversation", keys: "a" },
  assignMe: { group: "conversation", keys: "i" },
  assignTeam: { group: "conversation", keys: "shift+a" },
  unread: { group: "conversation", keys: "u" },
  mute: { group: "conversation", keys: "m" },
  block: { group: "conversation" },
  participants: { group: "conversation" },
  macro: { group: "conversation" },
  transcript: { group: "conversation" },
  merge: { group: "conversation" },
  split: { group: "conversation" },
  copyLink: { group: "conversation" },
  delete: { group: "conversation" },
  details: { group: "conversation", keys: "]" },

  select: { group: "selection", keys: "x" },
  extend: { group: "selection", keys: "shift+arrowdown", repeats: true },
  selectAll: { group: "selection", keys: "mod+a" },

  reply: { group: "writing", keys: "r", alt: "alt+l" },
  note: { group: "writing", keys: "n", alt: "alt+p" },
  switch: { group: "writing", keys: "mod+shift+p" },
  send: { group: "writing", keys: "mod+enter", isFixed: true },
  sendResolve: { group: "writing", keys: "mod+shift+enter", isFixed: true },
  canned: { group: "writing", keys: "/", isFixed: true },
  mention: { group: "writing", keys: "@", isFixed: true },
  emoji: { group: "writing", keys: ":", isFixed: true },
  attach: { group: "writing", alt: "mod+alt+a" },

  bar: { group: "everywhere", keys: "mod+k" },
  search: { group: "everywhere", keys: "/" },
  writeTo: { group: "everywhere", keys: "c" },
  sheet: { group: "everywhere", keys: "?", alt: "mod+/" },
  notifications: { group: "everywhere" },
  undo: { group: "everywhere", keys: "z" },
  views: { group: "everywhere", keys: "[", alt: "alt+o" },
  regions: { group: "everywhere", keys: "f6" },
  toast: { group: "everywhere", keys: "f8", isFixed: true },
  olderMessage: { group: "moving", keys: "alt+arrowup", repeats: true },
  newerMessage: { group: "moving", keys: "alt+arrowdown", repeats: true },
  theme: { group: "everywhere" },
} as const satisfies Record<string, CommandEntry>;

export type CommandId = keyof typeof COMMANDS;
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];
export const commandEntry = (id: CommandId): CommandEntry => COMMANDS[id];
