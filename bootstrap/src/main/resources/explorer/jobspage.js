// Jobs and configurations. They are asked for when the page is opened, by "Refresh", when the reader comes back to the
// window, and every two seconds while a job runs and the page is seen; otherwise the page asks for nothing.
import { useEffect, useRef, useState } from "./vendor.js";
import { api } from "./api.js";
import { ConfigurationDrawer, Configurations } from "./configurations.js";
import { JobDrawer, Jobs, Transfers } from "./jobs.js";
import { Button, html } from "./parts.js";
import { useRoute } from "./route.js";
import { useAsked } from "./state.js";
import { hubNow, moment } from "./words.js";

/** How often a job that runs is looked at, in milliseconds. */
const RUNNING_MILLIS = 2000;

/** The longest wait of a timer in a browser, in milliseconds. */
const WAIT_MAX = 2 ** 31 - 1;

export function JobsPage() {
  const { params } = useRoute();
  const pages = useRef(1);
  const [turn, setTurn] = useState(0);
  const [opened, setOpened] = useState();
  const jobs = useAsked(() => listed(pages.current), []);
  const transfers = useAsked(() => api.get("/api/transfers"), []);
  const configurations = useAsked(() => api.get("/api/configurations"), []);
  const refresh = () => {
    setTurn((old) => old + 1);
    for (const one of [jobs, transfers, configurations]) one.again();
  };
  useEffect(() => {
    addEventListener("focus", refresh);
    return () => removeEventListener("focus", refresh);
  }, []);
  const asking = jobs.loading || transfers.loading || configurations.loading;
  usePulse(asking || jobs.error ? undefined : next([...(jobs.value?.rows ?? []), ...(params.job && opened ? [opened] : [])], transfers.value?.rows ?? []), [asking, jobs.value, opened], refresh);
  return html`<div class="page jobs">
    <div class="head"><h1>Jobs</h1><span class="grow"></span><${Button} onClick=${refresh}>Refresh</${Button}></div>
    <div class="split"><${Jobs} asked=${jobs} more=${() => (pages.current++, jobs.again())} /><div class="stack"><${Configurations} asked=${configurations} /><${Transfers} asked=${transfers} /></div></div>
    ${params.job ? html`<${JobDrawer} key=${"j " + params.job} id=${params.job} turn=${turn} onJob=${setOpened} onChanged=${refresh} />` : null}
    ${params.configuration ? html`<${ConfigurationDrawer} key=${"c " + params.configuration} id=${params.configuration} turn=${turn} />` : null}
  </div>`;
}

/** So many pages of jobs as one answer. */
async function listed(pages) {
  const all = { rows: [], next: undefined };
  for (let turn = 0; turn < pages && all.next !== null; turn++) {
    const { rows, next } = await api.get("/api/jobs", { after: all.next });
    all.rows.push(...rows);
    all.next = next ?? null;
  }
  return all;
}

/** In how many milliseconds something may have changed; undefined if nothing runs or waits. */
function next(jobs, transfers) {
  const waits = jobs.flatMap((job) => {
    if (job.status === "running" || job.status === "queued") return [RUNNING_MILLIS];
    return job.status === "scheduled" ? [Math.max(RUNNING_MILLIS, moment(job.started) - hubNow())] : [];
  });
  if (transfers.some((job) => /^(enqueued|running)$/.test(job.status))) waits.push(RUNNING_MILLIS);
  return waits.length ? Math.min(WAIT_MAX, ...waits) : undefined;
}

/** Runs something after a wait, or as soon as the page is seen again after it. */
function usePulse(wait, dependencies, run) {
  useEffect(() => {
    if (wait === undefined) return undefined;
    const pulse = () => document.hidden || run();
    const timer = setTimeout(() => {
      document.addEventListener("visibilitychange", pulse);
      pulse();
    }, wait);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", pulse);
    };
  }, dependencies);
}
