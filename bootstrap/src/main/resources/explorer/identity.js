// The identity of a device: state, keys on request, parent, modules, deletion.
import { useState } from "./vendor.js";
import { api, devicePath } from "./api.js";
import { listed } from "./devices.js";
import { Button, Drawer, Field, Problem, html, useDoing } from "./parts.js";
import { go, route, twinHref } from "./route.js";
import { useAsked } from "./state.js";
import { copy, exact, told } from "./words.js";

export function Identity({ deviceId, moduleId, found, onClose, onChanged }) {
  const path = devicePath(deviceId, moduleId);
  const asked = useAsked(() => api.get(path + "/identity"), [path]);
  const identity = asked.value;
  const changing = useDoing(async (change) => {
    await api.put(path + "/identity", change);
    told.set("Changed");
    asked.again();
    onChanged();
  });
  const disabled = identity?.status === "disabled";
  return html`<${Drawer} title=${"Identity of " + (moduleId ? deviceId + "/" + moduleId : deviceId)} onClose=${onClose}>
    <${Problem} error=${asked.error} />
    ${identity ? html`<dl class="facts">${facts(identity).map(([name, value]) => html`<dt key=${name}>${name}</dt><dd class="mono">${value}</dd>`)}</dl>` : null}
    <${Problem} error=${changing.error} />
    ${identity && !moduleId ? html`<p><${Button} disabled=${changing.busy} onClick=${() => changing.run({ status: disabled ? "enabled" : "disabled" })}>${disabled ? "Enable" : "Disable"}</${Button}>
      <span class="faint"> ${disabled ? "It may not connect now." : "A disabled device is disconnected and may not connect."}</span></p>` : null}
    <${ConnectionStrings} path=${path} />
    ${moduleId ? null : html`<${Parent} identity=${identity} changing=${changing} /><${Modules} deviceId=${deviceId} ids=${found.modules ?? []} onChanged=${onChanged} />`}
    <${Remove} path=${path} deviceId=${deviceId} moduleId=${moduleId} />
  </${Drawer}>`;
}

const AUTHENTICATION = { sas: "symmetric keys", selfSigned: "its own certificate", certificateAuthority: "a certificate of an authority", none: "none" };

const facts = (identity) => [
  ["status", identity.status], ["reason", identity.statusReason], ["signs in with", AUTHENTICATION[identity.authentication?.type] ?? identity.authentication?.type],
  ["IoT Edge", identity.capabilities?.iotEdge === undefined ? undefined : identity.capabilities.iotEdge ? "yes" : "no"],
  ["generation", identity.generationId], ["etag", identity.etag], ["status changed", identity.statusUpdatedTime && exact(identity.statusUpdatedTime)],
  ["last active", identity.lastActivityTime && exact(identity.lastActivityTime)], ["messages waiting", identity.cloudToDeviceMessageCount],
].filter(([, value]) => value !== undefined && value !== null && value !== "");

/** Keys are asked for by a click, and forgotten when the drawer is closed. */
function ConnectionStrings({ path }) {
  const [strings, setStrings] = useState();
  const asking = useDoing(async () => setStrings(await api.post(path + "/connection-string")));
  return html`<h3>Connection strings</h3>
    ${strings ? Object.entries(strings).filter(([, value]) => typeof value === "string").map(([name, value]) => html`<${Field} key=${name} label=${name}><span class="secret"><input readonly class="mono" value=${value} onFocus=${(event) => event.target.select()} /><${Button} onClick=${() => copy(value).then((done) => done && told.set(`Copied the ${name} connection string`))}>Copy</${Button}></span></${Field}>`)
        : html`<p><${Button} disabled=${asking.busy} onClick=${() => asking.run()}>Show connection strings</${Button}> <span class="faint">They contain keys.</span></p>`}
    <${Problem} error=${asking.error} />`;
}

/** The id in a scope such as ms-azure-iot-edge://gateway-638… */
const scopeId = (scope) => scope?.replace(/^ms-azure-iot-edge:\/\//, "").replace(/-\d+$/, "");

function Parent({ identity, changing }) {
  const [typed, setTyped] = useState();
  if (!identity) return null;
  const parent = identity.parent ?? scopeId(identity.parentScopes?.[0] ?? (identity.capabilities?.iotEdge ? undefined : identity.deviceScope));
  return html`<h3>Parent</h3>
    <p>${parent ? html`<a class="mono" href=${twinHref(parent)}>${parent}</a>` : html`<span class="faint">It has no parent.</span>`}</p>
    <form class="inline" onSubmit=${(event) => (event.preventDefault(), changing.run({ parent: typed ?? null }))}>
      <input class="mono" aria-label="Parent" placeholder="An IoT Edge device" value=${typed ?? parent ?? ""} onInput=${(event) => setTyped(event.target.value)} />
      <button class="b" disabled=${typed === undefined || typed === (parent ?? "")}>Set parent</button></form>`;
}

function Modules({ deviceId, ids, onChanged }) {
  const [name, setName] = useState("");
  const adding = useDoing(async () => {
    await api.post(devicePath(deviceId, "", "/modules"), { moduleId: name });
    setName("");
    onChanged();
  });
  return html`<h3>Modules</h3>
    ${ids.length ? html`<p class="modules">${ids.map((id) => html`<a key=${id} class="mono" href=${twinHref(deviceId, id)}>${id}</a>`)}</p>` : html`<p class="faint">It has no modules.</p>`}
    <form class="inline" onSubmit=${(event) => (event.preventDefault(), adding.run())}><input class="mono" aria-label="New module" placeholder="myModule" value=${name} onInput=${(event) => setName(event.target.value)} />
      <button class="b" disabled=${!name || adding.busy}>Add module</button></form>
    <${Problem} error=${adding.error} />`;
}

function Remove({ path, deviceId, moduleId }) {
  const [sure, setSure] = useState(false);
  const removing = useDoing(async () => {
    await api.remove(path);
    listed.reload();
    told.set(`Deleted ${moduleId ?? deviceId}`);
    if (moduleId) location.hash = twinHref(deviceId);
    else go(["devices"], { filter: route.get().params.filter });
  });
  return html`<h3>Delete</h3>
    ${sure ? html`<p>${moduleId ? "The module and its twin" : "The device, its twin and its modules"} will be gone for good. <${Button} kind="danger" disabled=${removing.busy} onClick=${() => removing.run()}>Delete ${moduleId ?? deviceId}</${Button}> <${Button} onClick=${() => setSure(false)}>Keep</${Button}></p>`
        : html`<p><${Button} onClick=${() => setSure(true)}>Delete…</${Button}></p>`}
    <${Problem} error=${removing.error} />`;
}
