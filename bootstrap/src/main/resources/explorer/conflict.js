// Somebody else changed the twin meanwhile: the common value, theirs and mine, leaf by leaf.
import { useMemo, useState } from "./vendor.js";
import { Button, Drawer, Problem, html } from "./parts.js";
import { at, editable, mergePatch, patchLeaves, patchOf, same } from "./json.js";
import { kindOf, plural, text } from "./words.js";

/** All leaves that either side changed: {path, names, common, theirs, mine, clash}. */
export function leavesOf(base, patch, theirDocument) {
  const mine = new Map(patchLeaves(patch).map(([names, value]) => [names.join("."), [names, value]]));
  const theirs = new Map(patchLeaves(mergePatch(base, theirDocument)).map(([names]) => [names.join("."), [names]]));
  return [...new Map([...theirs, ...mine])].map(([path, [names]]) => {
    const common = at(base, names);
    const their = at(theirDocument, names);
    const wanted = mine.has(path) ? (mine.get(path)[1] ?? undefined) : undefined;
    return { path, names, common, theirs: their, mine: mine.has(path) ? wanted : common, changed: mine.has(path), clash: mine.has(path) && !same(common, their) && !same(their, wanted) };
  });
}

export function Conflict({ title, base, patch, theirs, busy, error, onBack, onClose, onSave, onTheirs }) {
  const leaves = useMemo(() => leavesOf(base, patch, editable(theirs.twin)), [base, patch, theirs]);
  const [takes, setTakes] = useState({});
  const side = (leaf) => (leaf.changed ? takes[leaf.path] ?? "mine" : "theirs");
  const clashes = leaves.filter((leaf) => leaf.clash).length;
  const save = () => onSave(patchOf(leaves.filter((leaf) => leaf.changed && side(leaf) === "mine" && !same(leaf.mine, leaf.theirs)).map((leaf) => [leaf.names, leaf.mine === undefined ? null : leaf.mine])));
  return html`<${Drawer} title=${title + " was changed meanwhile"} note=${"now " + theirs.twin.etag} onClose=${onClose} wide
      end=${html`<${Button} onClick=${onBack}>Back</${Button}><span class="grow"></span><${Button} onClick=${onTheirs}>Take theirs</${Button}><${Button} kind="primary" disabled=${busy} onClick=${save}>Save my choice</${Button}>`}>
    <p class="note">${clashes ? `${plural(clashes, "property", "properties")} changed on both sides: choose one of each.` : "No property changed on both sides; your changes can be saved on top of theirs."}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Changes on both sides"><table class="three"><thead><tr><th>path</th><th>common</th><th>theirs</th><th>mine</th></tr></thead>
      <tbody>${leaves.map((leaf) => html`<tr key=${leaf.path} class=${leaf.clash ? "clash" : ""}><th class="mono" scope="row">${leaf.path}</th>
        <td><code class=${kindOf(leaf.common)}>${shown(leaf.common)}</code></td>
        <td><${Choice} leaf=${leaf} which="theirs" side=${side(leaf)} onTake=${setTakes} takes=${takes} /></td>
        <td>${leaf.changed ? html`<${Choice} leaf=${leaf} which="mine" side=${side(leaf)} onTake=${setTakes} takes=${takes} />` : html`<span class="faint">unchanged</span>`}</td></tr>`)}</tbody></table></div>
    <${Problem} error=${error} />
  </${Drawer}>`;
}

const shown = (value) => (value === undefined ? "none" : text(value));

function Choice({ leaf, which, side, onTake, takes }) {
  const value = leaf[which];
  return html`<label class="check"><input type="radio" name=${"take-" + leaf.path} checked=${side === which} disabled=${!leaf.changed} aria-label=${which + " of " + leaf.path}
    onChange=${() => onTake({ ...takes, [leaf.path]: which })} /><code class=${kindOf(value)}>${shown(value)}</code></label>`;
}
