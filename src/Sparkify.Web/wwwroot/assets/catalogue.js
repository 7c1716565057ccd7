import { ask, complain, make, shown, start, table as tableOf, toast } from "/assets/own/app.js";
import { draw } from "/assets/own/charts.js";

const content = document.getElementById("content");
const find = document.getElementById("find");
const roles = { fact: "fact table", dimension: "dimension table", view: "view, computed from other tables", history: "load history" };
let catalogue;

const rule = (name) => (name ? make("abbr", { title: catalogue.rules[name] ?? "", text: name, tabindex: "0" }) : "");
const link = (name, text) => make("a", { href: "/catalogue/" + name, text: text ?? name });

function overview() {
    document.title = "Catalogue · Sparkify front room";
    content.replaceChildren(
        make("h1", { text: "Catalogue" }),
        make("p", { class: "lead", text: "Every table and column of the front room: what one row is, what each column means, and where its values come from." }),
        make("section", { class: "section" }, make("h2", { text: "Tables" }), make("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Tables" }, make("table", {},
            make("thead", {}, make("tr", {}, ...["Table", "One row per", "Columns"].map((text) => make("th", { scope: "col", text })))),
            make("tbody", {}, ...catalogue.tables.map((table) => make("tr", {}, make("td", {}, link(table.name)), make("td", { text: table.grain.replace(/^one row per /, "") }), make("td", { text: String(table.columns.length) }))))))),
        make("section", { class: "section" }, make("h2", { text: "Bus matrix" }), make("p", { class: "muted", text: "Which dimensions each business process uses. Processes that share a dimension can be compared by it." }),
            make("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Bus matrix" }, make("table", { class: "bus" },
                make("thead", {}, make("tr", {}, make("th", { scope: "col", text: "Process" }), make("th", { scope: "col", text: "Fact table" }), ...catalogue.dimensions.map((name) => make("th", { scope: "col" }, link(name))))),
                make("tbody", {}, ...catalogue.bus.map((row) => make("tr", {}, make("td", { text: row.process }), make("td", {}, link(row.fact)), ...catalogue.dimensions.map((name) => make("td", { text: row.dimensions.includes(name) ? "●" : "", "aria-label": row.dimensions.includes(name) ? "uses " + name : "does not use " + name })))))))),
        make("section", { class: "section" }, make("h2", { text: "Rules" }), make("p", { class: "muted", text: "Each column names the rule that its values follow." }), make("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Rules" }, make("table", {}, make("tbody", {}, ...Object.entries(catalogue.rules).map(([name, text]) => make("tr", {}, make("th", { scope: "row", text: name }), make("td", { text })))))))); 
}

function show(table) {
    document.title = `${table.name} · Sparkify front room`;
    const keys = table.columns.filter((column) => column.key.startsWith("primary")).map((column) => column.name).join(", ");
    const body = make("tbody", {}, ...table.columns.map((column) => make("tr", { id: column.name },
        make("td", {}, document.createTextNode(column.name + " "), keyOf(column)),
        make("td", { class: "type", text: column.type + (column.isRequired ? "" : ", nullable") }),
        make("td", {}, document.createTextNode(column.meaning), usual(column)),
        make("td", { class: "from" }, document.createTextNode(column.from + " "), rule(column.rule)),
        make("td", { class: "range", text: "…" }))));
    const sample = make("div", { class: "card scroll sample", tabindex: "0", role: "region", "aria-label": "Sample rows" }, make("p", { class: "muted busy", text: "…" }));
    const picture = make("div", { id: "lineage" });
    content.replaceChildren(
        make("h1", { text: table.name }),
        make("p", { class: "lead", text: `${table.grain[0].toUpperCase()}${table.grain.slice(1)} (${roles[table.role] ?? table.role}).` }),
        make("p", { class: "facts" },
            fact("Primary key", keys || "none"), fact("Rows", "…", "row-count"),
            table.role === "view" ? null : fact("Distribution key", table.distributionKey ?? "chosen by the engine"), table.role === "view" ? null : fact("Sort key", table.sortKey ?? "none"),
            make("a", { href: "/editor?table=" + table.name, text: "Open in editor" })),
        make("section", { class: "section" }, make("h2", { text: "Columns" }), make("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Columns" }, make("table", { class: "columns" },
            make("thead", {}, make("tr", {}, ...["Column", "Type", "Meaning", "Source, rule", "Values"].map((text) => make("th", { scope: "col", text })))), body))),
        make("section", { class: "section" }, make("h2", { text: "Where it comes from" }), make("p", { class: "muted", text: "From the source fields on the left, through staging, to the columns on the right." }), make("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Lineage picture" }, picture)),
        make("section", { class: "section" }, make("h2", { text: "Sample rows" }), sample));
    drawLineage(picture, table);
    fillSample(table, sample);
    fillProfile(table, body);
}

// The usual values; any other text is accepted as well.
const usual = (column) => (column.usualValues.length === 0 ? null : make("ul", { class: "usual", "aria-label": "Usual values of " + column.name }, ...column.usualValues.map(({ value, meaning }) => make("li", {}, make("code", { text: value }), document.createTextNode(": " + meaning)))));

const fact = (name, value, id) => make("span", {}, document.createTextNode(name + " "), make("b", { text: value, id }));

function keyOf(column) {
    const to = /to (\w+)/.exec(column.key)?.[1];
    return make("span", {}, column.key.startsWith("primary") ? make("span", { class: "key", text: "key" }) : null, to ? make("a", { class: "key", href: "/catalogue/" + to, text: "→ " + to, "aria-label": "references " + to }) : null);
}

async function fillSample(table, place) {
    try {
        place.replaceChildren(tableOf(await ask(`/api/catalogue/${table.name}/sample`), "Sample rows of " + table.name));
    } catch (error) {
        place.replaceChildren(make("p", { class: "problem", text: error.message }));
    }
}

async function fillProfile(table, body) {
    try {
        const { rows: [figures] } = await ask(`/api/catalogue/${table.name}/profile`);
        const count = Number(figures[0]);
        const number = (value) => Number(value).toLocaleString("en");
        document.getElementById("row-count").textContent = number(count);
        [...body.rows].forEach((row, i) => {
            const [known, distinct, least, most] = figures.slice(1 + i * 4, 5 + i * 4);
            const nulls = count - Number(known);
            const kind = { kind: /timestamp/.test(table.columns[i].type) ? "timestamp" : "text", name: "" };
            const end = (value) => (shown(value, kind).length > 28 ? shown(value, kind).slice(0, 27) + "…" : shown(value, kind));
            row.cells[4].textContent = Number(known) === 0 ? "always null" : `${number(distinct)} distinct${nulls > 0 ? `, ${number(nulls)} null` : ""}; ${least === most ? end(least) : `${end(least)} … ${end(most)}`}`;
        });
    } catch (error) {
        toast(error.message);
    }
}

function drawLineage(place, table) {
    // A name may be in two layers (a column computed from another column of the same table): its arrow would point backwards.
    const links = table.lineage.filter((step) => step.from !== step.to);
    const names = [...new Set(links.flatMap((step) => [step.from, step.to]))];
    if (names.length === 0) {
        place.replaceChildren(make("p", { class: "muted", text: "Written by each load itself." }));
        return;
    }
    place.style.height = `${Math.max(220, Math.min(900, names.length * 15))}px`;
    const layer = (name) => (name.includes(": ") ? 0 : name.startsWith(table.name + ".") ? 2 : 1);
    draw(place, (colour) => ({
        tooltip: { renderMode: "richText", backgroundColor: colour.card, borderColor: colour.line, textStyle: { color: colour.ink }, confine: true, formatter: ({ data, dataType, name }) => (dataType === "edge" ? `${data.source} → ${data.target}${data.rule ? "\n" + data.rule + ": " + catalogue.rules[data.rule].replace(/(.{60}\S*) /g, "$1\n") : ""}` : name) },
        series: [{
            type: "sankey", left: 8, right: 190, top: 12, bottom: 12, nodeWidth: 8, nodeGap: 6, draggable: false, layoutIterations: 32, emphasis: { focus: "trajectory" },
            label: { color: colour.ink, fontSize: 11 }, lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
            data: names.map((name) => ({ name, itemStyle: { color: colour.series[layer(name)] } })),
            links: links.map((step) => ({ source: step.from, target: step.to, value: 1, rule: step.rule })),
        }],
    }), `Lineage of ${table.name}: ${links.map((step) => `${step.from} to ${step.to}`).join(", ")}.`);
}

function search(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (...texts) => words.every((word) => texts.some((candidate) => candidate?.toLowerCase().includes(word)));
    const hits = catalogue.tables.flatMap((table) => [
        ...(matches(table.name, table.grain) ? [{ address: "/catalogue/" + table.name, name: table.name, text: table.grain }] : []),
        ...table.columns.filter((column) => matches(column.name, column.meaning, column.from, ...column.usualValues.map(({ value, meaning }) => `${value} ${meaning}`), column.rule === text.toUpperCase() ? column.rule : "", table.name + "." + column.name))
            .map((column) => ({ address: `/catalogue/${table.name}#${column.name}`, name: `${table.name}.${column.name}`, text: column.meaning })),
    ]);
    content.replaceChildren(make("h1", { text: hits.length === 0 ? "No results" : `${hits.length} result${hits.length === 1 ? "" : "s"}` }),
        make("p", { class: "lead", role: "status", text: hits.length === 0 ? `No table or column matches “${text}”.` : `Tables and columns whose name, meaning or source contains “${text}”.` }),
        make("ul", { class: "hits" }, ...hits.map((hit) => make("li", {}, make("a", { href: hit.address }, make("b", { text: hit.name }), document.createTextNode(" "), make("span", { text: hit.text }))))));
}

function route() {
    const name = location.pathname.split("/")[2];
    const table = catalogue.tables.find((candidate) => candidate.name === name);
    for (const anchor of document.querySelectorAll("#tables a"))
        anchor.toggleAttribute("aria-current", anchor.pathname === location.pathname);
    if (find.value.trim())
        search(find.value.trim());
    else if (table)
        show(table);
    else
        overview();
    if (location.hash)
        document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView({ block: "center" });
}

try {
    await start();
    catalogue = await ask("/api/catalogue");
    document.getElementById("tables").append(make("li", {}, make("a", { href: "/catalogue", text: "Overview" })),
        ...catalogue.tables.map((table) => make("li", {}, make("a", { href: "/catalogue/" + table.name }, document.createTextNode(table.name), make("small", { text: table.role })))));
    // Somebody may have started to type before this arrived.
    find.value ||= new URLSearchParams(location.search).get("find") ?? "";
    find.addEventListener("input", route);
    // A hit on the open page changes only its hash.
    content.addEventListener("click", ({ target }) => { if (target.closest(".hits a")) find.value = ""; });
    addEventListener("hashchange", route);
    route();
} catch (error) {
    complain(error);
}
