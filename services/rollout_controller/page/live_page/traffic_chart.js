// Requests a second by the release that had to answer, over time, with what changed the routing drawn across.

import { clock, number, shape, stageName, ticks } from "./elements.js";

const HEIGHT = 200, LEFT = 40, RIGHT = 8, TOP = 38, BOTTOM = 22, SPAN_S = 600;

/** Releases in the order in which they are stacked: stable first, the candidate on top of it, then others. */
export function releasesOf(traffic, stable, candidate) {
  const found = new Set([stable, candidate].filter(Boolean));
  for (const answered of traffic.values()) for (const release of Object.keys(answered)) found.add(release);
  return [...found];
}

/** The class that colours a release: blue the one that was stable, pink the candidate, others after them. */
export function colourOf(release, stable, candidate, releases) {
  if (release === stable) return "series-1";
  if (release === candidate) return "series-4";
  const others = releases.filter((each) => each !== stable && each !== candidate);
  return ["series-2", "series-3", "series-5", "series-6"][others.indexOf(release) % 4];
}

/** Requests a second by release over the last `overS` whole seconds before `nowMs`. */
export function rates(traffic, nowMs, overS) {
  const sums = {}, until = Math.floor(nowMs / 1000) * 1000;
  for (const [at, answered] of traffic) {
    if (at < until - overS * 1000 || at >= until) continue;
    for (const [release, count] of Object.entries(answered)) sums[release] = (sums[release] ?? 0) + count / overS;
  }
  return sums;
}

/** The chart as an SVG of so many pixels' width. `changes`: [{at_ms, to}] of stages. */
export function trafficChart(traffic, releases, colour, nowMs, changes, steps, width) {
  const until = Math.floor(nowMs / 1000), first = traffic.size ? Math.min(...traffic.keys()) / 1000 : until;
  const span = Math.min(SPAN_S, Math.max(60, until - first)), bin = Math.max(1, Math.ceil(span / ((width - LEFT) / 7)));
  const bins = Math.ceil(span / bin), from = until - bins * bin;
  const counts = Array.from({ length: bins }, () => ({}));
  for (const [at, answered] of traffic) {
    const place = Math.floor((at / 1000 - from) / bin);
    if (place < 0 || place >= bins) continue;
    for (const [release, count] of Object.entries(answered)) counts[place][release] = (counts[place][release] ?? 0) + count / bin;
  }
  const totals = counts.map((each) => Object.values(each).reduce((sum, value) => sum + value, 0));
  const high = Math.max(1, ...totals) * 1.08;
  const x = (second) => LEFT + ((second - from) / (bins * bin)) * (width - LEFT - RIGHT);
  const y = (rate) => HEIGHT - BOTTOM - (rate / high) * (HEIGHT - TOP - BOTTOM);
  const svg = shape("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": "Requests a second by release" });
  const upright = ticks(0, high, 3);
  for (const value of upright.values) {
    svg.append(shape("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }));
    svg.append(shape("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, number(value, upright.step)));
  }
  const gap = (width - LEFT - RIGHT) / bins > 4 ? 1 : 0;
  counts.forEach((count, place) => {
    let below = 0;
    for (const release of releases) {
      if (!count[release]) continue;
      const top = y(below + count[release]), left = x(from + place * bin);
      svg.append(shape("rect", { class: colour(release), x: left.toFixed(2), width: Math.max(0.5, x(from + (place + 1) * bin) - left - gap).toFixed(2), y: top.toFixed(2), height: (y(below) - top).toFixed(2) }));
      below += count[release];
    }
  });
  svg.append(...timeLabels(from, until, x, width), ...changeLines(changes, from, until, x, width, steps));
  return svg;
}

function timeLabels(from, until, x, width) {
  const every = [10, 15, 30, 60, 120, 300].find((each) => (x(from + each) - x(from)) > 74) ?? 600;
  const drawn = [];
  for (let at = Math.ceil(from / every) * every; at <= until; at += every) {
    if (x(at) < LEFT + 20 || x(at) > width - 28) continue;
    drawn.push(shape("text", { x: x(at), y: HEIGHT - 6, "text-anchor": "middle" }, clock(at * 1000)));
  }
  return drawn;
}

function changeLines(changes, from, until, x, width, steps) {
  const drawn = [], rows = [-Infinity, -Infinity];
  for (const change of changes) {
    const second = change.at_ms / 1000;
    if (second < from || second > until + 1) continue;
    const at = x(second), text = stageName(change.to, steps), room = text.length * 6.4 + 8;
    drawn.push(shape("line", { class: "stageline", x1: at, x2: at, y1: TOP - 8, y2: HEIGHT - BOTTOM }));
    const left = Math.min(at + 3, width - room), row = rows.findIndex((taken) => left >= taken);
    if (row < 0) continue;
    drawn.push(shape("text", { class: "strong", x: left, y: 12 + 13 * row }, text));
    rows[row] = left + room;
  }
  return drawn;
}
