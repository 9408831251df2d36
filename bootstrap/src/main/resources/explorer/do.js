// What can be done to a device: call a method, send a message, play a device.
import { useState } from "./vendor.js";
import { api, devicePath } from "./api.js";
import { Editor } from "./editor.js";
import { Button, Drawer, Field, Problem, html, useDoing } from "./parts.js";
import { pretty, told } from "./words.js";

/** Reads JSON that the user typed; nothing typed is undefined. */
function read(words, what) {
  if (!words.trim()) return undefined;
  try {
    return JSON.parse(words);
  } catch (error) {
    throw new Error(`${what}: ${error.message}`);
  }
}

/** Lines of name=value as an object. */
function pairs(words) {
  return Object.fromEntries(words.split("\n").filter((line) => line.trim()).map((line) => {
    const at = line.indexOf("=");
    if (at < 1) throw new Error(`'${line}' is not name=value`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}

const input = (state, set) => ({ value: state, onInput: (event) => set(event.target.value) });

export function MethodDrawer({ deviceId, moduleId, onClose }) {
  const [name, setName] = useState("");
  const [payload, setPayload] = useState("{}");
  const [timeout, setWait] = useState("30");
  const [answer, setAnswer] = useState();
  const calling = useDoing(async () => {
    setAnswer(undefined);
    setAnswer(await api.post(devicePath(deviceId, moduleId, "/methods"), { name, payload: read(payload, "Payload") ?? null, timeout: Number(timeout) }));
  });
  return html`<${Drawer} title=${"Call a method of " + (moduleId ?? deviceId)} onClose=${onClose} end=${html`<${Button} onClick=${onClose}>Close</${Button}>
      <${Button} kind="primary" disabled=${!name || calling.busy} onClick=${() => calling.run()}>${calling.busy ? "Waiting for the device…" : "Call"}</${Button}>`}>
    <form class="form" onSubmit=${(event) => (event.preventDefault(), name && calling.run())}>
      <${Field} label="Method"><input class="mono" ...${input(name, setName)} autocomplete="off" autofocus /></${Field}>
      <div class="field"><span>Payload</span><${Editor} mode="json" value=${payload} label="Payload" onChange=${setPayload} onRun=${() => name && calling.run()} /></div>
      <${Field} label="Answer within (seconds)"><input type="number" min="5" max="300" ...${input(timeout, setWait)} /></${Field}>
    </form>
    <${Problem} error=${calling.error} />
    ${answer ? html`<h3>Answer: status <span class="mono">${answer.status}</span></h3><pre class="diff">${pretty(answer.payload)}</pre>` : null}
  </${Drawer}>`;
}

export function MessageDrawer({ deviceId, onClose }) {
  const [body, setBody] = useState("");
  const [properties, setProperties] = useState("");
  const [ack, setAck] = useState("none");
  const [sent, setSent] = useState();
  const sending = useDoing(async () => {
    setSent(undefined);
    await api.post(devicePath(deviceId, "", "/messages"), { body, properties: pairs(properties), ack });
    setSent(true);
  });
  return html`<${Drawer} title=${"Send a message to " + deviceId} onClose=${onClose} end=${html`<${Button} onClick=${onClose}>Close</${Button}>
      <${Button} kind="primary" disabled=${sending.busy} onClick=${() => sending.run()}>Send</${Button}>`}>
    <form class="form" onSubmit=${(event) => event.preventDefault()}>
      <${Field} label="Message"><textarea class="mono" rows="5" ...${input(body, setBody)} autofocus></textarea></${Field}>
      <${Field} label="Properties" hint="One name=value on each line"><textarea class="mono" rows="3" ...${input(properties, setProperties)}></textarea></${Field}>
      <${Field} label="Feedback"><select value=${ack} onChange=${(event) => setAck(event.target.value)}>${["none", "positive", "negative", "full"].map((one) => html`<option key=${one}>${one}</option>`)}</select></${Field}>
    </form>
    <${Problem} error=${sending.error} />
    ${sent ? html`<p class="note good" role="status">Sent. A device that is not connected gets it when it connects.</p>` : null}
  </${Drawer}>`;
}

/** The number in a time such as 1200ms or 2s, in seconds. */
const seconds = (time) => (/^[\d.]+ms$/.test(time) ? parseFloat(time) / 1000 : parseFloat(time) || 1);

const TELEMETRY = { temperature: "{20..25}", humidity: "{40..60}" };

export function SimulationDrawer({ deviceId, found, onClose, onChanged }) {
  const begun = found.simulation;
  const [interval, setInterval] = useState(begun ? String(seconds(begun.interval)) : "1");
  const [telemetry, setTelemetry] = useState(pretty(begun?.telemetry ?? TELEMETRY));
  const [properties, setProperties] = useState(pretty(begun?.properties ?? {}));
  const [state, setState] = useState(found.simulation ?? (found.connection?.simulated ? {} : null));
  const running = Boolean(state);
  const path = devicePath(deviceId, "", "/simulation");
  const doing = useDoing(async () => {
    if (running) {
      await api.remove(path);
      setState(null);
    } else {
      setState((await api.post(path, { interval: `${Math.round(1000 * Number(interval))}ms`, telemetry: read(telemetry, "Telemetry") ?? {}, properties: read(properties, "Reported") ?? {} })) ?? {});
      told.set(deviceId + " runs");
    }
    onChanged();
  });
  return html`<${Drawer} title=${"Simulate " + deviceId} onClose=${onClose} end=${html`<${Button} onClick=${onClose}>Close</${Button}>
      <${Button} kind=${running ? "danger" : "primary"} disabled=${doing.busy} onClick=${() => doing.run()}>${running ? "Stop" : "Run"}</${Button}>`}>
    ${running ? html`<p class="note good" role="status"><b>${deviceId} runs in the hub's process.</b> It takes each desired change and reports it; see the twin and the charts behind this panel.</p>` : null}
    ${running && state.problem ? html`<p class="note" role="status">The hub refused something: ${state.problem}</p>` : null}
    <form class="form" onSubmit=${(event) => event.preventDefault()}>
      <p class="faint">A device that connects as this one, sends telemetry, and reports each desired property that it is told.</p>
      <${Field} label="A message every (seconds)"><input type="number" min="0.1" step="0.1" disabled=${running} ...${input(interval, setInterval)} /></${Field}>
      <div class="field"><span>Telemetry</span><${Editor} mode="json" value=${telemetry} label="Telemetry" onChange=${setTelemetry} readOnly=${running} /><small>A text such as "{20..25}" becomes a number that wanders between the two.</small></div>
      <div class="field"><span>Reported at the beginning</span><${Editor} mode="json" value=${properties} label="Reported" onChange=${setProperties} readOnly=${running} /></div>
    </form>
    <${Problem} error=${doing.error} />
  </${Drawer}>`;
}
