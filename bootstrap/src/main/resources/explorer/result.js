// The rows of an answer: as a table, as JSON, as bars.
import { useMemo, useState } from "./vendor.js";
import { Button, Card, Empty, Tabs, Value, html } from "./parts.js";
import { isObject } from "./json.js";
import { twinHref } from "./route.js";
import { copy, count, kindOf, pretty, text, told } from "./words.js";

/** Rows drawn in a table at first; the rest on request, as a table of thousands of rows is slow. */
const DRAWN = 200;

/** Columns of whole twins that a table shows; the JSON has them all. */
const OF_TWINS = ["deviceId", "moduleId", "status", "connectionState", "lastActivityTime", "tags", "properties", "version"];

export function Result({ answer }) {
  const bars = useMemo(() => barsOf(answer), [answer]);
  const [tab, setTab] = useState("table");
  if (!answer.rows.length) return html`<${Empty} title="No row."><p>“Why not?” below tells which part of the condition a device does not meet.</p></${Empty}>`;
  const names = { table: "Table", json: "JSON", ...(bars ? { bars: "Bars" } : {}) };
  const now = names[tab] ? tab : "table";
  const result = html`<${Card} title="Result" note=${html`<${Button} kind="small" onClick=${() => save(answer)}>CSV</${Button}><${Button} kind="small" onClick=${() => copy(pretty(answer.rows)).then((done) => done && told.set("Copied all rows as JSON"))}>Copy</${Button}>`}>
    <${Tabs} names=${names} now=${now} onChoose=${setTab} label="Form of the result" />
    ${now === "table" ? html`<${Table} answer=${answer} />` : now === "json" ? html`<pre class="diff json" tabindex="0" aria-label="Rows as JSON">${pretty(answer.rows)}</pre>` : html`<${Bars} bars=${bars} />`}
  </${Card}>`;
  return bars && now === "table" ? html`<div class="split">${result}<${Card} title="Chart" note=${bars.measure}><${Bars} bars=${bars} /></${Card}></div>` : result;
}

function columnsOf(answer) {
  const all = answer.columns?.length ? answer.columns.map((one) => one.name ?? one) : [...new Set(answer.rows.flatMap((row) => Object.keys(row ?? {})))];
  return all.includes("deviceId") && all.includes("properties") ? OF_TWINS.filter((name) => all.includes(name)) : all;
}

function Table({ answer }) {
  const [all, setAll] = useState(false);
  const columns = columnsOf(answer);
  const rows = all ? answer.rows : answer.rows.slice(0, DRAWN);
  const numeric = new Set(columns.filter((name) => answer.rows.every((row) => row?.[name] === undefined || typeof row[name] === "number")));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Rows"><table><thead><tr>${columns.map((name) => html`<th key=${name} class=${numeric.has(name) ? "num" : ""}>${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row, index) => html`<tr key=${index}>${columns.map((name) => html`<td key=${name} class=${numeric.has(name) ? "num" : ""}><${Cell} name=${name} value=${row?.[name]} row=${row} /></td>`)}</tr>`)}</tbody></table></div>
    ${rows.length < answer.rows.length ? html`<p class="center"><${Button} onClick=${() => setAll(true)}>Show all ${count(answer.rows.length)}</${Button}></p>` : null}`;
}

function Cell({ name, value, row }) {
  if (name === "deviceId" && typeof value === "string") return html`<a class="mono" href=${twinHref(value, row.moduleId)}>${value}</a>`;
  if (typeof value === "string") return html`<span class=${"mono" + (value.length < 40 ? " whole" : "")}>${value}</span>`;
  if (isObject(value) || Array.isArray(value)) return html`<${Value} value=${value} path=${name} short=${60} />`;
  return html`<span class=${value === undefined ? "faint" : "mono " + kindOf(value)}>${text(value)}</span>`;
}

/** Aggregates: groups with one number or more. The first column that is always a number is drawn. */
function barsOf(answer) {
  if (!/\b(count|sum|avg|min|max)\s*\(/i.test(answer.query) || !answer.rows.length) return null;
  const columns = columnsOf(answer);
  const measure = columns.find((name) => answer.rows.every((row) => typeof row?.[name] === "number") && new RegExp(`\\)\\s+AS\\s+\\[?${name.replace(/\W/g, "\\$&")}`, "i").test(answer.query))
      ?? columns.findLast((name) => answer.rows.every((row) => typeof row?.[name] === "number"));
  if (!measure) return null;
  const groups = columns.filter((name) => name !== measure);
  const rows = answer.rows.map((row) => ({ label: groups.map((name) => (typeof row[name] === "string" ? row[name] : text(row[name]))).join(" · ") || "all", value: row[measure] }));
  return { measure, rows: rows.sort((a, b) => b.value - a.value).slice(0, 40) };
}

function Bars({ bars }) {
  const most = Math.max(...bars.rows.map((row) => Math.abs(row.value)), 1e-9);
  return html`<div class="bars">${bars.rows.map((row, index) => html`<div class="group" key=${index}><span class="mono" title=${row.label}>${row.label}</span><i style=${{ width: Math.max(0.5, (100 * Math.abs(row.value)) / most) + "%" }}></i><span>${count(row.value)}</span></div>`)}</div>`;
}

function save(answer) {
  const columns = columnsOf(answer);
  // A cell that begins like a formula would be run by a spreadsheet.
  const cell = (value) => {
    const plain = value === undefined ? "" : typeof value === "string" ? value.replace(/^(?=[=+\-@\t\r])/, "'") : JSON.stringify(value);
    return /[",\n\r]/.test(plain) ? '"' + plain.replaceAll('"', '""') + '"' : plain;
  };
  const lines = [columns, ...answer.rows.map((row) => columns.map((name) => row?.[name]))].map((line) => line.map(cell).join(","));
  const address = URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "query.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
