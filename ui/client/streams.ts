// The worker that all tabs of one browser share.
import { later } from "./sender";
import { Switchboard, type Said } from "./switchboard";

const able = typeof EventSource === "function";
const board = new Switchboard((url) => new EventSource(url), later);

addEventListener("connect", (e) => {
  const port = (e as MessageEvent).ports[0]!;
  port.onmessage = (m: MessageEvent<Said>) => board.said(port, m.data);
  port.postMessage({ kind: able ? "ready" : "unable" });
});
