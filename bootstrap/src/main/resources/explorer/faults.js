// The faults in force, and the form that adds one.
import { useState } from "./vendor.js";
import { api } from "./api.js";
import { Button, Card, Empty, Field, Problem, html, useDoing } from "./parts.js";
import { useAsked } from "./state.js";
import { count, exact } from "./words.js";

const EFFECTS = ["latency", "refuse", "throttled", "drop-before", "drop-after", "lost", "late", "twice", "reordered",
  "expired-certificate", "wrong-name-certificate", "unknown-issuer-certificate"];

const OPERATIONS = ["", "connect", "read-own-twin", "report", "watch-desired", "notify", "send-event", "deliver-call", "answer-call", "deliver-message",
  "read-twin", "patch-twin", "replace-twin", "query", "invoke", "send-message", "create-identity", "update-identity", "delete-identity"];

const NEEDS_DELAY = ["latency", "late"];

export function Faults() {
  const asked = useAsked(() => api.get("/api/faults"), []);
  const removing = useDoing(async (id) => {
    await api.remove("/api/faults" + (id ? "/" + encodeURIComponent(id) : ""));
    asked.again();
  });
  const faults = asked.value?.faults ?? asked.value ?? [];
  return html`<${Card} title="Faults" note=${faults.length > 1 ? html`<${Button} kind="small" onClick=${() => removing.run()}>Remove all</${Button}>` : "disturb the running hub on purpose"}>
    <${Problem} error=${asked.error ?? removing.error} />
    ${faults.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Faults in force"><table><thead><tr><th>id</th><th>effect</th><th>of</th><th class="num">affected</th><th>until</th><th><span class="unseen">remove</span></th></tr></thead>
      <tbody>${faults.map((one) => html`<tr key=${one.id}><td class="mono">${one.id}</td><td>${[one.effect, one.delay, one.code].filter(Boolean).join(" ")}${one.probability < 1 ? `, ${one.probability * 100} %` : ""}</td>
        <td class="mono">${[one.deviceId ?? "all devices", one.moduleId, ...(one.operations ?? []), one.transport].filter(Boolean).join(" · ")}</td><td class="num">${count(one.affected)}${one.times ? " of " + one.times : ""}</td><td>${one.until ? exact(one.until) : "removed"}</td>
        <td><${Button} kind="small" aria-label=${"Remove " + one.id} onClick=${() => removing.run(one.id)}>Remove</${Button}></td></tr>`)}</tbody></table></div>`
        : asked.value ? html`<${Empty} title="No fault is in force."></${Empty}>` : null}
    <${NewFault} onAdded=${asked.again} />
  </${Card}>`;
}

function NewFault({ onAdded }) {
  const [form, setForm] = useState({ effect: "latency", delay: "2s", code: "503", deviceId: "", operation: "", times: "", lasts: "" });
  const set = (name) => ({ value: form[name], onInput: (event) => setForm({ ...form, [name]: event.target.value }) });
  const adding = useDoing(async () => {
    const { effect, delay, code, deviceId, operation, times, lasts } = form;
    await api.post("/api/faults", {
      effect,
      ...(NEEDS_DELAY.includes(effect) ? { delay } : {}),
      ...(effect === "refuse" ? { code } : {}),
      ...(deviceId ? { deviceId } : {}),
      ...(operation ? { operations: [operation] } : {}),
      ...(times ? { times: Number(times) } : {}),
      ...(lasts ? { lasts } : {}),
    });
    onAdded();
  });
  return html`<form class="fields pad" onSubmit=${(event) => (event.preventDefault(), adding.run())}>
    <${Field} label="Effect"><select ...${set("effect")}>${EFFECTS.map((one) => html`<option key=${one}>${one}</option>`)}</select></${Field}>
    ${NEEDS_DELAY.includes(form.effect) ? html`<${Field} label="Delay"><input ...${set("delay")} /></${Field}>` : null}
    ${form.effect === "refuse" ? html`<${Field} label="Code"><input ...${set("code")} /></${Field}>` : null}
    <${Field} label="Device"><input class="mono" placeholder="all" ...${set("deviceId")} /></${Field}>
    <${Field} label="Operation"><select ...${set("operation")}>${OPERATIONS.map((one) => html`<option key=${one} value=${one}>${one || "all"}</option>`)}</select></${Field}>
    <${Field} label="Times"><input type="number" min="1" placeholder="no end" ...${set("times")} /></${Field}>
    <${Field} label="For"><input placeholder="30s" ...${set("lasts")} /></${Field}>
    <button class="b" disabled=${adding.busy}>Add fault</button>
    <${Problem} error=${adding.error} />
  </form>`;
}
