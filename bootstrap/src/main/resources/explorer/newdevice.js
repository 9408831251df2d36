// The form that creates a device.
import { useState } from "./vendor.js";
import { api } from "./api.js";
import { Button, Drawer, Field, Problem, html, useDoing } from "./parts.js";

export function NewDevice({ onClose, onMade }) {
  const [form, setForm] = useState({ deviceId: "", edge: false, x509: "", enabled: true });
  const set = (name) => (event) => setForm({ ...form, [name]: event.target.type === "checkbox" ? event.target.checked : event.target.value });
  const making = useDoing(async () => {
    const { deviceId, edge, x509, enabled } = form;
    await api.post("/api/devices", { deviceId, ...(edge ? { edge } : {}), ...(enabled ? {} : { status: "disabled" }), ...(x509 ? { x509 } : {}) });
    onMade(deviceId);
  });
  const submit = (event) => (event.preventDefault(), making.run());
  return html`<${Drawer} title="New device" onClose=${onClose} end=${html`
      <${Button} onClick=${onClose}>Cancel</${Button}>
      <${Button} kind="primary" onClick=${() => making.run()} disabled=${making.busy || !form.deviceId}>Create</${Button}>`}>
    <form class="form" onSubmit=${submit}>
      <${Field} label="Device id" hint="Up to 128 characters: letters, digits, and - . : _ and some more"><input class="mono" value=${form.deviceId} onInput=${set("deviceId")} autocomplete="off" spellcheck="false" autofocus /></${Field}>
      <${Field} label="Certificate" hint="Leave it empty for keys that the hub makes; else the thumbprint (SHA-1 or SHA-256), or CA for one that an authority signed"><input class="mono" value=${form.x509} onInput=${set("x509")} autocomplete="off" /></${Field}>
      <label class="check"><input type="checkbox" checked=${form.edge} onChange=${set("edge")} /> IoT Edge device, which can be a parent of others</label>
      <label class="check"><input type="checkbox" checked=${form.enabled} onChange=${set("enabled")} /> Enabled</label>
      <${Problem} error=${making.error} />
    </form></${Drawer}>`;
}
