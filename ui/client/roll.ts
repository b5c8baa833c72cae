// The open pages of one browser tell each other that they are there, so that none takes another's words.
import type { Roll } from "./keeper";

const answerIn = 400;

/** Answers for this page and asks for others. Without channels no other page can be asked, and none is there. */
export function openRoll(me: string): Roll {
  if (typeof BroadcastChannel !== "function") return { ask: async () => false };
  const channel = new BroadcastChannel("campaign-pages");
  const here = new Set<string>();
  channel.onmessage = (e: MessageEvent<{ ask?: string; here?: string }>) => {
    if (e.data.ask === me) channel.postMessage({ here: me });
    if (e.data.here) here.add(e.data.here);
  };
  return {
    ask: (owner) => new Promise((resolve) => {
      here.delete(owner);
      channel.postMessage({ ask: owner });
      setTimeout(() => resolve(here.has(owner)), answerIn);
    }),
  };
}
