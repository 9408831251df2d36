// JSON documents: leaves by path, differences as a merge patch, differences line by line.

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

export const same = (a, b) => a === b || canonical(a) === canonical(b);

function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join() + "]";
  if (isObject(value)) {
    return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + canonical(value[name])).join() + "}";
  }
  return JSON.stringify(value) ?? "undefined";
}

/** The document without $metadata, $version and other members of the hub itself. */
export function plain(value) {
  if (!isObject(value)) return value;
  return Object.fromEntries(
      Object.entries(value).filter(([name]) => !name.startsWith("$")).map(([name, inner]) => [name, plain(inner)]));
}

/** The part of a twin that a back end may write. */
export const editable = (twin) => ({ tags: plain(twin.tags ?? {}), properties: { desired: plain(twin.properties?.desired ?? {}) } });

/**
 * The rows of a tree: {path, name, depth, value, branch, updated, version}. An array is one leaf, as it is for the
 * hub.
 */
export function rows(section, metadata = section?.$metadata, depth = 0, prefix = "") {
  return Object.entries(section ?? {}).filter(([name]) => !name.startsWith("$")).flatMap(([name, value]) => {
    const meta = metadata?.[name];
    const path = prefix + name;
    const row = { path, name, depth, value, updated: meta?.$lastUpdated, version: meta?.$lastUpdatedVersion };
    if (!isObject(value) || !Object.keys(value).length) return [row];
    return [{ ...row, branch: true }, ...rows(value, meta ?? {}, depth + 1, path + ".")];
  });
}

/** The merge patch that makes one document of another: null removes. */
export function mergePatch(before, after) {
  const patch = {};
  for (const name of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    const old = before?.[name];
    const young = after?.[name];
    if (young === undefined) put(patch, name, null);
    else if (isObject(old) && isObject(young)) {
      const inner = mergePatch(old, young);
      if (Object.keys(inner).length) put(patch, name, inner);
    } else if (!same(old, young)) put(patch, name, young);
  }
  return patch;
}

/** The leaves of a patch as [path as an array of names, value]. */
export function patchLeaves(patch, names = []) {
  return Object.entries(patch ?? {}).flatMap(([name, value]) =>
      isObject(value) && Object.keys(value).length
          ? patchLeaves(value, [...names, name])
          : [[[...names, name], value]]);
}

export const at = (document, names) =>
    names.reduce((value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), document);

/** The patch that has only these leaves. */
export function patchOf(leaves) {
  const patch = {};
  for (const [names, value] of leaves) {
    let inner = patch;
    for (const name of names.slice(0, -1)) {
      if (!Object.hasOwn(inner, name)) put(inner, name, {});
      inner = inner[name];
    }
    put(inner, names.at(-1), value);
  }
  return patch;
}

// A property may have any name, also __proto__.
function put(object, name, value) {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

/** More lines than this are not compared with each other but shown as removed and added. */
const LINES_MAX = 1500;

/** The lines of two texts as [sign, line], where sign is " ", "-" or "+". */
export function lineDiff(before, after) {
  const a = before.split("\n");
  const b = after.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && alike(a[start], b[start])) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && alike(a.at(-1 - end), b.at(-1 - end))) end++;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const kept = (lines) => lines.map((line) => [" ", line]);
  return [...kept(b.slice(0, start)), ...middle, ...kept(b.slice(b.length - end))];
}

/** A line that only gets or loses its comma, since another one follows, has not changed. */
const alike = (a, b) => a === b || a.replace(/,$/, "") === b.replace(/,$/, "");

function between(a, b) {
  if (a.length > LINES_MAX || b.length > LINES_MAX) return [...a.map((line) => ["-", line]), ...b.map((line) => ["+", line])];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = alike(a[i], b[j])
          ? longest[(i + 1) * width + j + 1] + 1
          : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && alike(a[i], b[j])) lines.push([" ", b[(i++, j++)]]);
    else if (i < a.length && (j >= b.length || longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      lines.push(["-", a[i++]]);
    } else lines.push(["+", b[j++]]);
  }
  return lines;
}
