import { ask, make, start, toast } from "/assets/own/app.js";
import { openEditor } from "/assets/own/editor-text.js";
import { Tabs } from "/assets/own/editor-tabs.js";
import { ResultView } from "/assets/own/editor-result.js";
import { openDialogs } from "/assets/own/editor-dialogs.js";

const at = (id) => document.getElementById(id);
const states = { waiting: "Waiting for a free place", running: "Running", done: "Done", cancelled: "Cancelled", failed: "Failed" };
let running = null;
let clock;

function status(run, elapsed) {
    const rows = run.rows > 0 || run.state === "done" && run.columns ? ` · ${run.rows.toLocaleString("en")} row${run.rows === 1 ? "" : "s"}` : "";
    at("status").textContent = `${states[run.state]} · ${elapsed.toFixed(elapsed < 10 ? 2 : 1)} s${rows}`;
}

async function run(text, offset, explain = false) {
    if (running)
        await cancel();
    at("problem").hidden = at("cut").hidden = true;
    editor.mark(null);
    at("cancel").hidden = false;
    let answer;
    try {
        answer = await ask("/api/queries", { method: "POST", body: { sql: text, explain } });
    } catch (error) {
        fail(error.message);
        return;
    }
    const mine = running = { id: answer.id, began: performance.now() - answer.seconds * 1000 };
    clearInterval(clock);
    clock = setInterval(() => { if (running === mine && mine.last) status(mine.last, (performance.now() - mine.began) / 1000); }, 100);
    try {
        while (running === mine) {
            mine.last = answer;
            if (answer.columns && !explain)
                await result.follow(answer);
            if (["done", "failed", "cancelled"].includes(answer.state))
                break;
            answer = await ask(`/api/queries/${answer.id}?wait=250`);
        }
    } catch (error) {
        fail(error.message);
        return;
    }
    if (running !== mine)
        return;
    running = null;
    clearInterval(clock);
    at("cancel").hidden = true;
    status(answer, answer.seconds);
    if (answer.state === "failed") {
        fail(answer.error);
        if (answer.errorOffset !== null)
            editor.mark(offset + answer.errorOffset, answer.error);
        return;
    }
    at("cut").hidden = !answer.cutBy;
    at("cut").textContent = answer.cutBy ?? "";
    if (answer.state === "done" && explain)
        await result.showPlan(answer);
    else if (answer.state === "done" && !answer.columns)
        at("status").textContent += " · no result";
    if (answer.state === "done" && !explain) {
        await result.finish(answer);
        dialogs.remember(text, answer);
    }
}

function fail(message) {
    running = null;
    clearInterval(clock);
    at("cancel").hidden = true;
    at("status").textContent = "";
    at("problem").textContent = message;
    at("problem").hidden = false;
}

async function cancel() {
    const mine = running;
    if (!mine)
        return;
    at("status").textContent = "Cancelling…";
    await ask(`/api/queries/${mine.id}/cancel`, { method: "POST" }).catch((error) => toast(error.message));
}

const order = (tables) => [...tables].sort((a, b) => (b.name === "songplays") - (a.name === "songplays"));

function schemaTree(catalogue) {
    const tree = at("schema-tree");
    const insert = (text) => editor.insert(text);
    tree.append(...order(catalogue.tables).map((table) => make("details", { "data-table": table.name },
        make("summary", { text: table.name, title: table.grain }),
        make("ul", {}, ...table.columns.map((column) => make("li", { "data-column": column.name }, make("button", { type: "button", title: column.meaning, onclick: () => insert(column.name) }, document.createTextNode(column.name), make("small", { text: column.type.replace(/\(.*/, "") }))))))));
    at("schema-find").addEventListener("input", ({ target }) => {
        const word = target.value.trim().toLowerCase();
        for (const details of tree.children) {
            const inTable = details.dataset.table.includes(word);
            let any = false;
            for (const item of details.querySelectorAll("li")) {
                const hit = inTable || item.dataset.column.includes(word);
                item.hidden = !hit;
                any ||= hit;
            }
            details.hidden = !any;
            details.open = word !== "" && any && !inTable;
        }
    });
}

const known = ask("/api/catalogue");
const { rowLimit } = await start();
const result = new ResultView(rowLimit);
const tabs = new Tabs();
const editor = openEditor(at("editor"), {
    text: tabs.current.text,
    run: () => { const { text, offset } = editor.chosen(); run(text, offset); },
    changed: (text) => tabs.keep(text),
});
tabs.opened = (text) => editor.replace(text);
editor.focus();
const dialogs = openDialogs({ text: () => editor.chosen().text, open: (name, text) => tabs.open(name, text) });

at("run").addEventListener("click", () => { const { text, offset } = editor.chosen(); run(text, offset); });
at("explain").addEventListener("click", () => { const { text, offset } = editor.chosen(); run(text, offset, true); });
at("cancel").addEventListener("click", cancel);
at("add-tab").addEventListener("click", () => { tabs.open(null, ""); editor.focus(); });

// A link brings a query along: #sql=… from a report or the catalogue, ?query=… shared by a person.
const brought = new URLSearchParams(location.hash.slice(1)).get("sql");
const shared = new URLSearchParams(location.search).get("query");
if (brought)
    tabs.open(/^-- title: (.*)$/m.exec(brought)?.[1] ?? null, brought);
if (shared) {
    try {
        const [query] = await ask("/api/shared/" + encodeURIComponent(shared));
        tabs.open(query.name, query.sql);
    } catch (error) {
        fail(error.message);
    }
}
if (brought || shared)
    history.replaceState(null, "", "/editor");

try {
    const catalogue = await known;
    schemaTree(catalogue);
    editor.complete(catalogue, []);
    editor.complete(catalogue, await ask("/api/functions"));
} catch (error) {
    toast(error.message);
}
