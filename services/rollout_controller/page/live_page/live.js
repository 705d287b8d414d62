// Loads, listens, redraws. The browser connects again by itself and says what it saw last; where the controller
// answered with an error instead, everything is loaded anew.

import { byId } from "./elements.js";
import { fetchEvents, giveToken, headers } from "./events.js";
import { emptyModel, takePulse, takeStatus, takeTraffic, takeTransition, takeVerdict } from "./model.js";
import { drawBanners, drawCards, drawChoice, drawCommands, drawEvents, drawFoot, drawGuards, drawHead, drawStages, drawTraffic } from "./views.js";
import { more, showVerdicts } from "./verdict_pages.js";

const REDRAW_MS = 250, SILENT_MS = 5000, RETRY_MS = 2000;

let model = emptyModel(), source = null, redraw = null, refreshing = false, again = false;
const changed = new Set();

async function get(path) {
  const response = await fetch(path, { headers: headers("application/json") });
  if (response.status === 401 || response.status === 403) {
    byId("token-section").hidden = false;
    byId("token-said").textContent = headers("").authorization ? (await response.json()).detail : "This controller asks who you are.";
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

function chosen(status) {
  return decodeURIComponent(location.hash.slice(1)) || status.last_rollout_id;
}

async function load() {
  const fresh = emptyModel(), status = await get("/v1/status"), id = chosen(status);
  takeStatus(fresh, status);
  const [rollouts, history, traffic] = await Promise.all([get("/v1/rollouts"), get("/v1/history?newest=200"), get("/v1/traffic")]);
  fresh.rollouts = rollouts.rollouts;
  fresh.history = history.history;
  takeTraffic(fresh, traffic.seconds);
  if (id && fresh.rollouts.includes(id)) {
    fresh.rollout = await get(`/v1/rollouts/${encodeURIComponent(id)}`);
    fresh.verdicts = (await get(`/v1/rollouts/${encodeURIComponent(id)}/series?points=500`)).verdicts;
  }
  byId("token-section").hidden = true;
  model = fresh;
  draw("all");
  return status.cursor;
}

// What moved the rollout or the table changes their documents as well.
async function refresh() {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    do {
      again = false;
      const status = await get("/v1/status"), id = chosen(status);
      takeStatus(model, status);
      if (id && (!model.rollout || model.rollout.rollout_id !== id)) {
        model.rollouts = (await get("/v1/rollouts")).rollouts;
        model.verdicts = [];
      }
      if (id) model.rollout = await get(`/v1/rollouts/${encodeURIComponent(id)}`);
    } while (again);
    draw("all");
  } catch {
    // The connection says what is wrong.
  } finally {
    refreshing = false;
  }
}

function listen(cursor) {
  source?.close();
  const path = `/v1/events?after=${encodeURIComponent(cursor)}`;
  source = headers("").authorization ? fetchEvents(path, headers("text/event-stream")) : new EventSource(path);
  const on = (kind, take) => source.addEventListener(kind, (event) => take(JSON.parse(event.data)));
  source.onopen = () => connection();
  source.onerror = () => {
    connection("lost");
    if (source.readyState === EventSource.CLOSED) setTimeout(start, RETRY_MS);
  };
  on("transition", (document) => { takeTransition(model, document); draw("events"); refresh(); });
  on("table", () => refresh());
  on("verdict", (document) => { takeVerdict(model, document); draw("guards"); });
  on("pulse", (document) => { takePulse(model, document); connection(); draw("traffic"); });
}

async function start() {
  try {
    listen(await load());
  } catch {
    connection("lost");
    setTimeout(start, RETRY_MS);
  }
}

function connection(lost) {
  const late = Date.now() - model.pulsed > SILENT_MS, shown = byId("connection");
  shown.className = lost || late ? "quiet lost" : "quiet live";
  shown.textContent = lost || late ? "no connection, trying again" : "live";
}

function draw(part) {
  changed.add(part);
  redraw ??= setTimeout(() => { redraw = null; drawNow(); }, REDRAW_MS);
}

function drawNow() {
  const parts = new Set(changed), all = parts.has("all");
  changed.clear();
  if (!model.status) return;
  if (all) [drawHead, drawBanners, drawChoice, drawCommands, drawFoot].forEach((each) => each(model));
  if (all) showVerdicts(model.rollout?.rollout_id);
  if (all || parts.has("events")) drawEvents(model);
  if (all || parts.has("guards")) drawGuards(model);
  [drawStages, drawCards, drawTraffic].forEach((each) => each(model));
}

byId("verdicts").addEventListener("toggle", () => showVerdicts(model.rollout?.rollout_id));
byId("earlier").addEventListener("click", () => more(model.rollout.rollout_id));
byId("token-send").addEventListener("click", () => { giveToken(byId("token").value.trim()); byId("token").value = ""; start(); });
byId("people").addEventListener("change", () => drawEvents(model));
byId("rollouts").addEventListener("change", (event) => { location.hash = encodeURIComponent(event.target.value); });
addEventListener("hashchange", start);
addEventListener("resize", () => draw("all"));
setInterval(() => { if (model.status) connection(source?.readyState === EventSource.OPEN ? undefined : "lost"); }, 1000);
start();
