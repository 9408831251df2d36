// One device or module: its twin, what it does, and what can be done with it.
import { useEffect, useState } from "./vendor.js";
import { api, devicePath, hasFeature } from "./api.js";
import { Charts } from "./charts.js";
import { Edit } from "./edit.js";
import { Identity } from "./identity.js";
import { watchLive } from "./live.js";
import { MessageDrawer, MethodDrawer, SimulationDrawer } from "./do.js";
import { Age, Button, Dot, Empty, Meter, Pill, Problem, html } from "./parts.js";
import { href, twinHref, useRoute } from "./route.js";
import { useAsked } from "./state.js";
import { Timeline } from "./timeline.js";
import { Section, stepsByPath } from "./tree.js";
import { count, moment, plural } from "./words.js";

/** Changes come in lots; a twin is asked for again at most this often, in milliseconds. */
const AGAIN_MILLIS = 300;

const DRAWERS = { method: MethodDrawer, message: MessageDrawer, simulation: SimulationDrawer, identity: Identity };

export function TwinPage({ deviceId, moduleId }) {
  const { params } = useRoute();
  const asked = useAsked(() => api.get(devicePath(deviceId, moduleId, "/twin")), [deviceId, moduleId]);
  const events = useEvents(deviceId, moduleId, asked.again);
  const [open, setOpen] = useState(params.open ?? "");
  const close = () => setOpen("");
  const found = asked.value;
  if (!found && asked.error) return html`<div class="page"><${Gone} error=${asked.error} deviceId=${deviceId} /></div>`;
  if (!found) return html`<div class="page" aria-busy="true"></div>`;
  const { twin } = found;
  const steps = stepsByPath(found.steps);
  const waiting = (found.steps ?? []).filter((step) => ["waiting", "differs", "only desired"].includes(step.state)).length;
  const Open = DRAWERS[open];
  return html`<div class="page" data-twin=${deviceId}>
    <a class="back" href=${href(["devices"], { filter: params.filter })}>‹ Devices</a>
    <div class="head"><h1>${deviceId}${moduleId ? html`<span class="faint">/</span>${moduleId}` : null}</h1>
      <${Connection} found=${found} />
      ${twin.status === "disabled" ? html`<${Pill}>disabled</${Pill}>` : null}
      <${Pill} class=${"pill" + (waiting ? " wait" : "")}>${waiting ? `${count(waiting)} waiting` : "in step"}</${Pill}>
      <div class="acts"><${Button} onClick=${() => setOpen("identity")}>Identity</${Button}>
      <${Button} onClick=${() => setOpen("method")}>Method</${Button}>
      ${moduleId ? null : html`<${Button} onClick=${() => setOpen("message")}>Message</${Button}>`}
      ${moduleId || !hasFeature("simulation") ? null : html`<${Button} onClick=${() => setOpen("simulation")}>Simulate</${Button}>`}
      <${Button} kind="primary" data-key="e" title="Edit (e)" onClick=${() => setOpen("edit")}>Edit twin</${Button}></div>
    </div>
    <${Problem} error=${asked.error} />
    ${found.modules?.length && !moduleId ? html`<p class="modules">${plural(found.modules.length, "module")}: ${found.modules.map((id) => html`<a key=${id} class="mono" href=${twinHref(deviceId, id)}>${id}</a>`)}</p>` : null}
    ${moduleId ? html`<p class="modules">Module of <a class="mono" href=${twinHref(deviceId)}>${deviceId}</a></p>` : null}
    <div class="cols">
      <${Section} title="Desired" note=${"version " + (twin.properties?.desired?.$version ?? "–")} section=${twin.properties?.desired} prefix="properties.desired." steps=${steps}
        empty=${["Nothing is asked of it.", "Press e to set desired properties."]} />
      <${Section} title="Reported" note=${"version " + (twin.properties?.reported?.$version ?? "–")} section=${twin.properties?.reported} prefix="properties.reported."
        empty=${["It has not reported anything.", "Only the device itself writes here. “Simulate” plays one."]} />
      <${Section} title="Tags" note=${"etag " + (twin.etag ?? "–")} section=${twin.tags} prefix="tags."
        empty=${["No tags.", "Tags describe a device to you; it does not see them."]} />
    </div>
    ${hasFeature("journal") ? html`<${Timeline} deviceId=${deviceId} moduleId=${moduleId} events=${events} />` : null}
    ${hasFeature("live") ? html`<${Charts} events=${events} />` : null}
    ${found.limits?.length ? html`<div class="card limits">${found.limits.map((one) => html`<${Meter} key=${one.section} label=${one.section} used=${one.used} max=${one.max} />`)}</div>` : null}
    ${open === "edit" ? html`<${Edit} deviceId=${deviceId} moduleId=${moduleId} found=${found} onClose=${close} onSaved=${(now) => (asked.put(now), close())} />` : null}
    ${Open ? html`<${Open} deviceId=${deviceId} moduleId=${moduleId} found=${found} onClose=${close} onChanged=${asked.again} />` : null}
  </div>`;
}

function Connection({ found }) {
  const { twin, connection = {} } = found;
  const on = (connection.state ?? connection.connectionState ?? twin.connectionState) === "Connected";
  const since = connection.since ?? connection.connectionStateUpdatedTime ?? twin.lastActivityTime;
  const how = connection.protocol ?? connection.transport;
  return html`<${Pill}><${Dot} on=${on} /><span>${on ? "connected" : Number.isNaN(moment(since)) ? "never connected" : "not connected"}${
    on && how ? " · " + how.toUpperCase() : ""}${Number.isNaN(moment(since)) ? null : html` · <${Age} time=${since} />`}</span></${Pill}>`;
}

function Gone({ error, deviceId }) {
  return html`<a class="back" href="#/devices">‹ Devices</a><${Problem} error=${error} />
    ${error.status === 404 ? html`<${Empty} title=${`There is no ${deviceId}.`}><p>To create it in a shell:</p><pre>twinhub device-identity create -d ${deviceId}</pre></${Empty}>` : null}`;
}

/** How many events of a device are kept for its charts and its timeline. */
const EVENTS_MAX = 2000;

/** The events of one device since the page was opened; asks for the twin again when it changed. */
function useEvents(deviceId, moduleId, again) {
  const [events, setEvents] = useState([]);
  useEffect(() => {
    if (!hasFeature("live")) return undefined;
    let timer;
    const stop = watchLive({ ids: [deviceId] }, (lot) => {
      const mine = lot.filter((one) => one.deviceId === deviceId && (one.moduleId ?? undefined) === moduleId);
      if (mine.length) setEvents((old) => [...old, ...mine].slice(-EVENTS_MAX));
      const changed = lot.some((one) => one.type === "resumed") || mine.some((one) => one.type === "change" || one.type === "connection");
      if (changed) timer ??= setTimeout(() => (timer = undefined, again()), AGAIN_MILLIS);
    });
    return () => (stop(), clearTimeout(timer));
  }, [deviceId, moduleId]);
  return events;
}
