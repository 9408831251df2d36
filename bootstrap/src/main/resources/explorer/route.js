// The address holds what is seen: #/devices/ID/modules/M?filter=…
import { cell, useCell } from "./state.js";

function read() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decoded);
  return { page: parts[0] || "devices", parts, params: Object.fromEntries(new URLSearchParams(query || "")) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const route = cell(read());
addEventListener("hashchange", () => route.set(read()));

export const useRoute = () => useCell(route);

/** The address of a page; parameters without a value are left out. */
export function href(parts, params = {}) {
  const filled = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const query = new URLSearchParams(filled).toString();
  return "#/" + parts.map(encodeURIComponent).join("/") + (query ? "?" + query : "");
}

export function go(parts, params) {
  location.hash = href(parts, params);
}

/** Changes parameters of the present address without a step in the history. */
export function setParams(changes) {
  const now = route.get();
  history.replaceState(null, "", href(now.parts.length ? now.parts : [now.page], { ...now.params, ...changes }));
  route.set(read());
}

/** The address of a device or module, which keeps the filter of the list. */
export function twinHref(deviceId, moduleId, params = {}) {
  const { filter, search } = route.get().params;
  return href(["devices", deviceId, ...(moduleId ? ["modules", moduleId] : [])], { filter, search, ...params });
}
