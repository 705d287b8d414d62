// One guard's estimate and confidence sequence against its bounds, by requests. Knows no guard by name.

import { number, shape, ticks } from "./elements.js";

const HEIGHT = 168, LEFT = 44, RIGHT = 10, TOP = 16, BOTTOM = 22;

/**
 * The points of each guard and segment: a Map from key to {guard, segment, points, last}.
 * Requests are counted anew in each stage, so stages are put one after the other.
 */
export function guardSeries(verdicts) {
  const series = new Map();
  let stage = null, offset = 0, reached = 0;
  for (const verdict of verdicts) {
    if (verdict.stage !== stage) [stage, offset] = [verdict.stage, reached];
    const at = offset + verdict.requests;
    reached = Math.max(reached, at);
    for (const finding of verdict.findings) {
      const key = JSON.stringify([finding.guard, finding.segment]);
      if (!series.has(key)) series.set(key, { guard: finding.guard, segment: finding.segment, points: [] });
      const own = series.get(key);
      own.last = finding;
      own.points.push({ at, stage: verdict.stage, step: verdict.step, ...finding });
    }
  }
  return series;
}

/** What there is to draw of it: "interval", else "evidence" (as a share of what rolls back), else null. */
export function kindOf(own) {
  if (own.points.some((point) => point.lower !== null || point.upper !== null)) return "interval";
  return own.points.some((point) => point.evidence !== null) ? "evidence" : null;
}

// Evidence in the place of the estimate: 1, the harm bound, rolls back; below 0 speaks for the candidate.
function asEvidence(own) {
  const shown = (point) => ({ ...point, estimate: point.evidence, lower: null, upper: null, harm: 1, margin: null, two_sided: false });
  return { ...own, points: own.points.map(shown), last: shown(own.last) };
}

/** The chart as an SVG of so many pixels' width. */
export function guardChart(series, width, requests) {
  const own = kindOf(series) === "evidence" ? asEvidence(series) : series, points = own.points, last = own.last;
  const [low, high] = range(points, last);
  const x = scale(0, Math.max(1, requests), LEFT, width - RIGHT), y = scale(low, high, HEIGHT - BOTTOM, TOP);
  const clip = `clip-${own.guard}-${own.segment ?? ""}`.replace(/[^a-z0-9-]/gi, "_");
  const title = `${own.guard}: estimate ${number(last.estimate)}, between ${number(last.lower)} and ${number(last.upper)}`;
  const svg = shape("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": title });
  svg.append(
    shape("clipPath", { id: clip }, shape("rect", { x: LEFT, y: TOP, width: width - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM })),
    ...grid(low, high, requests, x, y, width),
    ...stageLines(points, x, width),
  );
  const inside = shape("g", { "clip-path": `url(#${clip})` });
  for (const piece of pieces(points)) {
    const bounded = piece.filter((point) => point.lower !== null && point.upper !== null);
    if (bounded.length) inside.append(shape("path", { class: "bandpath", d: band(bounded, x, y) }));
    const estimated = piece.filter((point) => point.estimate !== null);
    if (estimated.length) inside.append(shape("path", { class: "estimateline", d: line(estimated, x, y) }));
  }
  if (last.estimate !== null) inside.append(shape("circle", { class: "estimatedot", cx: x(points.at(-1).at), cy: far(y(last.estimate)), r: 3 }));
  svg.append(inside);
  // One above the other, or both above their lines where they lie apart.
  const close = last.harm !== null && last.margin !== null && Math.abs(y(last.harm) - y(last.margin)) < 13;
  for (const bound of ["margin", "harm"]) {
    if (last[bound] === null) continue;
    const at = y(last[bound]), mirrored = y(-last[bound]);
    svg.append(shape("line", { class: `${bound}line`, x1: LEFT, x2: width - RIGHT, y1: at, y2: at }));
    if (last.two_sided && mirrored <= HEIGHT - BOTTOM) {
      svg.append(shape("line", { class: `${bound}line`, x1: LEFT, x2: width - RIGHT, y1: mirrored, y2: mirrored }));
    }
    svg.append(shape("text", { class: `${bound}text`, x: width - RIGHT - 2, y: close && bound === "harm" ? at + 12 : at - 4, "text-anchor": "end" }, `${bound} ${Number(last[bound].toPrecision(3))}`));
  }
  return svg;
}

function range(points, last) {
  const bounds = [last.harm, last.margin].filter((value) => value !== null);
  const estimates = points.map((point) => point.estimate).filter((value) => value !== null);
  const widest = Math.max(...bounds.map((value) => Math.abs(value) * 2), ...estimates.slice(-200).map(Math.abs), 1e-9);
  const ends = [last.lower, last.upper].filter((value) => value !== null).map((value) => Math.max(-widest, Math.min(widest, value)));
  const recent = estimates.slice(Math.floor(estimates.length / 4)).map((value) => Math.max(-widest, Math.min(widest, value)));
  const mirrored = last.two_sided ? bounds.map((value) => -value) : [];
  const values = [0, ...bounds, ...mirrored, ...ends, ...recent];
  const low = Math.min(...values), high = Math.max(...values), room = (high - low || 1) * 0.12;
  return [low - room, high + room];
}

function grid(low, high, requests, x, y, width) {
  const drawn = [], upright = ticks(low, high, 4), across = ticks(0, Math.max(1, requests), Math.max(2, Math.floor(width / 60)));
  for (const value of upright.values) {
    drawn.push(shape("line", { class: Math.abs(value) < upright.step / 2 ? "zero" : "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }));
    drawn.push(shape("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, number(value, upright.step)));
  }
  for (const value of across.values) {
    if (value % 1 === 0) drawn.push(shape("text", { x: x(value), y: HEIGHT - 6, "text-anchor": "middle" }, String(value)));
  }
  return drawn;
}

function stageLines(points, x, width) {
  const drawn = [];
  let before = null, labelled = -Infinity;
  for (const point of points) {
    if (before !== null && (point.stage !== before.stage || point.step !== before.step)) {
      const at = x(before.at);
      drawn.push(shape("line", { class: "stageline", x1: at, x2: at, y1: TOP - 4, y2: HEIGHT - BOTTOM }));
    }
    if (before === null || point.stage !== before.stage) {
      const at = before === null ? x(0) : x(before.at);
      const left = Math.min(at + 3, width - 6 * point.stage.length - 2);
      if (left - labelled > 44) drawn.push(shape("text", { x: left, y: 10 }, point.stage));
      labelled = at;
    }
    before = point;
  }
  return drawn;
}

// A confidence sequence starts anew where the stage changes: nothing is drawn across.
function pieces(points) {
  const found = [];
  for (const point of points) {
    const own = found.at(-1);
    if (own && own.at(-1).stage === point.stage) own.push(point);
    else found.push([point]);
  }
  return found;
}

function band(points, x, y) {
  const there = points.map((point) => `${x(point.at).toFixed(1)},${far(y(point.upper))}`);
  const back = points.map((point) => `${x(point.at).toFixed(1)},${far(y(point.lower))}`).reverse();
  return `M${there.join("L")}L${back.join("L")}Z`;
}

function line(points, x, y) {
  return `M${points.map((point) => `${x(point.at).toFixed(1)},${far(y(point.estimate))}`).join("L")}`;
}

// Far outside is outside: no browser need draw a million pixels.
function far(pixels) {
  return Math.max(-2000, Math.min(2000, pixels)).toFixed(1);
}

function scale(low, high, from, to) {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}
