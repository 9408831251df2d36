// CodeMirror as a component. It lives in a shadow root: there it uses constructed style sheets, which the page's
// content security policy allows, and not style elements, which it does not.
import {
  EditorState, EditorView, HighlightStyle, Prec, SQLDialect, autocompletion, bracketMatching, closeBrackets,
  completionKeymap, json, jsonParseLinter, keymap, linter, minimalSetup, placeholder, setDiagnostics, sql,
  syntaxHighlighting, tags, useEffect, useLayoutEffect, useRef,
} from "./vendor.js";
import { html } from "./parts.js";

const LANGUAGE = SQLDialect.define({
  keywords: "select from where and or not in nin group by as top order asc desc",
  builtin: "count sum avg min max is_defined is_null is_bool is_number is_string is_object is_array is_primitive startswith endswith contains array_contains",
  types: "devices modules",
  doubleQuotedStrings: true,
});

const look = [
  EditorView.theme({
    "&": { color: "var(--text)", backgroundColor: "var(--bg)", fontSize: "13px", borderRadius: "8px", height: "100%", minHeight: "var(--editor-min, 0)" },
    "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
    ".cm-content": { padding: "9px 4px", caretColor: "var(--text)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--select)" },
    ".cm-placeholder": { color: "var(--faint)" },
    ".cm-tooltip": { background: "var(--raised)", border: "1px solid var(--line)", borderRadius: "8px", color: "var(--text)", boxShadow: "var(--shadow)" },
    ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "12.5px", maxHeight: "15em" },
    ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent-soft)", color: "var(--accent)" },
    ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", marginLeft: "14px" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad) 1.5px" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
    ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { background: "var(--accent-soft)" },
  }),
  syntaxHighlighting(HighlightStyle.define([
    { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
    { tag: [tags.standard(tags.name), tags.standard(tags.variableName)], color: "var(--accent)" },
    { tag: tags.string, color: "var(--string)" },
    { tag: tags.number, color: "var(--number)" },
    { tag: [tags.bool, tags.null], color: "var(--bool)" },
    { tag: tags.propertyName, color: "var(--key)" },
  ])),
];

/** An editor that looks like an input: the text scrolls sideways. */
const lookOfOneLine = EditorView.theme({
  ".cm-content": { padding: "5px 4px" },
  ".cm-scroller": { overflowX: "auto", overflowY: "hidden", scrollbarWidth: "none" },
});

/**
 * An editor.
 *
 * @param mode "sql" or "json"
 * @param value the text; another value than the editor's own replaces it
 * @param problems [{line, column, length, message}], underlined
 * @param complete a CodeMirror completion source
 */
export function Editor({ mode, value, onChange, onRun, label, hint = "", problems = [], complete, oneLine, readOnly, autofocus }) {
  const place = useRef(null);
  const view = useRef(null);
  const now = useRef({});
  // What the editor told its owner and has not got back yet. Fast typing is ahead of the owner's value, and that must
  // not undo it.
  const told = useRef(new Set());
  now.current = { onChange, onRun, complete };

  // Before the page is painted: what is seen has the focus, and no key goes elsewhere.
  useLayoutEffect(() => {
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: "open" });
    const box = document.createElement("div");
    box.style.height = "100%";
    root.replaceChildren(box);
    const run = () => (now.current.onRun?.(view.current.state.doc.toString()), true);
    view.current = new EditorView({
      root,
      parent: box,
      state: EditorState.create({
        doc: value,
        extensions: [
          Prec.highest(keymap.of([{ key: "Mod-Enter", run }, ...(oneLine ? [{ key: "Enter", run }] : [])])),
          minimalSetup,
          bracketMatching(),
          closeBrackets(),
          keymap.of(completionKeymap),
          autocompletion({ override: complete ? [(context) => now.current.complete(context)] : undefined, icons: false }),
          mode === "sql" ? sql({ dialect: LANGUAGE }) : [json(), linter(jsonParseLinter(), { delay: 300 })],
          oneLine ? [lookOfOneLine, EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change))] : EditorView.lineWrapping,
          hint ? placeholder(hint) : [],
          EditorState.readOnly.of(Boolean(readOnly)),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((one) => one.isUserEvent("set"))) return;
            told.current.add(update.state.doc.toString());
            now.current.onChange?.(update.state.doc.toString());
          }),
          look,
        ],
      }),
    });
    if (autofocus) view.current.focus();
    return () => view.current.destroy();
  }, [mode]);

  useEffect(() => {
    const state = view.current.state;
    const text = state.doc.toString();
    if (value === text) told.current.clear();
    else if (value !== undefined && !told.current.has(value)) {
      view.current.dispatch({ changes: { from: 0, to: state.doc.length, insert: value }, userEvent: "set" });
    }
  }, [value]);

  useEffect(() => {
    const { doc } = view.current.state;
    const marks = problems.filter((one) => one.line >= 1 && one.line <= doc.lines).map((one) => {
      const line = doc.line(one.line);
      const from = Math.min(line.to, line.from + Math.max(0, (one.column ?? 1) - 1));
      return { from, to: Math.min(line.to, from + (one.length ?? 1)), severity: "error", message: one.message };
    });
    if (mode === "sql") view.current.dispatch(setDiagnostics(view.current.state, marks));
  }, [JSON.stringify(problems)]);

  return html`<div class=${"editor" + (oneLine ? " one" : "")} ref=${place} data-editor=${label}></div>`;
}
