// The page: header, the pages, keys.
import { Component, render, useEffect, useState } from "./vendor.js";
import { askHub, hub, signedOut } from "./api.js";
import { DeviceList } from "./devices.js";
import { Finder } from "./finder.js";
import { HubPage } from "./hubpage.js";
import { JobsPage } from "./jobspage.js";
import { KeyHelp, useKeys } from "./keys.js";
import { streamState } from "./live.js";
import { LivePage } from "./livepage.js";
import { Button, Dot, Empty, Icon, Pill, Problem, html } from "./parts.js";
import { QueryPage } from "./querypage.js";
import { href, useRoute } from "./route.js";
import { useCell } from "./state.js";
import { TwinPage } from "./twinpage.js";
import { count, plural, told } from "./words.js";

const PAGES = { devices: "Devices", query: "Query", live: "Live", jobs: "Jobs", hub: "Hub" };

function App() {
  const route = useRoute();
  const facts = useCell(hub);
  const lost = useCell(signedOut);
  const notice = useCell(told);
  const [over, setOver] = useState("");
  const [error, setError] = useState();
  // What a hub can do decides what is shown, so the pages wait for it.
  useEffect(() => {
    askHub().catch(setError);
    // The header's numbers are asked for again when another page is chosen, and not by the clock.
  }, [route.page]);
  useKeys({ find: () => setOver("find"), help: () => setOver("help") });
  useEffect(() => {
    document.title = [route.page === "devices" ? route.parts[1] : PAGES[route.page], "Twinhub"].filter(Boolean).join(" · ");
  }, [route]);
  if (lost) return html`<${Header} onFind=${() => {}} /><${SignedOut} />`;
  return html`
    <${Header} onFind=${() => setOver("find")} />
    <${Nav} page=${route.page} />
    <main class=${"on-" + route.page}>
      <${Guard} key=${route.page}>
        ${facts ? html`<${Page} route=${route} />` : error ? html`<div class="page alone"><${Problem} error=${error} /></div>` : html`<div class="page alone" aria-busy="true"></div>`}
      </${Guard}>
    </main>
    ${over === "find" ? html`<${Finder} onClose=${() => setOver("")} />` : null}
    ${over === "help" ? html`<${KeyHelp} onClose=${() => setOver("")} />` : null}
    <div class=${"told" + (notice ? " seen" : "")} role="status">${notice}</div>`;
}

function Page({ route }) {
  if (route.page === "query") return html`<${QueryPage} />`;
  if (route.page === "live") return html`<${LivePage} />`;
  if (route.page === "jobs") return html`<${JobsPage} />`;
  if (route.page === "hub") return html`<${HubPage} />`;
  if (route.page !== "devices") return html`<div class="page"><${Empty} title="There is no such page."><a href="#/devices">Devices</a></${Empty}></div>`;
  const [, device, , module] = route.parts;
  return html`<${DeviceList} />
    ${device ? html`<${TwinPage} key=${device + "/" + (module ?? "")} deviceId=${device} moduleId=${module} />`
        : html`<div class="page unchosen"><${Empty} title="Choose a device."><p>Or press <kbd>/</kbd> to find one.</p></${Empty}></div>`}`;
}

function Header({ onFind }) {
  const facts = useCell(hub);
  const stream = useCell(streamState);
  return html`<header class="bar">
    <a class="mark" href="#/devices"><svg viewBox="0 0 20 20" fill="none" stroke="var(--accent)" stroke-width="1.8" aria-hidden="true"><circle cx="6.5" cy="10" r="4.3" /><circle cx="13.5" cy="10" r="4.3" /></svg>Twinhub</a>
    ${facts ? html`<${Pill} title=${facts.version ? "version " + facts.version : ""}><${Dot} on=${stream !== "waiting"} label=${stream === "waiting" ? "connecting" : "live"} />${facts.name ?? facts.kind}</${Pill}>
      <span class="pill hide">${plural(facts.devices, "device")} · ${count(facts.connected)} connected</span>` : null}
    <button type="button" class="find" onClick=${onFind}><span>Find a device or a path</span><kbd>/</kbd></button>
    <${ThemeButton} /></header>`;
}

function ThemeButton() {
  const next = () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Without storage the choice holds until the page is left.
    }
  };
  return html`<${Button} kind="theme" aria-label="Light or dark" title="Light or dark" onClick=${next}>◐</${Button}>`;
}

const Nav = ({ page }) => html`<nav aria-label="Pages">${Object.entries(PAGES).map(([key, name]) => html`
  <a key=${key} class=${key === page ? "here" : ""} aria-current=${key === page ? "page" : undefined} href=${href([key])}><${Icon} name=${key} />${name}</a>`)}</nav>`;

const SignedOut = () => html`<div class="page alone"><${Empty} title="This page is not signed in to the hub.">
  <p>An address of the Explorer is good once. Get a new one in a shell:</p><pre>twinhub explorer</pre></${Empty}></div>`;

/** A fault of the page itself is shown where it arose; the other pages go on. */
class Guard extends Component {
  componentDidCatch(error) {
    console.error(error);
    this.setState({ error });
  }

  render() {
    return this.state?.error ? html`<div class="page"><${Problem} error=${this.state.error} /></div>` : this.props.children;
  }
}

const place = document.getElementById("app");
place.replaceChildren();
render(html`<${App} />`, place);
