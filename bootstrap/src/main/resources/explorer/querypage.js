// The query console. The query stands in the address, so that it can be sent to somebody and comes back with "back".
import { useEffect, useState } from "./vendor.js";
import { api, hasFeature, hub } from "./api.js";
import { complete } from "./completion.js";
import { Editor } from "./editor.js";
import { Button, Caret, Empty, Problem, html, useDoing } from "./parts.js";
import { Result } from "./result.js";
import { setParams, useRoute } from "./route.js";
import { Why } from "./why.js";
import { count, plural } from "./words.js";

const BEGUN = "SELECT * FROM devices";

const EXAMPLES = [
  "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'",
  "SELECT properties.reported.connectivity.type AS type, COUNT() AS devices\nFROM devices\nGROUP BY properties.reported.connectivity.type",
  "SELECT deviceId, status FROM devices WHERE status = 'disabled'",
];

export function QueryPage() {
  const { params } = useRoute();
  const [words, setWords] = useState(params.q ?? BEGUN);
  const [answer, setAnswer] = useState();
  const [plan, setPlan] = useState();
  const asking = useDoing(async (query) => {
    setParams({ q: query });
    setAnswer(undefined);
    setPlan(undefined);
    const found = await api.post("/api/query", { text: query });
    setAnswer({ ...found, query });
    if (hasFeature("plan")) setPlan(await api.post("/api/query/explain", { text: query }).catch(() => undefined));
  });
  const more = useDoing(async () => {
    const found = await api.post("/api/query", { text: answer.query, from: answer.next });
    setAnswer((old) => ({ ...old, ...found, rows: [...old.rows, ...found.rows], columns: [...new Set([...(old.columns ?? []), ...(found.columns ?? [])])] }));
  });
  useEffect(() => {
    if (params.q) asking.run(params.q);
  }, []);
  useEffect(() => {
    if (params.q && params.q !== words && params.q !== answer?.query) {
      setWords(params.q);
      asking.run(params.q);
    }
  }, [params.q]);
  const problems = withExcerpts(asking.error?.problems, words);
  const warnings = plan?.warnings ?? answer?.warnings ?? [];
  return html`<div class="page q">
    <h1 class="unseen">Query</h1>
    <div class="console"><${Editor} mode="sql" value=${words} onChange=${setWords} onRun=${(now) => asking.run(now)} label="Query" complete=${complete} problems=${problems.length ? problems : withExcerpts(plan?.warnings, words)} autofocus /></div>
    <div class="plan"><${Button} kind="primary" disabled=${asking.busy} onClick=${() => asking.run(words)}>Run</${Button}>
      <span class="hide"><kbd>Ctrl+Enter</kbd> runs</span>
      ${answer ? html`<span><b>${plural(answer.rows.length, "row")}${answer.next ? " so far" : ""}</b>${answer.millis === undefined ? "" : ` in ${round(answer.millis)} ms`}</span>` : null}
      ${plan ? html`<${Plan} plan=${plan} />` : null}</div>
    ${asking.error ? html`<div class="problem" role="alert"><p>${asking.error.message}</p>${problems.map((one, index) => html`<${Caret} key=${index} problem=${one} />`)}</div>` : null}
    ${warnings.length ? html`<div class="note">${warnings.map((one, index) => html`<${Caret} key=${index} problem=${one} />`)}</div>` : null}
    ${answer ? html`<${Result} answer=${answer} />` : asking.busy || asking.error ? null : html`<${Examples} onTake=${(query) => (setWords(query), asking.run(query))} />`}
    ${answer?.next ? html`<p class="center"><${Button} disabled=${more.busy} onClick=${() => more.run()}>More rows</${Button}></p><${Problem} error=${more.error} />` : null}
    ${answer && hasFeature("plan") ? html`<${Why} query=${answer.query} device=${params.why} />` : null}
  </div>`;
}

const round = (number) => (number < 10 ? Number(number.toFixed(2)) : Math.round(number));

/** Each problem with the line it is in, which a hub may leave out. */
function withExcerpts(problems, words) {
  const lines = words.split("\n");
  return (problems ?? []).map((one) => ({ ...one, line: one.line ?? 1, excerpt: one.excerpt ?? lines[(one.line ?? 1) - 1] ?? "", length: one.length ?? one.text?.length }));
}

const ACCESS = { lookUp: "looked up by id", columns: "read from columns", scan: "read row by row" };

function Plan({ plan }) {
  const all = hub.get()?.devices;
  // Without a condition no row is looked for, and columns alone may have the answer.
  const access = plan.access === "scan" && plan.columns?.length && !plan.scanned ? "columns" : plan.access;
  return html`<span><b>${count(plan.matched)}</b> of ${count(all)} match, ${ACCESS[access] ?? access}</span>
    ${plan.scanned ? html`<span>${plural(plan.scanned, "twin")} read one by one</span>` : null}
    ${(plan.columns ?? []).map((column) => html`<span key=${column.path}>column <code>${column.path}</code>, ${plural(column.distinct, "value")}${column.built ? ", built for this" : ""}</span>`)}
    ${plan.lookUps?.length ? html`<span>ids <code>${plan.lookUps.slice(0, 5).join(", ")}</code></span>` : null}`;
}

const Examples = ({ onTake }) => html`<${Empty} title="Ask the hub.">
  <p>Ctrl+Space completes words and the paths that occur in twins now. For example:</p>
  <div class="examples">${EXAMPLES.map((query) => html`<button type="button" key=${query} class="example mono" onClick=${() => onTake(query)}>${query}</button>`)}</div></${Empty}>`;
