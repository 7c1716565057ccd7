import { ask, make, start, toast } from "/assets/own/app.js";
import { openEditor } from "/assets/own/editor-text.js";
import { Tabs } from "/assets/own/editor-tabs.js";
import { ResultView } from "/assets/own/editor-result.js";
import { openDialogs } from "/assets/own/editor-dialogs.js";

const at = (id) => document.getElementById(id);
const states = { waiting: "Waiting for a free slot", running: "Running", cancelling: "Cancelling…", done: "Done", cancelled: "Cancelled", failed: "Failed" };
const isOver = ({ state }) => ["done", "failed", "cancelled"].includes(state);

// The last run of each tab. A result belongs to its tab; other tabs show their own, or none.
const runs = new WeakMap();
let clock;

/** Runs the tab's text, or the selected part of it; an earlier run of this tab is stopped and removed. */
async function run(explain = false) {
    const tab = tabs.current;
    const { text, offset } = editor.chosen();
    if (runs.get(tab)?.isBusy)
        cancel(runs.get(tab));
    const view = { text, offset, explain, isBusy: true, began: performance.now(), answer: null, problem: null, errorOffset: null, sort: undefined };
    runs.set(tab, view);
    tabs.forgetClosed();
    editor.mark(null);
    await refresh(tab, view);
    try {
        view.answer = await ask("/api/queries", { method: "POST", body: { sql: text, explain } });
        if (runs.get(tab) !== view || view.isCancelled)
            await cancel(view);
        while (runs.get(tab) === view && !isOver(view.answer)) {
            await refresh(tab, view);
            view.answer = await ask(`/api/queries/${view.answer.id}?wait=250`);
        }
        if (view.answer.state === "failed")
            [view.problem, view.errorOffset] = [view.answer.error, view.answer.errorOffset];
        else if (explain && view.answer.state === "done")
            view.plan = JSON.parse((await ask(`/api/queries/${view.answer.id}/rows?count=10`)).rows.map((row) => row.at(-1)).join("\n"));
    } catch (error) {
        view.problem = error.message;
    }
    view.isBusy = false;
    if (view.answer?.state === "done" && !explain && !view.problem)
        dialogs.remember(text, view.answer);
    await refresh(tab, view);
    // On a narrow screen the result is below the visible part of the page.
    if (runs.get(tab) === view && tab === tabs.current && innerWidth <= 860)
        (view.problem ? at("problem") : at("status")).scrollIntoView({ block: "start" });
}

/** Shows the progress of a run, if its tab is active and has not started another run since. */
async function refresh(tab, view) {
    if (tab !== tabs.current || runs.get(tab) !== view)
        return;
    at("cancel").hidden = !view?.isBusy;
    at("problem").hidden = !view?.problem;
    at("problem").textContent = view?.problem ?? "";
    const cut = view?.answer?.state === "cancelled" && view.answer.rows > 0 ? "The query was cancelled: these are the rows that had arrived by then. Run it again to download the result." : view?.problem ? "" : view?.answer?.cutBy ?? "";
    at("cut").hidden = cut === "";
    at("cut").textContent = cut;
    status(view);
    clearInterval(clock);
    if (view?.isBusy)
        clock = setInterval(() => status(view), 100);
    if (view?.errorOffset != null && !view.isBusy)
        editor.mark(view);
    await result.show(view);
}

function status(view) {
    if (!view || view.problem) {
        at("status").textContent = "";
        return;
    }
    const { answer } = view;
    const seconds = view.isBusy || !answer ? (performance.now() - view.began) / 1000 : answer.seconds;
    const state = view.isCancelled && view.isBusy ? "cancelling" : answer?.state ?? "waiting";
    const rows = view.explain ? "" : answer?.columns ? ` · ${answer.rows.toLocaleString("en")} row${answer.rows === 1 ? "" : "s"}` : answer?.state === "done" ? " · no result" : "";
    at("status").textContent = `${states[state]} · ${seconds.toFixed(seconds < 10 ? 2 : 1)} s${rows}`;
}

async function cancel(view) {
    view.isCancelled = true;
    if (view.answer)
        await ask(`/api/queries/${view.answer.id}/cancel`, { method: "POST" }).catch((error) => toast(error.message));
}

const order = (tables) => [...tables].sort((a, b) => (b.name === "songplays") - (a.name === "songplays"));

function schemaTree(catalogue) {
    const tree = at("schema-tree");
    tree.append(...order(catalogue.tables).map((table) => make("details", { "data-table": table.name },
        make("summary", { text: table.name, title: table.grain }),
        make("ul", {}, ...table.columns.map((column) => make("li", { "data-column": column.name }, make("button", { type: "button", title: column.meaning, onclick: () => editor.insert(column.name) }, document.createTextNode(column.name), make("small", { text: column.type.replace(/\(.*/, "") }))))))));
    at("schema-find").addEventListener("input", ({ target }) => {
        const word = target.value.trim().toLowerCase();
        for (const details of tree.children) {
            const inTable = details.dataset.table.includes(word);
            let any = false;
            for (const item of details.querySelectorAll("li")) {
                item.hidden = !inTable && !item.dataset.column.includes(word);
                any ||= !item.hidden;
            }
            details.hidden = !any;
            details.open = word !== "" && any && !inTable;
        }
    });
}

/** Opens what the address names: ?query=… a shared query, ?report=… the query of a report, ?table=… the rows of a table, #sql=… any text. */
async function openAddress() {
    const query = new URLSearchParams(location.search);
    const brought = new URLSearchParams(location.hash.slice(1)).get("sql");
    if (!brought && !["query", "report", "table"].some((name) => query.has(name)))
        return tabs.current;
    const source = location.pathname + location.search + location.hash;
    // A reload keeps what was written since; following the link again opens the linked text.
    const [{ type }] = performance.getEntriesByType("navigation");
    const kept = tabs.find((tab) => tab.source === source);
    if (kept && type !== "navigate")
        return kept;
    const { name, sql } = await bring(query, brought);
    return tabs.find((tab) => tab.source === source && tab.text === sql) ?? tabs.open(name, sql, source);
}

async function bring(query, brought) {
    if (query.has("query"))
        return (await ask("/api/shared/" + encodeURIComponent(query.get("query"))))[0];
    if (query.has("report"))
        return ask(`/api/reports/${encodeURIComponent(query.get("report"))}/sql${location.search}`);
    if (query.has("table")) {
        const table = (await known).tables.find(({ name }) => name === query.get("table"));
        if (!table)
            throw new Error(`The front room has no table ${query.get("table")}. It has ${(await known).tables.map(({ name }) => name).join(", ")}.`);
        return { name: table.name, sql: `select *\nfrom frontroom.${table.name}\nlimit 100` };
    }
    return { name: /^-- (.*)$/m.exec(brought)?.[1] ?? null, sql: brought };
}

const known = ask("/api/catalogue");
await start();
const result = new ResultView();
const tabs = new Tabs();
const editor = openEditor(at("editor"), { tab: tabs.current, run: () => run(), changed: (text) => tabs.keep(text) });
tabs.opened = (tab) => {
    history.replaceState(null, "", tab.source ?? "/editor");
    editor.open(tab);
    editor.mark(null);
    refresh(tab, runs.get(tab));
};
tabs.closed = (tab) => { if (runs.get(tab)?.isBusy) cancel(runs.get(tab)); };
result.gone = (view, message) => {
    view.problem = message;
    refresh(tabs.current, view);
};
editor.focus();
const dialogs = openDialogs({ text: () => editor.chosen().text, open: (name, text, source) => tabs.open(name, text, source) });

at("run").addEventListener("click", () => run());
at("explain").addEventListener("click", () => run(true));
at("cancel").addEventListener("click", () => { cancel(runs.get(tabs.current)); status(runs.get(tabs.current)); });
at("add-tab").addEventListener("click", () => { tabs.open(null, ""); editor.focus(); });

try {
    const tab = await openAddress();
    if (tab)
        tabs.choose(tab);
} catch (error) {
    at("problem").textContent = error.message;
    at("problem").hidden = false;
}

try {
    const catalogue = await known;
    schemaTree(catalogue);
    editor.complete(catalogue, []);
    editor.complete(catalogue, await ask("/api/functions"));
} catch (error) {
    toast(error.message);
}
