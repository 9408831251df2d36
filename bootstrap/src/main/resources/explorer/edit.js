// The editor of a twin: the document or a patch, what would come of it, and what to do about somebody else's change.
import { useEffect, useMemo, useState } from "./vendor.js";
import { api, devicePath, hasFeature } from "./api.js";
import { Conflict } from "./conflict.js";
import { Editor } from "./editor.js";
import { Button, Drawer, Meter, Problem, Tabs, html, useDoing } from "./parts.js";
import { editable, lineDiff, mergePatch, plain } from "./json.js";
import { useStill } from "./state.js";
import { pretty, told } from "./words.js";

const TABS = { merged: "Merged twin", device: "What the device receives", limits: "Limits" };

const PATCH_BEGUN = { properties: { desired: {} } };

export function Edit({ deviceId, moduleId, found, onClose, onSaved }) {
  // What it was when the editor was opened: changes that come meanwhile show as a conflict, and do not move the text.
  const [base, setBase] = useState(() => ({ etag: found.twin.etag, document: editable(found.twin) }));
  const [mode, setMode] = useState("document");
  const [words, setWords] = useState(() => pretty(base.document));
  const [tab, setTab] = useState("merged");
  const [theirs, setTheirs] = useState();
  const read = useMemo(() => patchOf(words, mode, base), [words, mode, base]);
  const preview = usePreview(devicePath(deviceId, moduleId, "/preview"), read.patch);
  const [leaving, setLeaving] = useState(false);
  const still = nothing(read.patch) && !read.error;
  // A change that is not saved is not thrown away by a slip of the finger.
  const close = () => (still || leaving ? onClose() : setLeaving(true));
  const saving = useDoing(async (patch = read.patch, etag = base.etag) => {
    try {
      onSaved(await api.patch(devicePath(deviceId, moduleId, "/twin"), patch, etag));
      told.set("Saved");
    } catch (error) {
      if (error.status !== 412 || !error.body?.theirs) throw error;
      setTheirs(error.body.theirs);
    }
  });
  const choose = (next) => {
    if (next === mode) return;
    setMode(next);
    setWords(pretty(next === "document" ? base.document : nothing(read.patch) ? PATCH_BEGUN : read.patch));
  };
  if (theirs) {
    return html`<${Conflict} title=${deviceId} base=${base.document} patch=${read.patch} theirs=${theirs} busy=${saving.busy} error=${saving.error}
      onBack=${() => setTheirs(undefined)} onClose=${onClose} onSave=${(patch) => saving.run(patch, theirs.twin.etag)}
      onTheirs=${() => { setBase({ etag: theirs.twin.etag, document: editable(theirs.twin) }); setWords(pretty(editable(theirs.twin))); setMode("document"); setTheirs(undefined); }} />`;
  }
  return html`<${Drawer} title=${"Edit " + (moduleId ? deviceId + "/" + moduleId : deviceId)} note=${"If-Match " + base.etag} onClose=${close} wide
      end=${leaving ? html`<span class="grow">Your change is not saved.</span><${Button} kind="danger" onClick=${onClose}>Discard it</${Button}><${Button} kind="primary" onClick=${() => setLeaving(false)}>Go on</${Button}>`
          : html`<span class="grow faint">${still ? "No change yet" : "Ctrl+Enter saves"}</span><${Button} onClick=${close}>Cancel</${Button}>
        <${Button} kind="primary" disabled=${saving.busy || still || Boolean(read.error)} onClick=${() => saving.run()}>Save</${Button}>`}>
    <div class="switch" role="group" aria-label="What is edited"><${Button} aria-pressed=${mode === "document"} onClick=${() => choose("document")}>Document</${Button}
      ><${Button} aria-pressed=${mode === "patch"} onClick=${() => choose("patch")}>Patch</${Button}>
      <span class="faint">${mode === "document" ? "A removed line removes the property." : "Merged into the twin; null removes a property."}</span></div>
    <${Editor} key=${mode} mode="json" value=${words} label="Twin" autofocus onChange=${setWords} onRun=${() => !still && !read.error && saving.run()} />
    ${read.error ? html`<${Problem} error=${read.error} />` : null}
    <${Problem} error=${saving.error} />
    ${hasFeature("preview") ? html`<${Tabs} names=${TABS} now=${tab} onChoose=${setTab} label="Preview" /><${Preview} tab=${tab} preview=${preview} still=${still} />` : null}
  </${Drawer}>`;
}

const nothing = (patch) => !patch || !Object.keys(patch).length || JSON.stringify(patch) === JSON.stringify(PATCH_BEGUN);

function patchOf(words, mode, base) {
  try {
    const document = JSON.parse(words);
    if (document === null || typeof document !== "object" || Array.isArray(document)) throw new Error("The twin must be a JSON object.");
    return { patch: mode === "patch" ? document : mergePatch(base.document, document) };
  } catch (error) {
    return { error: { message: error.message } };
  }
}

/** What the hub would make of the patch; asked once the typing stops. */
function usePreview(path, patch) {
  const wanted = useStill(patch ? JSON.stringify(patch) : "", 350);
  const [state, setState] = useState({});
  useEffect(() => {
    if (!wanted || !hasFeature("preview")) return undefined;
    let current = true;
    api.post(path, JSON.parse(wanted)).then((value) => current && setState({ value }), (error) => current && setState((old) => ({ ...old, error })));
    return () => void (current = false);
  }, [path, wanted]);
  return state;
}

function Preview({ tab, preview, still }) {
  const { value, error } = preview;
  if (error) return html`<${Problem} error=${error} />`;
  if (!value) return html`<div class="diff"></div>`;
  return html`
    ${tab === "merged" && value.notificationNote && !still ? html`<p class="note">${value.notificationNote}</p>` : null}
    ${(value.problems ?? []).map((one, index) => html`<${Problem} key=${index} error=${typeof one === "string" ? { message: one } : one} />`)}
    ${tab === "merged" ? html`<${Merged} value=${value} />` : null}
    ${tab === "device" ? html`<p class="note">${value.notificationNote ?? (value.notification ? "The device will be told at once." : "The device is told nothing.")}</p>
      ${value.notification && !still ? html`<pre class="diff">${pretty(value.notification)}</pre>` : null}` : null}
    ${tab === "limits" ? (value.limits ?? []).map((one) => html`<${Meter} key=${one.section} label=${one.section} used=${one.used} max=${one.max} />`) : null}`;
}

/** How many unchanged lines stand around a change. */
const AROUND = 4;

/** The lines without those that are far from any change, if there is a change. */
function folded(lines) {
  if (!lines.some(([sign]) => sign !== " ")) return lines;
  const near = (index) => lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(([sign]) => sign !== " ");
  return lines.flatMap((line, index) => (near(index) ? [line] : index === 0 || near(index - 1) ? [[" ", "⋯"]] : []));
}

const SIGNS = { "-": "del", "+": "add" };

function Merged({ value }) {
  const section = (twin) => pretty({ tags: plain(twin?.tags ?? {}), desired: plain(twin?.properties?.desired ?? {}) });
  const lines = useMemo(() => lineDiff(section(value.before), section(value.after)), [value]);
  return html`<pre class="diff" aria-label="Merged twin">${folded(lines).map(([sign, line], index) => html`<span key=${index} class=${SIGNS[sign] ?? ""} aria-label=${sign === " " ? undefined : (sign === "-" ? "removed: " : "added: ") + line} role=${sign === " " ? undefined : "note"}>${sign} ${line}${"\n"}</span>`)}</pre>`;
}
