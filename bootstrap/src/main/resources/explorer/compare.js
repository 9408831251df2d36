// What differs between this hub and another one, twin by twin.
import { useState } from "./vendor.js";
import { api } from "./api.js";
import { Button, Card, Empty, Problem, html, useDoing } from "./parts.js";
import { twinHref } from "./route.js";
import { kindOf, plural, text } from "./words.js";

/** How many differences are shown before somebody asks for more. */
const PAGE = 100;

/** A connection string holds a key: it is sent in the body, and never stands in an address. */
function page(other, after) {
  return /SharedAccessKey=|;/.test(other) ? api.post("/api/compare", { connectionString: other, ...(after ? { after } : {}) }) : api.get("/api/compare", { with: other, after });
}

export function Compare() {
  const [other, setOther] = useState("");
  const [answer, setAnswer] = useState();
  const asking = useDoing(async (after) => {
    const rows = [];
    let next = after;
    // A comparison of large hubs goes on by itself: a page may be short while it runs.
    do {
      const found = await page(other, next);
      rows.push(...found.differences);
      next = found.next;
    } while (next && rows.length < PAGE);
    setAnswer((old) => ({ next, rows: after ? [...old.rows, ...rows] : rows }));
  });
  return html`<${Card} title="Compare with another hub">
    <form class="inline pad" onSubmit=${(event) => (event.preventDefault(), other && asking.run())}>
      <input class="mono" aria-label="Other hub" placeholder="Name of a local hub, or a connection string" type=${/SharedAccessKey=/.test(other) ? "password" : "text"} value=${other} onInput=${(event) => setOther(event.target.value)} autocomplete="off" />
      <button class="b" disabled=${!other || asking.busy}>Compare</button></form>
    <${Problem} error=${asking.error} />
    ${answer && !answer.rows.length ? html`<${Empty} title="The two hubs hold the same."></${Empty}>` : null}
    ${answer?.rows.length ? html`<p class="pad">${plural(answer.rows.length, "difference")}${answer.next ? " so far" : ""}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Differences"><table><thead><tr><th>device</th><th>path</th><th>here</th><th>there</th></tr></thead><tbody>
      ${answer.rows.map((one, index) => html`<tr key=${index}><td><a class="mono" href=${twinHref(one.deviceId, one.moduleId)}>${one.deviceId}${one.moduleId ? "/" + one.moduleId : ""}</a></td><td class="mono">${one.path ?? one.what ?? ""}</td>
        <td><code class=${kindOf(one.here)}>${one.here === undefined ? "none" : text(one.here)}</code></td><td><code class=${kindOf(one.there)}>${one.there === undefined ? "none" : text(one.there)}</code></td></tr>`)}</tbody></table></div>
      ${answer.next ? html`<p class="center"><${Button} disabled=${asking.busy} onClick=${() => asking.run(answer.next)}>More</${Button}></p>` : null}` : null}
  </${Card}>`;
}
