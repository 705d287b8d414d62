// What the page knows: documents of the API, brought up to date by events. Everything may come twice.

// Verdicts kept for the charts; when there are more, every second one is dropped, oldest and newest kept.
const VERDICTS_KEPT = 1200, EVENTS_KEPT = 300, TRAFFIC_KEPT_S = 1800;

export function emptyModel() {
  return { status: null, rollouts: [], rollout: null, verdicts: [], history: [], traffic: new Map(), ahead_ms: 0, pulsed: 0 };
}

/** The controller's clock, in milliseconds: this machine's may differ. */
export function now(model) {
  return Date.now() + model.ahead_ms;
}

export function takeStatus(model, status) {
  model.status = status;
  model.ahead_ms = status.now_ms - Date.now();
  model.pulsed = Date.now();
}

export function takeTraffic(model, seconds) {
  for (const each of seconds) model.traffic.set(each.at_ms, each.answered);
  const oldest = now(model) - TRAFFIC_KEPT_S * 1000;
  for (const at of model.traffic.keys()) if (at < oldest) model.traffic.delete(at);
}

export function takePulse(model, pulse) {
  const { traffic, ...known } = pulse;
  takeStatus(model, { ...model.status, ...known });
  takeTraffic(model, traffic);
}

export function takeTransition(model, transition) {
  if (model.history.some((known) => known.number === transition.number)) return;
  model.history.push(transition);
  model.history.splice(0, Math.max(0, model.history.length - EVENTS_KEPT));
}

export function takeVerdict(model, verdict) {
  if (!model.rollout || verdict.rollout_id !== model.rollout.rollout_id) return;
  if (model.verdicts.length && verdict.number <= model.verdicts.at(-1).number) return;
  model.verdicts.push(verdict);
  if (model.verdicts.length > VERDICTS_KEPT) {
    const last = model.verdicts.length - 1;
    model.verdicts = model.verdicts.filter((_, place) => place % 2 === 0 || place === last);
  }
}

/** The stages of the rollout in order: [{name, recorded, spent_ms, standing}], standing done, here, todo. */
export function stagesOf(model) {
  const rollout = model.rollout, steps = rollout.settings.canary_steps;
  const way = ["gates", "shadow", ...steps.map((_, step) => `canary[${step}]`), "promoted"];
  const known = new Set([...way, "watched", "rolled_back", "refused"]);
  // Held and approved are in the history as well, but they are no places.
  const arrivals = rollout.history.filter((each) => known.has(each.to) && each.from !== "held");
  const been = arrivals.map((each) => each.to), here = been.at(-1) ?? "gates";
  const ended = ["rolled_back", "refused", "watched"].includes(here);
  const names = ended ? [...way.filter((name) => been.includes(name)), here] : way;
  return names.map((name) => {
    const place = been.lastIndexOf(name), left = arrivals[place + 1];
    const standing = name === here ? "here" : place >= 0 ? "done" : "todo";
    const final = standing === "here" && ["rolled_back", "refused", "watched"].includes(name);
    const until = left ? left.at_ms : now(model);
    return { recorded: name, standing, spent_ms: place < 0 || final ? null : until - arrivals[place].at_ms, at_ms: place < 0 ? null : arrivals[place].at_ms };
  });
}
