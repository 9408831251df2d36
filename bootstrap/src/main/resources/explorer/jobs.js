// Scheduled jobs, and import and export jobs: the lists, and a job that is opened.
import { useEffect, useState } from "./vendor.js";
import { api } from "./api.js";
import { Age, Button, Card, Drawer, Empty, Pill, Problem, html, useDoing } from "./parts.js";
import { href, setParams, twinHref } from "./route.js";
import { useAsked } from "./state.js";
import { count, exact, plural, pretty, told } from "./words.js";

const TYPES = { scheduleUpdateTwin: "twin update", scheduleDeviceMethod: "method" };

/** The statuses that are still to change, and those that a reader should notice. */
const TONES = { running: "wait", failed: "bad", completed: "good" };

export const Status = ({ status }) => html`<${Pill} data-tone=${TONES[status]}>${status}</${Pill}>`;

/** Parts of a whole as one bar, [name, number, colour]; the words below say the same. */
export function Shares({ label, parts, whole = parts.reduce((sum, [, number]) => sum + number, 0) }) {
  const words = parts.filter(([, number]) => number).map(([name, number]) => `${count(number)} ${name}`).join(" · ");
  return html`<div class="shares"><i role="img" aria-label=${`${label}: ${words || "none"}`}>${whole
      ? parts.filter(([, number]) => number).map(([name, number, tone]) => html`<b key=${name} data-tone=${tone} style=${{ width: (100 * number) / whole + "%" }}></b>`) : null}</i>
    <span>${words || "none"}</span></div>`;
}

const shares = (job) => [["succeeded", job.succeeded, "good"], ["failed", job.failed, "bad"], ["running", job.running, "wait"], ["pending", job.pending, "rest"]];

const typeOf = (job) => (TYPES[job.type] ?? job.type) + (job.method ? " " + job.method : "");

/** How long ago a job ended, how long it has been running, or when it will start. */
const When = ({ job }) => html`<span class="age">${job.ended ? html`<${Age} time=${job.ended} title="ended " />` : job.status === "running" ? html`for <${Age} time=${job.started} title="running since " />` : html`starts ${exact(job.started)}`}</span>`;

export function Jobs({ asked, more }) {
  const { rows, next } = asked.value ?? {};
  return html`<${Card} title="Scheduled jobs" note=${rows?.length ? plural(rows.length, "job") + (next ? " so far" : "") : null}>
    <${Problem} error=${asked.error} />
    ${rows?.length ? html`<ul class="works">${rows.map((job) => html`<li key=${job.id}>
        <div><button type="button" class="open mono" onClick=${() => setParams({ job: job.id })}>${job.id}</button><${Status} status=${job.status} /><${When} job=${job} /></div>
        <div class="muted">${typeOf(job)} · <code>${job.condition}</code></div>
        ${shares(job).some(([, number]) => number) ? html`<${Shares} label=${"Devices of " + job.id} parts=${shares(job)} />` : null}</li>`)}</ul>
      ${next ? html`<p class="center"><${Button} onClick=${more}>More jobs</${Button}></p>` : null}`
        : rows ? html`<${Empty} title="No job yet."><p>A job changes many twins, or calls a method of many devices. Create one in a shell:</p>
          <pre>${`twinhub job create --job-id night --job-type scheduleUpdateTwin -q "*" --twin-patch '{"tags": {"mode": "night"}}'`}</pre></${Empty}>` : null}
  </${Card}>`;
}

export function JobDrawer({ id, turn, onJob, onChanged }) {
  const asked = useAsked(() => api.get("/api/job", { id }), [id]);
  const job = asked.value;
  const [sure, setSure] = useState(false);
  const cancelling = useDoing(async () => {
    asked.put(await api.post("/api/job/cancel", { jobId: id }));
    told.set("Cancelled " + id);
    onChanged();
  });
  useEffect(() => {
    if (turn) asked.again();
  }, [turn]);
  useEffect(() => onJob(job), [job]);
  const facts = job ? [["does", typeOf(job)], ["condition", job.condition], ["created", exact(job.created)], [job.cancellable ? "starts" : "started", exact(job.started)],
    ["ended", job.ended && exact(job.ended)], ["time, at most", plural(job.document.maxExecutionTimeInSeconds, "second")], ["reason", job.reason]].filter(([, value]) => value) : [];
  return html`<${Drawer} title=${"Job " + id} onClose=${() => setParams({ job: "" })} wide>
    <${Problem} error=${asked.error} />
    ${job ? html`<p><${Status} status=${job.status} /></p>
      ${shares(job).some(([, number]) => number) ? html`<${Shares} label="Devices" parts=${shares(job)} />` : html`<p class="faint">${job.ended ? "It concerned no device." : "Its devices are found when it starts."}</p>`}
      <dl class="facts">${facts.map(([name, value]) => html`<dt key=${name}>${name}</dt><dd class="mono">${value}</dd>`)}</dl>
      ${job.cancellable ? sure ? html`<p>It will not run. <${Button} kind="danger" disabled=${cancelling.busy} onClick=${() => cancelling.run()}>Cancel ${id}</${Button}> <${Button} onClick=${() => setSure(false)}>Keep</${Button}></p>`
          : html`<p><${Button} onClick=${() => setSure(true)}>Cancel job…</${Button}></p>` : null}
      <${Problem} error=${cancelling.error} />
      ${job.failed ? html`<h3>Devices that failed</h3><${Failures} path="/api/job/failed" id=${id} label="Devices that failed" again=${job.failed} reason=${({ error }) => [error?.code, error?.description]} />` : null}
      ${shares(job).some(([, number]) => number) ? html`<p><a href=${href(["query"], { q: `SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '${id.replaceAll("'", "''")}'` })}>All devices of this job</a></p>` : null}
      <h3>${job.method ? "Method" : "Patch"}</h3><pre class="diff">${pretty(workOf(job.document))}</pre>` : null}
  </${Drawer}>`;
}

/** What a job does, without what stands above. */
function workOf({ updateTwin, cloudToDeviceMethod }) {
  const { tags, properties } = updateTwin ?? {};
  return cloudToDeviceMethod ?? { tags, properties };
}

/** Devices or modules with a reason, page by page; asked for again when `again` changes, unless the reader went on. */
export function Failures({ path, id, label, again, reason }) {
  const [found, setFound] = useState();
  const [went, setWent] = useState(false);
  const asking = useDoing(async (after) => {
    const { rows, next } = await api.get(path, { id, after });
    setWent(Boolean(after));
    setFound((old) => ({ rows: after ? [...old.rows, ...rows] : rows, next }));
  });
  useEffect(() => {
    if (!went) asking.run();
  }, [id, again]);
  if (!found) return html`<${Problem} error=${asking.error} />`;
  return html`${found.rows.length ? html`<ul class="failures" aria-label=${label}>${found.rows.map((row) => {
      const [code, words] = reason(row);
      return html`<li key=${row.deviceId + "/" + (row.moduleId ?? "")}><a class="mono" href=${twinHref(row.deviceId, row.moduleId)}>${row.deviceId}${row.moduleId ? "/" + row.moduleId : ""}</a> <code class="faint">${code}</code><div>${words}</div></li>`;
    })}</ul>` : html`<p class="faint">None.</p>`}
    ${found.next ? html`<p class="center"><${Button} disabled=${asking.busy} onClick=${() => asking.run(found.next)}>More devices</${Button}></p>` : null}
    <${Problem} error=${asking.error} />`;
}

export function Transfers({ asked }) {
  const rows = asked.value?.rows;
  return html`<${Card} title="Import and export jobs">
    <${Problem} error=${asked.error} />
    ${rows?.length ? html`<ul class="works">${rows.map((job) => html`<li key=${job.jobId}>
        <div><b>${job.type}</b><${Status} status=${job.status} /><span class="age">${job.endTimeUtc ? html`<${Age} time=${job.endTimeUtc} title="ended " />` : html`for <${Age} time=${job.startTimeUtc} title="since " />`}</span></div>
        <div class="shares"><i role="meter" aria-label=${`Progress of ${job.type} ${job.jobId}`} aria-valuenow=${job.progress} aria-valuemin="0" aria-valuemax="100"><b data-tone=${TONES[job.status] ?? "wait"} style=${{ width: job.progress + "%" }}></b></i><span>${job.progress} %</span></div>
        ${job.failureReason ? html`<div class="muted">${job.failureReason}</div>` : null}</li>`)}</ul>`
        : rows ? html`<${Empty} title="No import or export job yet."><p>An export writes all devices to a container of blobs:</p><pre>twinhub device-identity export --bcu "$CONTAINER_URI"</pre></${Empty}>` : null}
  </${Card}>`;
}
