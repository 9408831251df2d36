// Completion in conditions and queries: words of the language, and the paths that occur in twins now.
import { api } from "./api.js";

const FALLBACK = ["SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "NIN", "GROUP BY", "AS", "TOP", "devices",
  "devices.modules", "COUNT()", "IS_DEFINED(", "STARTSWITH(", "ENDSWITH(", "true", "false", "null"];

let words;

/** The words of the language, asked for once. */
async function knownWords() {
  words ??= api.get("/api/words").then(
      (answer) => [answer.keywords, answer.functions, answer.words, Array.isArray(answer) ? answer : []].flat().filter(Boolean).map((one) => one.name ?? one),
      () => FALLBACK);
  return words;
}

/** A CodeMirror completion source. */
export async function complete(context) {
  const begun = context.matchBefore(/[$\w][$\w.\-]*/);
  if (!begun && !context.explicit) return null;
  const prefix = begun?.text ?? "";
  const asked = Promise.all([knownWords(), api.get("/api/paths", { prefix }).catch(() => [])]);
  const [known, answer] = await asked;
  if (context.aborted) return null;
  const paths = (answer.paths ?? answer).map((one) => (typeof one === "string" ? { path: one } : one));
  const options = [
    ...paths.map((one) => ({ label: one.path, detail: [one.type, one.count].filter(Boolean).join(" · "), type: "property", boost: 1 })),
    ...known.map((word) => ({ label: word, type: "keyword" })),
  ];
  return { from: begun?.from ?? context.pos, options, validFor: /^[$\w]*$/ };
}
