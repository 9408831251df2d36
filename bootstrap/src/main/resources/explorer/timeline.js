// What happened to a device, as dots on lanes: the journal's entries, and those that come while one looks.
import { useMemo, useRef, useState } from "./vendor.js";
import { api, devicePath } from "./api.js";
import { Button, Card, Empty, Problem, html } from "./parts.js";
import { useAsked, useCell } from "./state.js";
import { clockTime, hubNow, moment, second } from "./words.js";

const MINUTE = 60_000;

/** The lanes and the operations that each of them shows. */
const LANES = {
  connection: ["connect", "disconnect"],
  desired: ["patch-twin", "replace-twin", "watch-desired", "offer", "notify", "acknowledge", "read-own-twin"],
  reported: ["report"],
  methods: ["invoke", "deliver-call", "answer-call"],
  messages: ["send-event", "send-message", "deliver-message", "settle-message", "purge"],
};

const laneOf = (entry) => Object.keys(LANES).find((lane) => LANES[lane].includes(entry.operation));

/** The widest and the narrowest view, in minutes. */
const MINUTES = [0.25, 24 * 60];

export function Timeline({ deviceId, moduleId, events }) {
  const [minutes, setMinutes] = useState(10);
  const [chosen, setChosen] = useState();
  const since = useMemo(() => new Date(hubNow() - minutes * MINUTE).toISOString(), [Math.ceil(Math.log2(minutes / 10))]);
  const asked = useAsked(() => api.get(devicePath(deviceId, moduleId, "/timeline"), { since }), [deviceId, moduleId, since]);
  const entries = useMemo(() => {
    const byNumber = new Map([...(asked.value?.entries ?? asked.value ?? []), ...events.filter((one) => one.type === "operation")]
        .map((one) => [one.number ?? one.at + one.operation, one]));
    return [...byNumber.values()].filter(laneOf);
  }, [asked.value, events]);
  useCell(second);
  const to = hubNow();
  const from = to - minutes * MINUTE;
  const wheel = (event) => {
    if (!event.ctrlKey && Math.abs(event.deltaY) < Math.abs(event.deltaX)) return;
    event.preventDefault();
    setMinutes((old) => Math.min(MINUTES[1], Math.max(MINUTES[0], old * (event.deltaY > 0 ? 1.25 : 0.8))));
  };
  const place = useWheel(wheel);
  const seen = entries.filter((one) => moment(one.at) >= from);
  return html`<${Card} title="Timeline" note=${html`last ${span(minutes)}
      <${Button} kind="small" aria-label="Zoom in" onClick=${() => setMinutes(Math.max(MINUTES[0], minutes / 2))}>+</${Button}><${Button} kind="small" aria-label="Zoom out" onClick=${() => setMinutes(Math.min(MINUTES[1], minutes * 2))}>−</${Button}>`}>
    <${Problem} error=${asked.error} />
    <div class="lanes" ref=${place}>
      ${Object.keys(LANES).map((lane) => html`<div class="lane" key=${lane}><span>${lane}</span><div class="track">
        ${lane === "connection" ? spans(entries, from, to) : null}
        ${seen.filter((one) => laneOf(one) === lane).map((one) => html`<button type="button" key=${one.number ?? one.at} class=${"ev " + tone(one) + (chosen === one ? " here" : "")}
          style=${{ left: (100 * (moment(one.at) - from)) / (to - from) + "%" }} title=${clockTime(one.at) + " " + line(one)} aria-label=${clockTime(one.at) + " " + line(one)} onClick=${() => setChosen(one)}></button>`)}
      </div></div>`)}
      <div class="axis"><div></div><div>${[0, 1, 2, 3, 4].map((part) => html`<span key=${part}>${clockTime(new Date(from + (part * (to - from)) / 5).toISOString()).slice(0, minutes < 5 ? 8 : 5)}</span>`)}<span>now</span></div></div>
    </div>
    ${chosen ? html`<dl class="entry"><dt>at</dt><dd>${chosen.at}</dd>${Object.entries(chosen).filter(([name]) => !["at", "type", "number"].includes(name))
        .map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${typeof value === "string" ? value : JSON.stringify(value)}</dd>`)}</dl>` : null}
    ${!entries.length && asked.value ? html`<${Empty} title="Nothing happened yet."><p>Every connection, change, method and message of this device will show here.</p></${Empty}>` : null}
  </${Card}>`;
}

/** A wheel listener that may keep the page from scrolling, which the element's property may not. */
function useWheel(listener) {
  const now = useRef(listener);
  now.current = listener;
  return useMemo(() => (element) => element?.addEventListener("wheel", (event) => event.shiftKey || event.ctrlKey ? now.current(event) : undefined, { passive: false }), []);
}

const span = (minutes) => (minutes < 1 ? Math.round(minutes * 60) + " s" : minutes < 120 ? Math.round(minutes) + " minutes" : Math.round(minutes / 60) + " hours");

const tone = (entry) => (entry.outcome === "refused" ? "x" : entry.outcome === "missed" || entry.hints?.length ? "w" : entry.operation === "disconnect" ? "x" : "");

/** An entry in a few words. */
export function line(entry) {
  return [entry.operation, entry.detail && `(${entry.detail})`, entry.outcome !== "done" && entry.outcome, entry.result ?? entry.reason,
    entry.faults?.length && `disturbed by ${entry.faults.join(", ")}`, entry.caller && `— ${entry.caller}${entry.transport ? " over " + entry.transport : ""}`].filter(Boolean).join(" ");
}

/** How long the device was connected each time. */
function spans(entries, from, to) {
  const bars = [];
  const turns = entries.filter((one) => (one.operation === "connect" && one.outcome === "done") || one.operation === "disconnect");
  let start = turns[0]?.operation === "disconnect" ? from : undefined;
  for (const one of turns) {
    if (one.operation === "connect") start ??= moment(one.at);
    else if (start !== undefined) {
      bars.push([start, moment(one.at)]);
      start = undefined;
    }
  }
  if (start !== undefined) bars.push([start, to]);
  return bars.filter(([, end]) => end > from).map(([begin, end]) => {
    const left = (100 * Math.max(0, begin - from)) / (to - from);
    return html`<span class="span" key=${begin} style=${{ left: left + "%", width: (100 * (end - from)) / (to - from) - left + "%" }}></span>`;
  });
}
