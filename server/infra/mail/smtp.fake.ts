import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

type Answer = "take" | { code: number; words: string };

/** A mail server on loopback. `answer` decides on each mail by its receiver; without one it takes everything. For tests. */
export async function fakeSmtp(answer: (to: string) => Answer = () => "take") {
  const mails: { from: string; to: string[]; source: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
      text(stream).then((source) => {
        const decided = answer(to[0] ?? "");
        if (decided !== "take")
          return done(Object.assign(new Error(decided.words), { responseCode: decided.code }));
        mails.push({ from, to, source });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
