// Enhances a section of a draft. Without it the page works as a plain form.
import { DraftPage } from "./draftpage";

const form = document.querySelector<HTMLFormElement>("form[data-draft]");
if (form) new DraftPage(form).start();
