// The text of a query: CodeMirror, with the front room's tables and columns to complete.
import * as cm from "/assets/vendor/editor.js";
import { completions } from "/assets/own/editor-completions.js";

const language = new cm.Compartment();
const nonce = document.querySelector("meta[name=style-nonce]").content;
const down = cm.completionKeymap.find(({ key }) => key === "ArrowDown").run;

const colours = cm.HighlightStyle.define([
    { tag: [cm.tags.keyword, cm.tags.operatorKeyword], color: "var(--accent)", fontWeight: "600" },
    { tag: [cm.tags.string, cm.tags.special(cm.tags.string)], color: "var(--warn)" },
    { tag: [cm.tags.number, cm.tags.bool, cm.tags.null], color: "var(--c3)" },
    { tag: [cm.tags.comment, cm.tags.lineComment, cm.tags.blockComment], color: "var(--soft)", fontStyle: "italic" },
    { tag: [cm.tags.typeName, cm.tags.standard(cm.tags.name)], color: "var(--c6)" },
]);

/** Opens the editor in an element. Each tab has its own state, so that undo never brings back another tab's text. */
export function openEditor(place, { tab, run, changed }) {
    let support = cm.sql({ dialect: cm.PostgreSQL });
    let current = tab;
    let isFollowing = false;
    const states = new WeakMap();
    const stateOf = (doc) => cm.EditorState.create({
        doc,
        extensions: [
            cm.EditorView.cspNonce.of(nonce),
            cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.indentOnInput(), cm.bracketMatching(), cm.closeBrackets(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(),
            // Nothing is selected until an arrow key or Tab selects it: Enter always starts a new line.
            cm.autocompletion({ activateOnTyping: true, icons: false, selectOnOpen: false }), cm.search({ top: true }), cm.highlightSelectionMatches(), cm.lintGutter(), cm.indentUnit.of("    "),
            cm.syntaxHighlighting(colours), cm.EditorView.lineWrapping, cm.placeholder("select … from frontroom.songplays"),
            cm.EditorView.contentAttributes.of({ "aria-label": "SQL", tabindex: "0" }),
            // Tab accepts the selected completion, or the first one; without a list it moves the focus on, as anywhere on a page.
            cm.Prec.highest(cm.keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }, { key: "Tab", run: (view) => cm.acceptCompletion(view) || (down(view) && cm.acceptCompletion(view)) }])),
            cm.keymap.of([...cm.closeBracketsKeymap, ...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.defaultKeymap]),
            language.of(support),
            cm.EditorView.updateListener.of((update) => { if (update.docChanged && !isFollowing) changed(update.state.doc.toString()); }),
        ],
    });
    const view = new cm.EditorView({ parent: place, state: stateOf(tab.text) });
    place.editor = view;
    return {
        focus: () => view.focus(),
        /** The selected text, or all of it, and where it begins. */
        chosen() {
            const { from, to } = view.state.selection.main;
            return from === to ? { text: view.state.doc.toString(), offset: 0 } : { text: view.state.sliceDoc(from, to), offset: from };
        },
        /** Shows a tab's text; for the tab already shown, the text that another window saved. */
        open(next) {
            if (next !== current) {
                states.set(current, view.state);
                current = next;
                view.setState(states.get(next) ?? stateOf(next.text));
                view.dispatch({ effects: language.reconfigure(support) });
            }
            if (view.state.doc.toString() !== next.text) {
                isFollowing = true;
                view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next.text } });
                isFollowing = false;
            }
        },
        insert(word) {
            view.dispatch(view.state.replaceSelection(word));
            view.focus();
        },
        complete(catalogue, functions) {
            support = completions(catalogue, functions);
            view.dispatch({ effects: language.reconfigure(support) });
        },
        /** Marks the word at the position of an error, if the text that ran is still there; null removes the marks. */
        mark(error) {
            if (!error || view.state.sliceDoc(error.offset, error.offset + error.text.length) !== error.text) {
                view.dispatch(cm.setDiagnostics(view.state, []));
                return;
            }
            const length = view.state.doc.length;
            const from = Math.min(error.offset + error.errorOffset, length);
            const word = view.state.wordAt(from);
            view.dispatch(cm.setDiagnostics(view.state, [{ from: word?.from ?? Math.max(0, from - (from === length ? 1 : 0)), to: word?.to ?? Math.min(length, from + 1), severity: "error", message: error.problem }]));
            view.dispatch({ selection: cm.EditorSelection.cursor(from), scrollIntoView: true });
        },
    };
}
