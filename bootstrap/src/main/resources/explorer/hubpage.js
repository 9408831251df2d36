// The hub itself: facts, clock, faults and throttles in force, and what differs from another hub.
import { api, askHub, hasFeature, hub } from "./api.js";
import { Compare } from "./compare.js";
import { Faults } from "./faults.js";
import { Button, Card, Empty, Problem, html, useDoing } from "./parts.js";
import { useAsked, useCell } from "./state.js";
import { count, exact, plural } from "./words.js";

export function HubPage() {
  const facts = useCell(hub);
  return html`<div class="page hub"><div class="head"><h1>${facts?.name ?? "Hub"}</h1></div>
    <div class="split">
      <${Card} title="Facts">${facts ? html`<dl class="facts pad">${[["kind", facts.kind === "remote" ? "another hub, by its service API" : "Twinhub"], ["version", facts.version], ["devices", count(facts.devices)], ["connected", count(facts.connected)]]
          .filter(([, value]) => value !== undefined).map(([name, value]) => html`<dt key=${name}>${name}</dt><dd class="mono">${value}</dd>`)}</dl>` : null}</${Card}>
      ${hasFeature("clock") ? html`<${Clock} />` : null}
    </div>
    ${hasFeature("faults") ? html`<${Faults} /><${Throttles} />` : html`<${Card} title="Faults and throttles"><${Empty} title="Only a Twinhub can be disturbed on purpose."></${Empty}></${Card}>`}
    <${Compare} />
  </div>`;
}

const STEPS = { PT1M: "+1 min", PT1H: "+1 h", P1D: "+1 d" };

function Clock() {
  const asked = useAsked(() => api.get("/api/clock"), []);
  const moving = useDoing(async (advance) => {
    asked.put(await api.post("/api/clock", { advance }));
    await askHub();
  });
  const clock = asked.value;
  return html`<${Card} title="Clock" note=${clock?.stands ? "stands still" : ""}>
    <${Problem} error=${asked.error ?? moving.error} />
    ${clock ? html`<dl class="facts pad"><dt>now</dt><dd class="mono">${exact(clock.now)}</dd><dt>advanced by</dt><dd class="mono">${clock.advanced}</dd></dl>
      <p class="pad">${Object.entries(STEPS).map(([step, name]) => html`<${Button} key=${step} disabled=${moving.busy} onClick=${() => moving.run(step)}>${name}</${Button}> `)}<span class="faint">Tokens and messages age with it.</span></p>` : null}
  </${Card}>`;
}

function Throttles() {
  const asked = useAsked(() => api.get("/api/throttles"), []);
  const found = asked.value;
  const reached = found?.throttled ?? (Array.isArray(found) ? found : []);
  return html`<${Card} title="Throttles" note=${found?.tier ? `tier ${found.tier}, ${plural(found.units, "unit")}, ${found.throttle}` : ""}>
    <${Problem} error=${asked.error} />
    ${reached.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Throttles"><table><thead><tr><th>what</th><th class="num">allowed</th><th class="num">most</th><th class="num">slowed down</th><th class="num">refused</th></tr></thead>
      <tbody>${reached.map((one) => html`<tr key=${one.what}><td>${one.what}</td><td class="num">${one.limit}</td><td class="num">${one.most}</td><td class="num">${count(one.slowed)}</td><td class="num">${count(one.refused)}</td></tr>`)}</tbody></table></div>`
        : found ? html`<${Empty} title=${found.tier ? "No limit was reached." : "Nothing is slowed down."}><p>To keep to the rates of a tier:</p><pre>twinhub start --sku S1 --units 1</pre></${Empty}>` : null}
  </${Card}>`;
}
