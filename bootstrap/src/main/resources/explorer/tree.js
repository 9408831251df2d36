// The sections of a twin, leaf by leaf, with what became of each desired leaf.
import { useMemo } from "./vendor.js";
import { Age, Card, Empty, Value, html } from "./parts.js";
import { rows } from "./json.js";
import { moment } from "./words.js";

const WAITING = { waiting: "waiting", differs: "differs", "only desired": "not reported" };

/** The steps by path without their section. */
export function stepsByPath(steps) {
  return new Map((steps ?? []).map((step) => [step.path.replace(/^(properties\.)?(desired|reported)\./, ""), step]));
}

export function Section({ title, note, section, prefix, steps, empty }) {
  const all = useMemo(() => rows(section), [section]);
  return html`<${Card} title=${title} note=${note}>
    ${all.length ? html`<div class="tree">${all.map((row) => html`<${Leaf} key=${row.path} row=${row} path=${prefix + row.path} step=${steps?.get(row.path)} />`)}</div>`
        : html`<${Empty} title=${empty[0]}><p>${empty[1]}</p></${Empty}>`}
  </${Card}>`;
}

function Leaf({ row, path, step }) {
  const indent = { paddingLeft: 13 + 14 * Math.min(row.depth, 8) + "px" };
  if (row.branch) return html`<div class="leaf" style=${indent}><span class="k">${row.name}</span></div>`;
  const waiting = WAITING[step?.state];
  return html`<div class=${"leaf" + (waiting ? " wait" : "")} style=${indent} data-path=${path}>
    <span><span class="k">${row.name}</span> <${Value} value=${row.value} path=${path} short=${80} /></span>
    <span class="age">
      ${waiting ? html`<span class="tag">${waiting}</span> ` : step?.state === "in step" ? html`<span class="ok" role="img" aria-label="reported with the same value">✓</span> ` : null}
      ${row.updated || step?.since ? html`<${Age} time=${waiting && moment(step.since) ? step.since : row.updated ?? step?.since} title=${waiting ? "waiting since " : "last update "} />` : null}
      ${row.version ? html`<span class="ver" title=${"version " + row.version}>v${row.version}</span>` : null}
    </span></div>`;
}
