// Automatic configurations: the list, and one that is opened.
import { useEffect } from "./vendor.js";
import { api } from "./api.js";
import { Shares, Failures } from "./jobs.js";
import { Card, Drawer, Empty, Problem, html } from "./parts.js";
import { href, setParams } from "./route.js";
import { useAsked } from "./state.js";
import { count, exact, plural, pretty } from "./words.js";

/** Of the system's numbers, those that are no part of the bar of targeted and applied. */
const MORE = { reportedSuccessfulCount: "reported success", reportedFailedCount: "reported failure" };

const targeted = (one) => one.system.targetedCount ?? 0;
const applied = (one) => Math.min(one.system.appliedCount ?? 0, targeted(one));

const Applied = ({ one }) => html`<${Shares} label=${"Twins of " + one.id} whole=${targeted(one)} parts=${[["applied", applied(one), "good"], ["targeted only", targeted(one) - applied(one), "rest"]]} />`;

/** The metrics as bars, as long as their part of the largest one or of the targeted twins; a name opens its query. */
function Metrics({ one, queries = {} }) {
  const rows = [...Object.entries(MORE).filter(([name]) => name in one.system).map(([name, words]) => [words, one.system[name]]), ...Object.entries(one.custom)];
  if (!rows.length) return null;
  const most = Math.max(1, targeted(one), ...rows.map(([, number]) => number));
  return html`<div class="bars" role="list" aria-label=${"Metrics of " + one.id}>${rows.map(([name, number]) => html`<div class="group" role="listitem" key=${name}>
    ${Object.hasOwn(queries, name) ? html`<a class="mono" href=${href(["query"], { q: queries[name] })}>${name}</a>` : html`<span class="mono" title=${name}>${name}</span>`}<i style=${{ width: (100 * number) / most + "%" }}></i><span>${count(number)}</span></div>`)}</div>`;
}

export function Configurations({ asked }) {
  const rows = asked.value?.rows;
  return html`<${Card} title="Configurations" note=${rows?.length ? plural(rows.length, "configuration") : null}>
    <${Problem} error=${asked.error} />
    ${rows?.length ? html`<ul class="works">${rows.map((one) => html`<li key=${one.id}>
        <div><button type="button" class="open mono" onClick=${() => setParams({ configuration: one.id })}>${one.id}</button><span class="age">priority ${one.priority}</span></div>
        <div class="muted">${one.condition ? html`<code>${one.condition}</code>` : "no condition: for no twin"}</div>
        <${Applied} one=${one} /><${Metrics} one=${one} /></li>`)}</ul>`
        : rows ? html`<${Empty} title="No configuration yet."><p>A configuration keeps settings in all twins that match a condition. Create one in a shell:</p>
          <pre>${`twinhub configuration create -c firmware -t "tags.plant = 'north'" -k '{"deviceContent": {"properties.desired.firmware": "1.2"}}'`}</pre></${Empty}>` : null}
  </${Card}>`;
}

const WHOSE = { deviceContent: "devices", moduleContent: "modules", modulesContent: "edge devices" };

export function ConfigurationDrawer({ id, turn }) {
  const asked = useAsked(() => api.get("/api/configuration", { id }), [id]);
  const one = asked.value;
  useEffect(() => {
    if (turn) asked.again();
  }, [turn]);
  const facts = one ? [["for", WHOSE[one.content] ?? one.content], ["condition", one.condition || "none"], ["priority", one.priority], ["created", exact(one.document.createdTimeUtc)], ["changed", exact(one.document.lastUpdatedTimeUtc)]] : [];
  return html`<${Drawer} title=${"Configuration " + id} onClose=${() => setParams({ configuration: "" })} wide>
    <${Problem} error=${asked.error} />
    ${one ? html`<${Applied} one=${one} />
      <dl class="facts">${facts.map(([name, value]) => html`<dt key=${name}>${name}</dt><dd class="mono">${value}</dd>`)}</dl>
      <${Metrics} one=${one} queries=${one.document.metrics?.queries} />
      <h3>Twins that did not get all of it</h3>
      <${Failures} path="/api/configuration/missed" id=${id} label="Twins that did not get all of it" again=${one} reason=${({ status, reason }) => [status, reason]} />
      <h3>Content</h3><pre class="diff">${pretty(one.document.content)}</pre>` : null}
  </${Drawer}>`;
}
