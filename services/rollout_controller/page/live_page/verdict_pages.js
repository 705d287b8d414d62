// The recorded verdicts of a rollout with their reasons, newest first: fetched when they are opened, a page at a time.

import { byId, clock, element } from "./elements.js";
import { headers } from "./events.js";

const A_PAGE = 20;
let shownOf = null, before = null;

/** Shows the verdicts of this rollout from the newest on, where they are open; what is shown stays as it is. */
export function showVerdicts(rolloutId) {
  const details = byId("verdicts");
  details.hidden = !rolloutId;
  if (!rolloutId || (details.open && rolloutId === shownOf)) return;
  shownOf = before = null;
  byId("verdict-rows").replaceChildren();
  if (details.open) more(rolloutId);
}

/** Adds the page of verdicts before those shown. */
export async function more(rolloutId) {
  shownOf = rolloutId;
  const query = new URLSearchParams({ limit: A_PAGE, ...(before === null ? {} : { before }) });
  const response = await fetch(`/v1/rollouts/${encodeURIComponent(rolloutId)}/verdicts?${query}`, { headers: headers("application/json") });
  if (!response.ok || shownOf !== rolloutId) return;
  const page = await response.json();
  before = page.next_before;
  byId("earlier").hidden = before === null;
  byId("verdict-rows").append(...page.verdicts.map((each) => element("tr", "", element("td", "", clock(each.at_ms)),
    element("td", "", each.evidence.stage), element("td", "", each.ruling.replaceAll("_", " ")), element("td", "", each.reason))));
}
