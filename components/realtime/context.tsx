"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Me } from "../../server/trpc/routers/session";
import { type Api, createApi } from "../trpc/client";
import { type Acts, createActs } from "./acts";
import { createEngine, type Engine } from "./engine";
import { createHeld, type Held } from "./held";
import { createOutgoing, type Outgoing } from "./outgoing";

export type Workspace = { me: Me; api: Api; engine: Engine; acts: Acts; outgoing: Outgoing; held: Held };

const Shared = createContext<Workspace | null>(null);

/** One tenant at work in this tab: the way to the server, what is known, and what is under way. */
export function WorkspaceProvider({
  me,
  isLive,
  children,
}: {
  me: Me;
  isLive: boolean;
  children: ReactNode;
}) {
  const [workspace] = useState(() => createWorkspace(me));
  useEffect(() => {
    if (!isLive) return;
    const stops = [workspace.engine.start(), workspace.outgoing.start()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [workspace, isLive]);
  return <Shared value={workspace}>{children}</Shared>;
}

function createWorkspace(me: Me): Workspace {
  const api = createApi(me.tenant.slug, goToSignIn);
  const engine = createEngine(me, api);
  const held = createHeld(engine);
  return { me, api, engine, acts: createActs(engine), outgoing: createOutgoing(engine, held), held };
}

/** The session has ended. Drafts and what waits to go out stay in this browser. */
function goToSignIn(): void {
  const next = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?notice=ended&next=${encodeURIComponent(next)}`);
}

export function useWorkspace(): Workspace {
  const workspace = useContext(Shared);
  if (!workspace) throw new Error("This part stands outside a WorkspaceProvider.");
  return workspace;
}

/** Something of the engine, followed live. `select` must give the same value while nothing has changed. */
export function useLive<T>(select: (engine: Engine) => T): T {
  const { engine } = useWorkspace();
  const read = () => select(engine);
  return useSyncExternalStore(engine.subscribe, read, read);
}
