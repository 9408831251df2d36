// What happens in the hub as it happens: changes, events and operations, and telemetry as lines.
import { useEffect, useMemo, useRef, useState } from "./vendor.js";
import { api, hasFeature } from "./api.js";
import { Charts } from "./charts.js";
import { complete } from "./completion.js";
import { Editor } from "./editor.js";
import { watchLive, streamState } from "./live.js";
import { Button, Card, Empty, Value, html } from "./parts.js";
import { setParams, twinHref, useRoute } from "./route.js";
import { useAsked, useCell } from "./state.js";
import { line } from "./timeline.js";
import { clockTime, count, exact, plural } from "./words.js";

/** How many messages the charts draw, and how many charts there are: the events below are what people came for. */
const CHARTED = 2000;
const CHARTS = 4;

/** How many entries are kept; older ones are forgotten. */
const KEPT = 500;

const KINDS = { change: "Changes", message: "Messages", operation: "Operations", connection: "Connections" };

export function LivePage() {
  const { params } = useRoute();
  const where = params.filter ?? "";
  const hidden = useMemo(() => new Set((params.hide ?? "").split(",").filter(Boolean)), [params.hide]);
  const [typed, setTyped] = useState(where);
  const feed = useFeed(where);
  const state = useCell(streamState);
  if (!hasFeature("live")) return html`<div class="page"><${Empty} title="This hub does not tell what happens."><p>Events of another hub come with <code>twinhub explorer --events …</code></p></${Empty}></div>`;
  const toggle = (kind) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setParams({ hide: [...next].join(",") });
  };
  const entries = feed.entries.filter((one) => !hidden.has(one.type));
  return html`<div class="page live">
    <h1 class="unseen">Live</h1>
    <div class="tools"><div class="grow"><${Editor} mode="sql" oneLine value=${typed} onChange=${setTyped} onRun=${(now) => setParams({ filter: now.trim() })} label="Condition" hint="Of all twins, or those with tags.plant = '…' (Enter)" complete=${complete} /></div>
      <${Button} onClick=${() => setParams({ filter: typed.trim() })}>Filter</${Button}></div>
    <div class="tools"><div class="switch" role="group" aria-label="Kinds">${Object.entries(KINDS).map(([kind, name]) => html`<${Button} key=${kind} aria-pressed=${!hidden.has(kind)} onClick=${() => toggle(kind)}>${name}</${Button}>`)}</div>
      <span class="grow"></span><span class="faint" role="status">${state === "open" ? "listening" : "connecting…"}${feed.dropped ? ` · ${count(feed.dropped)} not shown, the hub is too busy` : ""}</span>
      <${Button} aria-pressed=${feed.paused} onClick=${feed.pause}>${feed.paused ? "Go on" : "Pause"}</${Button}><${Button} onClick=${feed.clear}>Clear</${Button}></div>
    <${InForce} />
    <${Charts} events=${feed.all} hint=${false} most=${CHARTS} />
    <${Card} title="Events" note=${feed.held ? html`<${Button} kind="small" onClick=${feed.show}>${count(feed.held)} new</${Button}>` : where || "all twins"}>
      ${entries.length ? html`<div class="feed" ref=${feed.place} tabindex="0" role="log" aria-label="Events" aria-live="off">${entries.map((one) => html`<${Entry} key=${one.serial} one=${one} />`)}</div>`
          : html`<${Empty} title="Nothing has happened since you came here."><p>Change a twin, or let a device report something:</p><pre>twinhub device-twin update -d myDevice --desired '{"interval": 5}'</pre></${Empty}>`}
    </${Card}></div>`;
}

/** What disturbs the hub on purpose, so that nobody looks for the fault elsewhere. */
function InForce() {
  const asked = useAsked(() => (hasFeature("faults") ? Promise.all([api.get("/api/faults"), api.get("/api/throttles")]) : []), []);
  const [faults, throttles] = asked.value ?? [];
  const names = (faults?.faults ?? faults ?? []).map((one) => one.id);
  if (!names.length && !throttles?.tier) return null;
  return html`<p class="note">${names.length ? html`${plural(names.length, "fault")} in force: <code>${names.join(", ")}</code>. ` : null}${throttles?.tier ? `Keeps to the rates of tier ${throttles.tier}. ` : null}<a href="#/hub">Hub</a></p>`;
}

/** The events, newest first. While the pointer or the focus is on them, new ones wait, so that nothing moves under it. */
function useFeed(where) {
  const [entries, setEntries] = useState([]);
  const [all, setAll] = useState([]);
  const [held, setHeld] = useState(0);
  const [dropped, setDropped] = useState(0);
  const [paused, setPaused] = useState(false);
  const waiting = useRef([]);
  const place = useRef(null);
  const still = useRef(false);
  still.current = paused;
  const serial = useRef(0);
  const show = () => {
    const news = waiting.current.splice(0);
    setHeld(0);
    setAll((old) => [...old, ...news.filter((one) => one.type === "message")].slice(-CHARTED));
    setEntries((old) => [...news.reverse(), ...old].slice(0, KEPT));
  };
  useEffect(() => {
    setEntries([]);
    setAll([]);
    waiting.current = [];
    setHeld(0);
    if (!hasFeature("live")) return undefined;
    return watchLive({ where }, (lot, missed) => {
      setDropped((old) => old + missed);
      const news = lot.filter((one) => KINDS[one.type]).map((one) => ({ ...one, serial: serial.current++ }));
      if (!news.length) return;
      waiting.current = [...waiting.current, ...news].slice(-KEPT);
      const box = place.current;
      if (still.current || box?.matches(":hover") || box?.scrollTop > 0) setHeld(waiting.current.length);
      else show();
    });
  }, [where]);
  const clear = () => {
    waiting.current = [];
    setEntries([]);
    setAll([]);
    setHeld(0);
    setDropped(0);
  };
  return { entries, all, held, dropped, paused, place, show, clear, pause: () => (paused && show(), setPaused(!paused)) };
}

function Entry({ one }) {
  const time = one.at ?? one.enqueued;
  return html`<div class=${"happening " + one.type}><time class="faint mono" title=${exact(time)}>${clockTime(time)}</time>
    ${one.deviceId ? html`<a class="mono" href=${twinHref(one.deviceId, one.moduleId, { filter: "" })}>${one.deviceId}${one.moduleId ? "/" + one.moduleId : ""}</a>` : html`<span></span>`}
    <div class="what">${WORDS[one.type]?.(one)}</div></div>`;
}

const WORDS = {
  change: (one) => html`<span class="kind">${one.kind}</span>${one.version ? html`<span class="ver">v${one.version}</span>` : null}
    ${(one.leaves ?? []).slice(0, 20).map((leaf) => html`<div class="leafchange" key=${leaf.path}><span class="mono k">${leaf.path}</span> ${leaf.before === undefined ? null : html`<del><${Value} value=${leaf.before} path=${leaf.path} /></del> → `}${
        leaf.after === undefined ? html`<span class="faint">removed</span>` : html`<${Value} value=${leaf.after} path=${leaf.path} />`}</div>`)}
    ${one.leaves?.length > 20 ? html`<span class="faint">and ${plural(one.leaves.length - 20, "other")}</span>` : null}`,
  message: (one) => html`<span class="kind">${one.source ?? "message"}</span><${Value} value=${one.body ?? one.bodyBase64} path="body" />${
      one.properties && Object.keys(one.properties).length ? html` <span class="faint"><${Value} value=${one.properties} path="properties" /></span>` : null}`,
  operation: (one) => html`<span class=${one.outcome === "refused" ? "bad" : one.outcome === "missed" ? "warn" : ""}>${line(one)}</span>${(one.hints ?? []).map((hint) => html`<div class="warn" key=${hint}>${hint}</div>`)}`,
  connection: (one) => html`<span class="kind">${one.kind ?? one.connectionState ?? one.state}</span>${one.reason ?? ""}`,
};
