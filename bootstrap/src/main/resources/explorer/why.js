// Why a device is, or is not, in the answer of a query: the condition, clause by clause.
import { useEffect, useState } from "./vendor.js";
import { api } from "./api.js";
import { Card, Problem, html, useDoing } from "./parts.js";
import { setParams } from "./route.js";
import { kindOf, text } from "./words.js";

const SIGNS = { true: "✓", false: "✕", undefined: "?" };

export function Why({ query, device }) {
  const [id, setId] = useState(device ?? "");
  const [answer, setAnswer] = useState();
  const asking = useDoing(async () => {
    setAnswer(undefined);
    setParams({ why: id });
    setAnswer({ id, ...(await api.post("/api/query/why", { text: query, deviceId: id })) });
  });
  useEffect(() => {
    if (id) asking.run();
  }, [query]);
  return html`<${Card} title="Why does a device match, or not?">
    <form class="inline pad" onSubmit=${(event) => (event.preventDefault(), id && asking.run())}>
      <input class="mono" aria-label="Device id" placeholder="Device id" value=${id} onInput=${(event) => setId(event.target.value)} autocomplete="off" /><button class="b" disabled=${!id || asking.busy}>Explain</button></form>
    <${Problem} error=${asking.error} />
    ${answer ? html`<div class="why"><p><b class="mono">${answer.id}</b> ${answer.outcome === "true" ? "is in the answer." : answer.outcome === "false" ? "is not in the answer." : "is not in the answer: the condition is undefined, since a value is missing or of another type."}</p>
      ${answer.condition ? html`<ul><${Clause} clause=${answer.condition} /></ul>` : html`<p class="faint">The query has no WHERE: it returns every twin.</p>`}</div>` : null}
  </${Card}>`;
}

const Clause = ({ clause }) => html`<li class=${"clause " + clause.outcome}><span role="img" aria-label=${clause.outcome}>${SIGNS[clause.outcome]}</span> <code>${clause.text}</code>
  ${(clause.values ?? []).map((one) => html`<span key=${one.path} class="found"> <code class="faint">${one.path} =</code> <code class=${kindOf(one.value)}>${text(one.value)}</code></span>`)}
  ${clause.parts?.length ? html`<ul>${clause.parts.map((part, index) => html`<${Clause} key=${index} clause=${part} />`)}</ul>` : null}</li>`;
