// The sections of the page, each drawn from the model alone.

import { byId, clock, duration, element, percent, stageName } from "./elements.js";
import { guardChart, guardSeries, kindOf } from "./guard_chart.js";
import { now, stagesOf } from "./model.js";
import { colourOf, rates, releasesOf, trafficChart } from "./traffic_chart.js";

const GOOD = ["promoted", "watched"], BAD = ["rolled_back", "refused"];
const PILLS = { clear: "good", unclear: "warn", harm: "bad", promote: "good", hold: "warn", roll_back: "bad" };
const MANY_SEGMENTS = 12;

export function drawHead(model) {
  const rollout = model.rollout, status = model.status;
  const title = rollout ? `${rollout.release_id} over ${rollout.stable}` : "No rollout yet";
  byId("title").textContent = title;
  document.title = rollout ? `${rollout.state.replaceAll("_", " ")}: ${title}` : "Rollouts";
  byId("state").replaceChildren(...(rollout ? [statePill(rollout)] : []));
  if (!rollout) {
    byId("lead").textContent = status.stable ? `${status.stable} is stable and answers everything.` : "There is no stable release yet.";
    return;
  }
  const start = rollout.history[0];
  byId("lead").textContent = `${rollout.rollout_id}, started by ${start.actor} at ${clock(start.at_ms, true)}: ${start.reason}`;
}

function statePill(rollout) {
  const kind = GOOD.includes(rollout.state) ? "good" : BAD.includes(rollout.state) ? "bad" : rollout.state === "canary" ? "warn" : "";
  const share = rollout.candidate_weight ? ` ${percent(rollout.candidate_weight)}` : "";
  return element("span", `pill ${kind}`, rollout.state.replaceAll("_", " ") + share);
}

export function drawBanners(model) {
  const { status, rollout } = model, found = [];
  const add = (kind, title, text) => found.push(element("div", `banner ${kind}`, element("b", "", title), " ", text));
  const by = (who) => (who ? `by ${who.actor} at ${clock(who.at_ms, true)}: ${who.reason}` : "");
  if (!status.lease.leads) add("", "This controller stands by.", `${status.lease.holder ?? "Nobody"} leads; its own page shows traffic and replicas.`);
  if (status.killed) add("bad", "Killed: no candidate answers.", by(status.killed_by));
  if (status.failover) add("bad", "Failover.", `${status.failover} answers in place of ${status.stable}, which failed as a whole.`);
  if (status.frozen) add("", "Frozen: no rollout moves forward.", by(status.frozen_by));
  if (status.window) add("", "Frozen", `by the freeze window ${status.window}.`);
  if (rollout && rollout.held) add("", "Held.", lastReason(rollout, "held"));
  if (rollout && rollout.awaits) add("", "Waits for an approval", `to enter ${stageName(rollout.awaits, rollout.settings.canary_steps)}.`);
  if (rollout && BAD.includes(rollout.state)) add("bad", stageName(rollout.state) + ":", lastReason(rollout, rollout.state));
  byId("banners").replaceChildren(...found);
}

function lastReason(rollout, to) {
  const last = rollout.history.filter((each) => each.to === to).at(-1);
  return last ? `by ${last.actor} at ${clock(last.at_ms, true)}: ${last.reason}` : "";
}

export function drawStages(model) {
  const stages = model.rollout ? stagesOf(model) : [];
  const steps = model.rollout ? model.rollout.settings.canary_steps : [];
  byId("stages").replaceChildren(...stages.map((stage) => {
    const kind = GOOD.includes(stage.recorded) ? "good" : BAD.includes(stage.recorded) ? "bad" : "";
    const made = element("li", `${stage.standing} ${kind}`,
      element("span", "name", stageName(stage.recorded, steps)),
      element("span", "spent", stage.spent_ms !== null ? duration(stage.spent_ms) : stage.at_ms ? `at ${clock(stage.at_ms)}` : "to come"));
    if (stage.standing === "here") made.setAttribute("aria-current", "step");
    return made;
  }));
}

export function drawCards(model) {
  const { status, rollout } = model, at = now(model), recent = rates(model.traffic, at, 10);
  const total = Object.values(recent).reduce((sum, value) => sum + value, 0);
  const watch = status.watches.find((each) => each.release_id === status.stable);
  const watched = watch ? `; its labels are under watch${watch.clear ? ", as promised so far" : ""}` : "";
  const warm = status.warm.length ? `warm: ${status.warm.join(", ")}` : "none before it is warm";
  const cards = [card("Stable release", status.stable ?? "none", `${warm}${watched}`)];
  if (rollout) {
    const own = recent[rollout.release_id] ?? 0;
    cards.push(card("Candidate answers", total ? percent(own / total) : "no traffic", `${rollout.release_id}; the table says ${percent(weightNow(status, rollout))}`));
  }
  cards.push(card("Requests a second", total ? total.toFixed(1) : "0", "over the last 10 s"));
  const verdict = model.verdicts.at(-1);
  if (verdict) cards.push(card("Verdict", verdict.ruling.replaceAll("_", " "), `after ${verdict.requests} requests in ${verdict.stage}`, PILLS[verdict.ruling]));
  // A controller that stands by does not read what the replicas write.
  if (status.lease.leads) cards.push(replicasCard(status));
  byId("cards").replaceChildren(...cards);
}

function weightNow(status, rollout) {
  const table = status.table;
  return table && table.candidate === rollout.release_id ? table.candidate_weight : table && table.stable === rollout.release_id ? 1 : 0;
}

function replicasCard(status) {
  const version = status.table ? status.table.version : null;
  const on = status.replicas.filter((each) => each.table_version === version).length;
  const late = status.replicas.filter((each) => each.table_version !== version);
  const silent = status.replicas_silent_ms > 3000;
  const note = silent ? `no sign of life for ${duration(status.replicas_silent_ms)}`
    : late.length ? late.map((each) => `${each.replica} goes by ${each.table_version}`).join(", ") : version === null ? "no table yet" : `all go by table ${version}`;
  const value = status.replicas.length ? `${on} of ${status.replicas.length}` : "none";
  return card(`Replicas on table ${version ?? "none"}`, value, note, silent || late.length ? "warn" : "");
}

function card(label, value, note, kind = "") {
  return element("div", "card", element("div", "label", label), element("div", `value ${kind}`, value), element("div", "note", note));
}

export function drawTraffic(model) {
  const { status, rollout } = model, host = byId("traffic"), at = now(model);
  const stable = rollout ? rollout.stable : status.stable, candidate = rollout ? rollout.release_id : null;
  const releases = releasesOf(model.traffic, stable, candidate);
  const colour = (release) => colourOf(release, stable, candidate, releases);
  const steps = rollout ? rollout.settings.canary_steps : [];
  const places = /^(shadow|canary\[\d+\]|promoted|rolled_back)$/;
  const changes = model.history.filter((each) => (places.test(each.to) && each.from !== "held") || ((each.subject === "kill" || each.subject === "failover") && each.to !== "false"))
    .map((each) => (each.subject === "kill" || each.subject === "failover" ? { at_ms: each.at_ms, to: each.subject } : each));
  host.replaceChildren(trafficChart(model.traffic, releases, colour, at, changes, steps, widthOf(host)));
  const recent = rates(model.traffic, at, 10);
  byId("traffic-legend").replaceChildren(...releases.map((release) =>
    element("span", "", element("i", `key release ${colour(release)}`), `${release} ${(recent[release] ?? 0).toFixed(1)}/s`)));
}

export function drawGuards(model) {
  byId("guards-section").hidden = !model.verdicts.length;
  if (!model.verdicts.length) return;
  const all = [...guardSeries(model.verdicts).values()], last = model.verdicts.at(-1);
  const requests = Math.max(...all.map((own) => own.points.at(-1).at));
  // A guard that the newest verdict does not know any more belongs to an earlier stage.
  const current = new Set(last.findings.map((each) => JSON.stringify([each.guard, each.segment])));
  const drawn = all.filter((own) => kindOf(own) && current.has(JSON.stringify([own.guard, own.segment])));
  const whole = drawn.filter((own) => own.segment === null);
  const host = byId("guards");
  host.replaceChildren(...whole.map((own) => panel(own)));
  for (const [place, own] of whole.entries()) {
    const chart = host.children[place].querySelector(".chart");
    chart.append(guardChart(own, widthOf(chart), requests));
  }
  const charted = new Set(whole.map((own) => own.guard));
  const said = last.findings.filter((each) => each.segment === null && !charted.has(each.guard));
  byId("said").replaceChildren(...(said.length ? [element("div", "panel", element("ul", "", ...said.map((each) =>
    element("li", "", element("b", "", each.guard), pill(each.standing), element("span", "", each.detail)))))] : []));
  drawSegments(last.findings.filter((each) => each.segment !== null));
}

function panel(own) {
  return element("article", `guard ${own.last.standing}`,
    element("h3", "", own.guard.replaceAll("_", " "), pill(own.last.standing)), 
    kindOf(own) === "evidence" ? element("p", "unit", "evidence of harm; 1 rolls back") : null,
    element("div", "chart"), element("p", "detail", own.last.detail));
}

function pill(standing) {
  return element("span", `pill ${PILLS[standing] ?? ""}`, standing);
}

const RANK = ["harm", "unclear", "clear"];

function drawSegments(findings) {
  const host = byId("segments"), open = host.querySelector("details")?.open ?? true;
  if (!findings.length) return host.replaceChildren();
  const ranked = [...findings].sort((one, other) => RANK.indexOf(one.standing) - RANK.indexOf(other.standing));
  const shown = ranked.slice(0, Math.max(MANY_SEGMENTS, ranked.filter((each) => each.standing === "harm").length));
  const rows = shown.map((each) => element("tr", "", element("td", "", String(each.segment)), element("td", "", each.guard.replaceAll("_", " ")),
    element("td", "", pill(each.standing)), element("td", "", each.detail)));
  const details = element("details", "panel", element("summary", "", `By segment: ${count(findings, "harm")} in harm, ${count(findings, "unclear")} unclear, ${count(findings, "clear")} clear`),
    element("table", "", element("tbody", "", ...rows)), shown.length < ranked.length ? element("p", "quiet", `and ${ranked.length - shown.length} more`) : null);
  details.open = open;
  return host.replaceChildren(details);
}

function count(findings, standing) {
  return findings.filter((each) => each.standing === standing).length;
}

export function drawEvents(model) {
  const people = byId("people").checked, steps = model.rollout ? model.rollout.settings.canary_steps : [];
  const shown = model.history.filter((each) => !people || each.actor !== "controller").slice(-60).reverse();
  const rows = shown.map((each) => element("tr", each.actor === "controller" ? "controller" : "person",
    element("td", "", clock(each.at_ms)), element("td", "", each.subject),
    element("td", "", `${stageName(each.from, steps)} → ${each.to.startsWith("{") ? "set" : stageName(each.to, steps)}`), element("td", "", each.actor), element("td", "", each.reason)));
  if (!rows.length) rows.push(element("tr", "none", element("td", "", "nothing yet")));
  byId("events").tBodies[0].replaceChildren(...rows);
}

export function drawCommands(model) {
  const { status, rollout } = model, at = `--controller ${location.origin}`, why = '--reason "..."', lines = [];
  if (rollout && rollout.rollout_id === status.rollout_id) {
    if (rollout.awaits) lines.push(`andamio rollout approve ${rollout.rollout_id} --stage '${rollout.awaits}' ${why} ${at}`);
    lines.push(`andamio rollout abort ${rollout.rollout_id} ${why} ${at}`);
    lines.push(`andamio rollout ${rollout.held ? "resume" : "hold"} ${rollout.rollout_id} ${why} ${at}`);
  } else if (rollout && status.watched.includes(rollout.rollout_id)) {
    lines.push(`andamio rollout abort ${rollout.rollout_id} ${why} ${at}`);
  }
  for (const release of rollout && status.rollout_id === null ? status.warm.slice(0, 1) : []) lines.push(`andamio rollout stable ${release} ${why} ${at}`);
  lines.push(`andamio rollout ${status.frozen ? "unfreeze" : "freeze"} ${why} ${at}`, `andamio rollout ${status.killed ? "unkill" : "kill"} ${why} ${at}`);
  if (rollout) lines.push(`andamio rollout replay ${rollout.rollout_id} ${at}`);
  byId("commands-section").hidden = false;
  byId("commands").textContent = lines.join("\n");
}

export function drawChoice(model) {
  const select = byId("rollouts");
  select.hidden = model.rollouts.length < 2;
  const chosen = model.rollout ? model.rollout.rollout_id : "";
  const options = [...model.rollouts].reverse().map((id) => {
    const option = element("option", "", id);
    option.value = id;
    option.selected = id === chosen;
    return option;
  });
  select.replaceChildren(...options);
}

export function drawFoot(model) {
  const lease = model.status.lease;
  const leads = lease && lease.holder ? ` Led by ${lease.holder}, epoch ${lease.epoch}.` : "";
  byId("foot").textContent = `${model.rollout ? `Plan: ${model.rollout.plan}.` : ""}${leads}`;
}

function widthOf(host) {
  return Math.max(220, Math.floor(host.getBoundingClientRect().width));
}
