import WebSocket from "ws";

/** What a process started with --inspect holds after its garbage was collected, in bytes: heap with buffers, and all of its memory. */
export async function memoryAfterGc(inspectPort: number): Promise<{ heap: number; rss: number }> {
  const list = await (await fetch(`http://127.0.0.1:${inspectPort}/json/list`)).json();
  const socket = new WebSocket((list as { webSocketDebuggerUrl: string }[])[0]!.webSocketDebuggerUrl);
  await new Promise((open, fail) => socket.once("open", open).once("error", fail));
  let turn = 0;
  const call = (method: string, params: object = {}) =>
    new Promise<{ result: { value: string } }>((answered) => {
      const id = ++turn;
      socket.on("message", function hear(data) {
        const answer = JSON.parse(String(data));
        if (answer.id !== id) return;
        socket.off("message", hear);
        answered(answer.result);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  // Twice: what the first leaves to finalisers goes with the second.
  for (let i = 0; i < 2; i++) await call("HeapProfiler.collectGarbage");
  const { result } = await call("Runtime.evaluate", { expression: "JSON.stringify(process.memoryUsage())" });
  socket.close();
  const { heapUsed, external, rss } = JSON.parse(result.value) as NodeJS.MemoryUsage;
  return { heap: heapUsed + external, rss };
}
