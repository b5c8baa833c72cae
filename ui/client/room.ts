// Enhances a facilitator's pages: they tick when a device has come, and follow what the groups do.
import { Follower } from "./follower";
import { Reach } from "./reach";

const page = document.querySelector<HTMLElement>("[data-reload-on-activity]");
const follower = page && new Follower(page.dataset.reloadOnActivity!);
follower?.start();

const reach = document.querySelector<HTMLElement>("[data-reach]");
if (reach) new Reach(reach, () => follower?.soon()).start();
