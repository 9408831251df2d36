// What the page imports from other people's libraries; bundle.mjs makes one file of it.
export { Component, h, render } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { default as htm } from "htm";
export { minimalSetup } from "codemirror";
export { EditorState, Compartment, Prec, StateEffect } from "@codemirror/state";
export { EditorView, keymap, placeholder, tooltips } from "@codemirror/view";
export { HighlightStyle, syntaxHighlighting, bracketMatching, indentUnit } from "@codemirror/language";
export { indentWithTab } from "@codemirror/commands";
export { autocompletion, closeBrackets, completionKeymap, startCompletion } from "@codemirror/autocomplete";
export { linter, setDiagnostics, forceLinting } from "@codemirror/lint";
export { SQLDialect, sql } from "@codemirror/lang-sql";
export { json, jsonParseLinter } from "@codemirror/lang-json";
export { tags } from "@lezer/highlight";
