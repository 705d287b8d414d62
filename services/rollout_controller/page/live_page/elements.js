// Elements and how values are written. Text goes in as text alone: a reason is somebody's own words, a segment a
// value from a request.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element with a class and children; strings become text. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** An SVG element with attributes and children; strings become text. */
export function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A time to be read: 9.4 s, 3 min 20 s, 2 h 5 min. */
export function duration(ms) {
  const seconds = Math.max(0, ms / 1000);
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds), minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.round(minutes / 1440)} days`;
}

export function clock(ms, withDate = false) {
  const at = new Date(ms);
  const time = at.toLocaleTimeString("en-GB");
  return withDate ? `${at.toLocaleDateString("en-CA")} ${time}` : time;
}

/** A number with as many decimals as tell it from its neighbours at this step. */
export function number(value, step) {
  if (value === null || value === undefined) return "?";
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step || Math.abs(value) / 100 || 1))));
  return value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1");
}

export function percent(share) {
  return `${Number((share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0))} %`;
}

/** Round steps (1, 2, 5 times a power of ten) that cut the span from low to high into about `count` pieces. */
export function ticks(low, high, count) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999);
  const values = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) values.push(at * step);
  return { step, values };
}

/** The name of a stage as people say it: canary[1] is canary 50 %, rolled_back is rolled back; a switch is on or off. */
export function stageName(recorded, steps) {
  if (recorded === "true" || recorded === "false") return recorded === "true" ? "on" : "off";
  const step = /^canary\[(\d+)\]$/.exec(recorded);
  if (step && steps && steps[step[1]] !== undefined) return `canary ${percent(steps[step[1]])}`;
  return recorded.replaceAll("_", " ");
}
