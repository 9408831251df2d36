// The small parts that all pages are made of.
import { h, htm, useEffect, useLayoutEffect, useRef, useState } from "./vendor.js";
import { useCell } from "./state.js";
import { ago, copy, count, exact, kindOf, second, text } from "./words.js";

export const html = htm.bind(h);

const PATHS = {
  devices: "M4.2 4h11.6a1.2 1.2 0 011.2 1.2v2.1a1.2 1.2 0 01-1.2 1.2H4.2A1.2 1.2 0 013 7.3V5.2A1.2 1.2 0 014.2 4zM4.2 11.5h11.6a1.2 1.2 0 011.2 1.2v2.1a1.2 1.2 0 01-1.2 1.2H4.2A1.2 1.2 0 013 14.8v-2.1a1.2 1.2 0 011.2-1.2z",
  query: "M4 6l4 4-4 4M10 15h6",
  live: "M2 10h4l2.5-6 3 12 2.5-6h4",
  jobs: "M3 5.5l1.5 1.5L7 4M10 5.5h7M3 14.5l1.5 1.5L7 13M10 14.5h7",
  hub: "M10 7a3 3 0 100 6 3 3 0 000-6M10 2v3M10 15v3M2 10h3M15 10h3",
};

export const Icon = ({ name }) =>
    html`<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;

/** How long ago, kept true once a second; the exact time is the title. */
export function Age({ time, title = "" }) {
  useCell(second);
  return html`<time class="age" dateTime=${exact(time)} title=${title + exact(time)}>${ago(time)}</time>`;
}

export const Dot = ({ on, label }) => html`<span class=${"dot " + (on ? "on" : "off")} role=${label ? "img" : undefined} aria-label=${label}></span>`;

export const Pill = ({ children, ...rest }) => html`<span class="pill" ...${rest}>${children}</span>`;

export const Button = ({ kind = "", children, ...rest }) => html`<button type="button" class=${"b " + kind} ...${rest}>${children}</button>`;

export const Card = ({ title, note, children, ...rest }) => html`
  <section class="card" aria-label=${title} ...${rest}><h2>${title}<small>${note}</small></h2>${children}</section>`;

/** What went wrong, where it went wrong, in the hub's own words. */
export function Problem({ error }) {
  if (!error) return null;
  return html`<div class="problem" role="alert">
    <p>${error.message}${error.code ? html` <code class="faint">${error.code}</code>` : null}</p>
    ${(error.problems ?? []).map((one) => html`<${Caret} problem=${one} />`)}
  </div>`;
}

/** A line of a query with carets under what is wrong. */
export function Caret({ problem }) {
  const line = problem.excerpt ?? problem.text ?? "";
  const note = [problem.message, problem.expected && `expected ${[problem.expected].flat().join(", ")}`,
    problem.nearest && `did you mean ${problem.nearest}?`].filter(Boolean).join("; ");
  return html`<pre class="caret">${line}${"\n"}<span class="err">${" ".repeat(Math.max(0, (problem.column ?? 1) - 1))}${"^".repeat(Math.max(1, problem.length ?? 1))}<span class="caretnote"> ${note}</span></span></pre>`;
}

export const Empty = ({ title, children }) => html`<div class="empty"><p><b>${title}</b></p>${children}</div>`;

/** Longer values than this are cut at one line and open in place. */
const SHORT = 120;

/** A value that a click copies, with its path on Shift; a long one opens in place. */
export function Value({ value, path, short = SHORT }) {
  const [open, setOpen] = useState(false);
  const whole = text(value);
  const long = whole.length > short;
  const take = (event) => {
    const bare = typeof value === "string" ? value : whole;
    copy(event.shiftKey && path ? `${path}: ${whole}` : bare);
  };
  const shown = long && !open ? whole.slice(0, short - 20) + "…" : whole;
  return html`<${Flash} of=${whole}><button type="button" class=${"v " + kindOf(value) + (open ? " open" : "")} onClick=${take}
      title="Click copies the value, Shift+click copies it with its path">${shown}</button></${Flash}>
    ${long ? html` <button type="button" class="more" aria-expanded=${open} onClick=${() => setOpen(!open)}>${open ? "less" : `all ${count(whole.length)}`}</button>` : null}`;
}

/** Marks what it holds for a moment when that changes. */
export function Flash({ of, children }) {
  const place = useRef(null);
  const before = useRef(of);
  useLayoutEffect(() => {
    if (before.current === of) return undefined;
    before.current = of;
    const element = place.current;
    element.classList.remove("flash");
    const frame = requestAnimationFrame(() => element.classList.add("flash"));
    return () => cancelAnimationFrame(frame);
  }, [of]);
  return html`<span ref=${place}>${children}</span>`;
}

/** How much of a limit is used. */
export function Meter({ label, used, max, unit = "bytes" }) {
  const part = Math.min(100, (100 * used) / max);
  return html`<div class="meter"><span>${label}: ${count(used)} of ${count(max)} ${unit}</span>
    <i role="meter" aria-label=${label} aria-valuenow=${used} aria-valuemin="0" aria-valuemax=${max}><b class=${used > max ? "over" : ""} style=${{ width: part + "%" }}></b></i></div>`;
}

/** A row of tabs; the arrows move between them. */
export function Tabs({ names, now, onChoose, label }) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const keys = Object.keys(names);
    const next = keys[(keys.indexOf(now) + step + keys.length) % keys.length];
    onChoose(next);
    event.currentTarget.querySelector(`[data-tab="${next}"]`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${move}>${Object.entries(names).map(([key, name]) => html`
    <button type="button" role="tab" data-tab=${key} aria-selected=${key === now} tabindex=${key === now ? 0 : -1}
      class=${key === now ? "here" : ""} onClick=${() => onChoose(key)}>${name}</button>`)}</div>`;
}

const open = [];

/** Closes the drawer that was opened last; false if there is none. */
export function closeDrawer() {
  open.at(-1)?.();
  return open.length > 0;
}

/** A panel over the page: takes the focus, keeps it, and gives it back. */
export function Drawer({ title, note, onClose, children, end, wide }) {
  const panel = useRef(null);
  const close = useRef(onClose);
  close.current = onClose;
  const before = useRef(document.activeElement).current;
  useLayoutEffect(() => {
    const closing = () => close.current();
    open.push(closing);
    const first = panel.current.querySelector("[autofocus], .body input, .body select, .body textarea");
    if (!panel.current.contains(document.activeElement)) (first ?? panel.current).focus();
    return () => {
      open.splice(open.indexOf(closing), 1);
      before?.focus?.();
    };
  }, []);
  const keepFocus = (event) => {
    if (event.key !== "Tab") return;
    const all = [...panel.current.querySelectorAll("a[href], button:not(:disabled), input, select, textarea, [tabindex='0']")]
        .filter((one) => one.tabIndex >= 0 && one.offsetParent);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement === edge) {
      event.preventDefault();
      (event.shiftKey ? all.at(-1) : all[0]).focus();
    }
  };
  return html`<div class="veil" onClick=${onClose}></div>
    <aside class=${"drawer" + (wide ? " wide" : "")} role="dialog" aria-modal="true" aria-label=${title} tabindex="-1" ref=${panel} onKeyDown=${keepFocus}>
      <h2><span class="grow">${title}</span>${note ? html`<span class="pill mono">${note}</span>` : null}
        <button type="button" class="b quiet" aria-label="Close" onClick=${onClose}>✕</button></h2>
      <div class="body">${children}</div>
      ${end ? html`<div class="end">${end}</div>` : null}
    </aside>`;
}

/** A labelled field of a form. */
export const Field = ({ label, hint, children }) => html`<label class="field"><span>${label}</span>${children}${hint ? html`<small>${hint}</small>` : null}</label>`;

/** Runs something the user asked for: {run, busy, error}. */
export function useDoing(what) {
  const [state, setState] = useState({ busy: false });
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);
  const run = async (...given) => {
    setState({ busy: true });
    let error;
    try {
      return await what(...given);
    } catch (problem) {
      error = problem;
      return undefined;
    } finally {
      if (alive.current) setState({ busy: false, error });
    }
  };
  return { ...state, run };
}
