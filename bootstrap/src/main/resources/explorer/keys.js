// The keys of the page.
import { useLayoutEffect } from "./vendor.js";
import { Drawer, closeDrawer, html } from "./parts.js";
import { go } from "./route.js";

const HELP = [
  ["/", "find a device or a path"], ["g d", "devices"], ["g q", "query"], ["g l", "live"], ["g j", "jobs"], ["g h", "hub"],
  ["↑ ↓", "the device before, the next device (in the list)"], ["n", "a new device"], ["e", "edit the twin"],
  ["Ctrl+Enter", "run the query, save the twin"], ["Ctrl+Space", "complete"], ["Shift+click", "copy a value with its path"],
  ["Esc", "close"], ["?", "these keys"],
];

const PAGES = { d: "devices", q: "query", l: "live", j: "jobs", h: "hub" };

/** The element that has the focus, also in the shadow root of an editor. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

const typing = () => {
  const element = focused();
  return element?.isContentEditable || element?.matches?.("input, textarea, select");
};

export function useKeys({ find, help }) {
  useLayoutEffect(() => {
    let begun = false;
    const pressed = (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        if (!closeDrawer()) focused()?.blur();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || typing()) return;
      const after = begun;
      begun = false;
      if (after && PAGES[event.key]) go([PAGES[event.key]]);
      else if (event.key === "g") begun = true;
      else if (document.querySelector("[role=dialog]")) return;
      else if (event.key === "/") find();
      else if (event.key === "?") help();
      else if (/^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`)) document.querySelector(`[data-key="${event.key}"]`).click();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

export const KeyHelp = ({ onClose }) => html`<${Drawer} title="Keys" onClose=${onClose}><dl class="keys">${HELP.map(([key, what]) => html`<dt key=${key}><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></${Drawer}>`;
