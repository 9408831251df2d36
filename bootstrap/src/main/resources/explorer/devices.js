// The list of devices: of any size, since only what is seen is drawn and only what is near is asked for.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./vendor.js";
import { hub, hasFeature } from "./api.js";
import { complete } from "./completion.js";
import { Editor } from "./editor.js";
import { watchLive } from "./live.js";
import { Age, Button, Caret, Dot, Empty, Problem, html } from "./parts.js";
import { go, setParams, twinHref, useRoute } from "./route.js";
import { Rows } from "./rows.js";
import { useCell, useStill } from "./state.js";
import { count, moment, plural } from "./words.js";
import { NewDevice } from "./newdevice.js";

/** The height of a row in pixels; explorer.css has the same. */
const ROW = 56;

/** A hub with more devices is listened to for the devices in view only. */
const SMALL_HUB = 1000;

/** The present rows, for whoever made or deleted a device. */
export const listed = { reload: () => {} };

export function DeviceList() {
  const { parts, params } = useRoute();
  const [turn, setTurn] = useState(0);
  const [making, setMaking] = useState(false);
  const filter = params.filter ?? "";
  const rows = useMemo(() => new Rows(filter), [filter, turn]);
  useCell(rows.version);
  listed.reload = () => setTurn((old) => old + 1);
  const view = useView(rows);
  useLive(rows, view);
  useEffect(() => {
    rows.ensure(view.end);
    return () => void (rows.stopped = true);
  }, [rows]);
  useEffect(() => void rows.ensure(view.end), [view.end]);

  const here = parts[1];
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = rows.list[Math.max(0, (rows.places.get(here) ?? -1) + step)];
    if (next) {
      location.replace(twinHref(next.deviceId));
      view.show(rows.places.get(next.deviceId));
    }
  };
  return html`<section class=${"list" + (here ? " behind" : "")} aria-label="Devices">
    <div class="top"><${Filter} filter=${filter} problems=${rows.error?.problems ?? rows.warnings} />
      <${Button} onClick=${() => setMaking(true)} title="Create a device (n)" data-key="n">New</${Button}></div>
    ${rows.error ? html`<${Problem} error=${rows.error} />${rows.error.problems?.length ? null : html`<p class="center"><${Button} onClick=${listed.reload}>Try again</${Button}></p>`}` : null}
    ${rows.fresh.size ? html`<button type="button" class="fresh" onClick=${listed.reload}>${plural(rows.fresh.size, "new device")}</button>` : null}
    <div class="rows" ref=${view.place} onScroll=${view.scrolled} onKeyDown=${move} tabindex="0" role="listbox" aria-label="Devices"
        aria-activedescendant=${here && rows.places.has(here) ? "row-" + rows.places.get(here) : undefined}>
      ${rows.list.length ? html`<div class="all" style=${{ height: rows.list.length * ROW + "px" }}>${
          rows.list.slice(view.start, view.end).map((row, index) => html`<${Row} key=${row.deviceId} row=${row} place=${view.start + index} here=${row.deviceId === here} />`)
        }</div>` : null}
      ${!rows.list.length && rows.done ? html`<${NoDevice} filter=${filter} warnings=${rows.warnings} />` : null}
    </div>
    <div class="foot" aria-live="polite">${footLine(rows, filter)}</div>
    ${making ? html`<${NewDevice} onClose=${() => setMaking(false)} onMade=${(id) => (setMaking(false), listed.reload(), go(["devices", id], params))} />` : null}
  </section>`;
}

function footLine(rows, filter) {
  if (rows.error && !rows.list.length) return "";
  if (!rows.list.length && !rows.done) return "Asking…";
  const all = hub.get()?.devices;
  const found = rows.total ?? (rows.done ? rows.list.length : undefined);
  if (filter) return found === undefined ? `${count(rows.list.length)} match so far` : `${count(found)} of ${count(all)} match`;
  return plural(found ?? all ?? rows.list.length, "device");
}

function Filter({ filter, problems }) {
  const [words, setWords] = useState(filter);
  const still = useStill(words, 350);
  useEffect(() => setWords(filter), [filter]);
  useEffect(() => {
    if (still === words && still !== filter) setParams({ filter: still });
  }, [still]);
  return html`<${Editor} mode="sql" oneLine value=${words} onChange=${setWords} onRun=${(now) => setParams({ filter: now })}
      label="Filter" hint="Id, or tags.plant = '…'" complete=${complete} problems=${problems} />`;
}

function NoDevice({ filter, warnings }) {
  if (filter) return html`<${Empty} title="No device matches.">${warnings.map((one, index) => html`<${Caret} key=${index} problem=${one} />`)}<p><button type="button" class="b" onClick=${() => setParams({ filter: "" })}>Show all devices</button></p></${Empty}>`;
  return html`<${Empty} title="No device yet."><p>Create one here, or in a shell:</p><pre>twinhub device-identity create -d myDevice</pre></${Empty}>`;
}

function Row({ row, place, here }) {
  const on = row.connectionState === "Connected";
  const off = row.status === "disabled";
  const never = Number.isNaN(moment(row.lastActivityTime));
  const what = row.deleted ? "deleted" : off ? "disabled" : never && !on ? "never connected" : `desired ${row.desiredVersion} · reported ${row.reportedVersion}`;
  return html`<a class=${"row" + (here ? " here" : "") + (row.deleted ? " gone" : "")} id=${"row-" + place} role="option" aria-selected=${here} tabindex="-1"
      href=${twinHref(row.deviceId)} style=${{ transform: `translateY(${place * ROW}px)` }}>
    <${Dot} on=${on} label=${on ? "connected" : "not connected"} /><span class="id">${row.deviceId}</span>
    <span class="when">${on || !never ? html`<${Age} time=${row.lastActivityTime} title="last active " />` : "–"}</span>
    <span class="sub">${what}</span>
    <${Sync} row=${row} /></a>`;
}

function Sync({ row }) {
  if (row.waiting > 0) return html`<span class="sync wait">${count(row.waiting)} waiting</span>`;
  return html`<span class="sync">${row.waiting === 0 && row.desiredVersion > 1 ? "in step" : "–"}</span>`;
}

/** Which rows are in view. */
function useView(rows) {
  const place = useRef(null);
  const [range, setRange] = useState({ start: 0, end: 30 });
  const measure = useCallback(() => {
    const { scrollTop, clientHeight } = place.current;
    const start = Math.max(0, Math.floor(scrollTop / ROW) - 6);
    const end = Math.ceil((scrollTop + (clientHeight || 800)) / ROW) + 6;
    setRange((old) => (old.start === start && old.end === end ? old : { start, end }));
  }, []);
  useLayoutEffect(() => {
    place.current.scrollTop = 0;
    measure();
    const size = new ResizeObserver(measure);
    size.observe(place.current);
    return () => size.disconnect();
  }, [rows]);
  const show = (index) => {
    const box = place.current;
    if (index * ROW < box.scrollTop) box.scrollTop = index * ROW;
    if ((index + 1) * ROW > box.scrollTop + box.clientHeight) box.scrollTop = (index + 1) * ROW - box.clientHeight;
  };
  return { ...range, place, scrolled: measure, show };
}

/** Listens to all devices of a small hub, and else to those in view. */
function useLive(rows, view) {
  const ids = rows.list.slice(view.start, view.end).map((row) => row.deviceId);
  const all = useCell(hub);
  const small = all && all.devices <= SMALL_HUB;
  rows.seen = ids;
  const wish = useStill(!all || !(small || ids.length) ? "" : JSON.stringify(small ? {} : { ids }), 700);
  useEffect(() => {
    if (!wish || !hasFeature("live")) return undefined;
    return watchLive(JSON.parse(wish), (events) => rows.heard(events));
  }, [rows, wish]);
}
