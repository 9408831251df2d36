// Telemetry as small line charts, one for each numeric field, drawn as SVG.
import { useMemo } from "./vendor.js";
import { Card, html } from "./parts.js";
import { isObject } from "./json.js";
import { moment, plural } from "./words.js";

/** More lines than this are not drawn; the rest is counted. */
const CHARTS_MAX = 12;

/** How many points a line has at most. */
const POINTS_MAX = 300;

/** The numbers of a message's body, by path. */
function numbers(body, prefix = "", depth = 0) {
  if (!isObject(body) || depth > 4) return [];
  return Object.entries(body).flatMap(([name, value]) =>
      typeof value === "number" ? [[prefix + name, value]] : numbers(value, prefix + name + ".", depth + 1));
}

/** The series of the messages among these events: Map of path, behind the device if there are several, to [[time, value]]. */
export function series(events) {
  const found = new Map();
  const messages = events.filter((event) => event.type === "message");
  const several = new Set(messages.map((event) => event.deviceId)).size > 1;
  for (const event of messages) {
    let { body } = event;
    if (typeof body === "string") {
      try {
        body = JSON.parse(body);
      } catch {
        continue;
      }
    }
    const time = moment(event.enqueued ?? event.at);
    for (const [path, value] of numbers(body)) {
      const name = several ? `${event.deviceId} ${path}` : path;
      if (!found.has(name)) found.set(name, []);
      found.get(name).push([time, value]);
    }
  }
  return found;
}

export function Charts({ events, hint = true, most = CHARTS_MAX }) {
  const found = useMemo(() => series(events), [events]);
  const names = [...found.keys()];
  if (!names.length) {
    return hint ? html`<p class="quiet-note">Telemetry with numbers is drawn here while it arrives.</p>` : null;
  }
  return html`<div class="charts">${names.slice(0, most).map((name) => html`<${Line} key=${name} name=${name} points=${found.get(name)} />`)}</div>
    ${names.length > most ? html`<p class="quiet-note">${plural(names.length - most, "other line")} not drawn.</p>` : null}`;
}

const short = (number) => (Number.isInteger(number) ? String(number) : Number(number.toPrecision(4)).toString());

function Line({ name, points }) {
  const drawn = points.slice(-POINTS_MAX);
  const values = drawn.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [drawn[0][0], drawn.at(-1)[0]];
  const x = (time) => (last === first ? 300 : (300 * (time - first)) / (last - first));
  const y = (value) => (high === low ? 30 : 56 - (52 * (value - low)) / (high - low));
  const line = drawn.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const now = values.at(-1);
  return html`<section class="card chart" aria-label=${name}><b class="mono">${name}</b><span class="now">${short(now)}</span>
    <svg viewBox="0 0 300 60" width="100%" height="60" preserveAspectRatio="none" role="img" aria-label=${`${name}: ${short(now)}, between ${short(low)} and ${short(high)}`}>
      ${drawn.length > 1 ? html`<polyline fill="none" stroke="var(--accent)" stroke-width="1.6" vector-effect="non-scaling-stroke" points=${line} />`
          : html`<line x1="0" x2="300" y1="30" y2="30" stroke="var(--line)" vector-effect="non-scaling-stroke" />`}</svg>
    <div class="range"><span>${short(low)} – ${short(high)}</span><span>${drawn.length} values</span></div></section>`;
}
