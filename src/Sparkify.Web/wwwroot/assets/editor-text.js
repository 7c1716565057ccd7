// The text of a query: CodeMirror, with the front room's tables and columns to complete.
import * as cm from "/assets/vendor/editor.js";

const language = new cm.Compartment();
const nonce = document.querySelector("meta[name=style-nonce]").content;

const colours = cm.HighlightStyle.define([
    { tag: [cm.tags.keyword, cm.tags.operatorKeyword], color: "var(--accent)", fontWeight: "600" },
    { tag: [cm.tags.string, cm.tags.special(cm.tags.string)], color: "var(--warn)" },
    { tag: [cm.tags.number, cm.tags.bool, cm.tags.null], color: "var(--c3)" },
    { tag: [cm.tags.comment, cm.tags.lineComment, cm.tags.blockComment], color: "var(--soft)", fontStyle: "italic" },
    { tag: [cm.tags.typeName, cm.tags.standard(cm.tags.name)], color: "var(--c6)" },
]);

/** What the language knows: tables with their columns, and functions. */
function knowing(catalogue, functions) {
    const tables = Object.fromEntries(catalogue.tables.map((table) => [table.name, table.columns.map((column) => ({
        label: column.name, type: "property", detail: column.type.replace(/\(.*/, ""), info: column.meaning,
    }))]));
    const schema = { frontroom: Object.fromEntries(catalogue.tables.map((table) => [table.name, { self: { label: table.name, type: "type", detail: "table", info: table.grain }, children: tables[table.name] }])) };
    const support = cm.sql({ dialect: cm.PostgreSQL, schema, defaultSchema: "frontroom", upperCaseKeywords: false });
    const known = functions.map(({ name, signature }) => ({ label: name, type: "function", detail: signature.slice(name.length, name.length + 40), apply: name + "(", boost: -20 }));
    // Columns without their table's name: of the tables that the query names, or of all as long as it names none.
    const columns = (context) => {
        const word = context.matchBefore(/\w*$/);
        if (!word || (word.from === word.to && !context.explicit) || context.matchBefore(/\.\w*$/) || context.matchBefore(/\b(from|join|into|table)\s+\w*$/i))
            return null;
        const text = context.state.doc.toString().toLowerCase();
        const named = catalogue.tables.filter((table) => new RegExp(`\\b${table.name}\\b`).test(text));
        const seen = new Map();
        for (const table of named.length > 0 ? named : catalogue.tables)
            for (const option of tables[table.name])
                seen.set(option.label, { ...option, detail: seen.has(option.label) ? option.detail : `${option.detail} · ${table.name}`, boost: 10 });
        return { from: word.from, options: [...seen.values(), ...known], validFor: /^\w*$/ };
    };
    return [support, support.language.data.of({ autocomplete: columns })];
}

/** Opens the editor in a place. */
export function openEditor(place, { text, run, changed }) {
    const view = new cm.EditorView({
        parent: place,
        state: cm.EditorState.create({
            doc: text,
            extensions: [
                cm.EditorView.cspNonce.of(nonce),
                cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.indentOnInput(), cm.bracketMatching(), cm.closeBrackets(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(),
                cm.autocompletion({ activateOnTyping: true, icons: false }), cm.search({ top: true }), cm.highlightSelectionMatches(), cm.lintGutter(), cm.indentUnit.of("    "),
                cm.syntaxHighlighting(colours), cm.EditorView.lineWrapping, cm.placeholder("select … from frontroom.songplays"),
                cm.EditorView.contentAttributes.of({ "aria-label": "SQL", tabindex: "0" }),
                // Tab leaves the editor, as everywhere on a page; inside the list of completions it takes the chosen one.
                cm.Prec.highest(cm.keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }, { key: "Tab", run: cm.acceptCompletion }])),
                cm.keymap.of([...cm.closeBracketsKeymap, ...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.defaultKeymap]),
                language.of(cm.sql({ dialect: cm.PostgreSQL })),
                cm.EditorView.updateListener.of((update) => { if (update.docChanged) changed(update.state.doc.toString()); }),
            ],
        }),
    });
    place.editor = view;
    return {
        focus: () => view.focus(),
        /** The selection, or all of it; and where that begins. */
        chosen() {
            const { from, to } = view.state.selection.main;
            return from === to ? { text: view.state.doc.toString(), offset: 0 } : { text: view.state.sliceDoc(from, to), offset: from };
        },
        replace(next) {
            view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, selection: cm.EditorSelection.cursor(next.length) });
        },
        insert(word) {
            view.dispatch(view.state.replaceSelection(word));
            view.focus();
        },
        complete(catalogue, functions) {
            view.dispatch({ effects: language.reconfigure(knowing(catalogue, functions)) });
        },
        /** Marks the place of an error: the word that begins there. */
        mark(offset, message) {
            const length = view.state.doc.length;
            const from = Math.min(offset ?? 0, length);
            const word = view.state.wordAt(from);
            const diagnostics = offset === null ? [] : [{ from: word?.from ?? Math.max(0, from - (from === length ? 1 : 0)), to: word?.to ?? Math.min(length, from + 1), severity: "error", message }];
            view.dispatch(cm.setDiagnostics(view.state, diagnostics));
            if (offset !== null)
                view.dispatch({ selection: cm.EditorSelection.cursor(from), scrollIntoView: true });
        },
    };
}
