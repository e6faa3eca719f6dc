/** What a card asks, one page each, without the server. */
import { others, teamOf } from "./card.js";
import { copy, fill, only, portrait, say } from "./pour.js";
import { waitsForFirst } from "./projection.js";
import * as steps from "./steps.js";

function withTeam(page, work, student, task) {
  for (const member of teamOf(work, student, task)) {
    const choice = fill(copy("choice"), { name: member.first_name });
    portrait(choice, member);
    choice.querySelector("input").value = member.id;
    page.querySelector(".choices").append(choice);
  }
  return page;
}

function team(work, student, task) {
  const [other] = others(work, student, task);
  const page = withTeam(copy(other ? "team-other" : "team"), work, student, task);
  const told = page.querySelector("[data-other]");
  if (told) told.textContent = told.textContent.replace("{task}", other.label);
  return page;
}

function pieces(work, student, task) {
  const page = copy("pieces");
  const left = Math.max(0, task.quantity - task.good - task.scrapped);
  const good = page.querySelector('[name="good"]');
  good.max = good.value = waitsForFirst(task, student.id) ? Math.min(left, 1) : left;
  if (task.route[0]?.id === task.operation_id) page.querySelector('[name="rework"]').closest("[data-stepper]").remove();
  return page;
}

function safety(work, student, task) {
  const page = fill(copy("safety"), { machine: task.machine });
  const { ppe, works, instructor } = task.safety;
  only(page, "ppe", (one) => (one ? ppe.includes(one) : !ppe.length));
  say(page, "words", { words: works.join(" ; ") });
  say(page, "who", { who: instructor });
  return page;
}

function plan(work, student, task) {
  const page = copy("plan");
  page.querySelector("[data-sheet]").src = task.drawing;
  return page;
}

const PAGES = {
  equipe: team,
  pause: () => copy("pause"),
  fini: pieces,
  plan,
  securite: (work, student, task) => task.safety && safety(work, student, task),
  duree: (work, student, task) => withTeam(copy("duration"), work, student, task),
  probleme: () => copy("problem"),
  defaut: () => copy("fault"),
  etape: (work, student, task) => steps.todo(task) && steps.pageOf(steps.todo(task), task, { copy, fill }),
};

/** The page of a question; nothing where it is not asked any more. */
export const question = (name, work, student, task) => PAGES[name]?.(work, student, task);
