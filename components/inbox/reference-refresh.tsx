"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useWorkspace } from "../realtime/context";
import type { Reference } from "./reference";

type Props = { initial: Reference; onChange: (reference: Reference) => void };

/** Asks again for everything that is named whenever the window is looked at again. Not part of the first load. */
export default function ReferenceRefresh(props: Props) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } }));
  return (
    <QueryClientProvider client={queries}>
      <Refresh {...props} />
    </QueryClientProvider>
  );
}

function Refresh({ initial, onChange }: Props) {
  const { api } = useWorkspace();
  const { data: members } = useQuery({
    queryKey: ["members"],
    queryFn: () => api.members.list.query(),
    initialData: initial.members,
    initialDataUpdatedAt: 0,
  });
  const { data: teams } = useQuery({
    queryKey: ["teams"],
    queryFn: () => api.teams.list.query(),
    initialData: initial.teams,
    initialDataUpdatedAt: 0,
  });
  const { data: inboxes } = useQuery({
    queryKey: ["inboxes"],
    queryFn: () => api.inboxes.list.query(),
    initialData: initial.inboxes,
    initialDataUpdatedAt: 0,
  });
  const { data: labels } = useQuery({
    queryKey: ["labels"],
    queryFn: () => api.labels.list.query(),
    initialData: initial.labels,
    initialDataUpdatedAt: 0,
  });
  const { data: views } = useQuery({
    queryKey: ["views"],
    queryFn: () => api.views.list.query(),
    initialData: initial.views,
    initialDataUpdatedAt: 0,
  });
  useEffect(
    () => onChange({ members, inboxes, labels, teams, views }),
    [members, inboxes, labels, teams, views, onChange],
  );
  return null;
}
