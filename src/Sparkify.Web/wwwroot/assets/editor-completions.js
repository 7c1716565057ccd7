// What the editor suggests: tables with their columns, functions and keywords.
import * as cm from "/assets/vendor/editor.js";

// After "as" comes a new name; inside a string or a comment nothing is completed.
const namesNothing = (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    return context.matchBefore(/\bas\s+"?\w*$/i) !== null || /--/.test(before) || before.split("'").length % 2 === 0;
};
const unlessNamed = (source) => (context) => (namesNothing(context) ? null : source(context));

/** The SQL language with its completions. */
export function completions(catalogue, functions) {
    const tables = Object.fromEntries(catalogue.tables.map((table) => [table.name, table.columns.map((column) => ({
        label: column.name, type: "property", detail: column.type.replace(/\(.*/, ""), info: column.meaning,
    }))]));
    const schema = { frontroom: Object.fromEntries(catalogue.tables.map((table) => [table.name, { self: { label: table.name, type: "type", detail: "table", info: table.grain }, children: tables[table.name] }])) };
    const config = { dialect: cm.PostgreSQL, schema, defaultSchema: "frontroom", upperCaseKeywords: false };
    const { language } = cm.PostgreSQL;
    const known = functions.map(({ name, signature }) => ({ label: name, type: "function", detail: signature.slice(name.length, name.length + 40), apply: name + "(", boost: -20 }));
    // Unqualified columns: of the tables that the query names, or of all tables until it names one.
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
    return [language, ...[cm.schemaCompletionSource(config), cm.keywordCompletionSource(cm.PostgreSQL, false), columns].map((source) => language.data.of({ autocomplete: unlessNamed(source) }))];
}
