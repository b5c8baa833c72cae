// Enhances a facilitator's pages: they tick when a device has come, and follow what the groups do.
import { Announcer } from "./announcer";
import { CourseLine } from "./courseline";
import { Follower } from "./follower";
import { Reach } from "./reach";
import { quoteWords } from "./reviewwords";
import { Wall } from "./wall";

const page = document.querySelector<HTMLElement>("[data-reload-on-activity]");
const follower = page && new Follower(page.dataset.reloadOnActivity!, page.dataset.reloadOn?.split(" "));
follower?.start();

if (document.querySelector("[data-course]")) new CourseLine(new Announcer(document.querySelector<HTMLElement>("[data-said]"))).start();

const reach = document.querySelector<HTMLElement>("[data-reach]");
if (reach) new Reach(reach, () => follower?.soon()).start();

if (document.querySelector("[data-review-on]")) quoteWords();

const wall = document.querySelector<HTMLElement>("[data-wall]");
if (wall) new Wall(wall).start();
