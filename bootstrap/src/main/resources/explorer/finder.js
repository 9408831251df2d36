// Finds a device or a path: "/" opens it.
import { useEffect, useRef, useState } from "./vendor.js";
import { api } from "./api.js";
import { Dot, Drawer, Problem, html } from "./parts.js";
import { href, twinHref } from "./route.js";
import { useStill } from "./state.js";

export function Finder({ onClose }) {
  const [words, setWords] = useState("");
  const [found, setFound] = useState({ devices: [], paths: [] });
  const [at, setAt] = useState(0);
  const still = useStill(words.trim(), 150);
  const list = useRef(null);
  useEffect(() => {
    if (!still) {
      setFound({ devices: [], paths: [] });
      return undefined;
    }
    let current = true;
    Promise.all([api.get("/api/devices", { search: still }), api.get("/api/paths", { prefix: still }).catch(() => [])])
        .then(([devices, paths]) => current && (setAt(0), setFound({ devices: devices.rows.slice(0, 8), paths: (paths.paths ?? paths).slice(0, 8) })),
            (error) => current && setFound({ devices: [], paths: [], error }));
    return () => void (current = false);
  }, [still]);
  const hits = [
    ...found.devices.map((row) => ({ key: "d" + row.deviceId, to: twinHref(row.deviceId, null, { filter: "" }), name: row.deviceId, note: row.waiting ? `${row.waiting} waiting` : "", on: row.connectionState === "Connected" })),
    ...found.paths.map((one) => one.path ?? one).map((path) => ({ key: "p" + path, to: href(["devices"], { filter: `is_defined(${path})` }), name: path, note: "path" })),
  ];
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      setAt((at + step + hits.length) % hits.length);
    } else if (event.key === "Enter" && hits[at]) {
      event.preventDefault();
      location.hash = hits[at].to;
      onClose();
    }
  };
  return html`<${Drawer} title="Find a device or a path" onClose=${onClose}>
    <input class="mono big" role="combobox" aria-expanded=${hits.length > 0} aria-controls="hits" aria-activedescendant=${hits.length ? "hit-" + at : undefined} aria-label="Find"
      placeholder="boiler-01, or tags.location" value=${words} onInput=${(event) => setWords(event.target.value)} onKeyDown=${keys} autocomplete="off" spellcheck="false" autofocus />
    <${Problem} error=${found.error} />
    <div id="hits" role="listbox" aria-label="Found" ref=${list}>${hits.map((hit, index) => html`<a key=${hit.key} id=${"hit-" + index} class=${"hit" + (index === at ? " here" : "")} role="option" aria-selected=${index === at} href=${hit.to} onClick=${onClose}>
      ${hit.on === undefined ? html`<span class="faint">⁝</span>` : html`<${Dot} on=${hit.on} label=${hit.on ? "connected" : "not connected"} />`}<span class="mono">${hit.name}</span><span class=${/waiting/.test(hit.note) ? "warn" : "faint"}>${hit.note}</span></a>`)}</div>
    ${still && !hits.length && !found.error && still === words.trim() ? html`<p class="faint">Nothing is called “${still}”.</p>` : null}
  </${Drawer}>`;
}
