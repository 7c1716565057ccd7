import { ask, make, table, toast } from "/assets/own/app.js";

const filterNames = { from: "the dates", to: "the dates", level: "the level", place: "the place" };
const single = location.pathname.split("/")[2];
const form = document.getElementById("filters");
const place = document.getElementById("reports");
const waiting = new IntersectionObserver((entries) => {
    for (const entry of entries)
        if (entry.isIntersecting) {
            waiting.unobserve(entry.target);
            entry.target.load();
        }
}, { rootMargin: "120px" });

// The answers are on their way while the charts' library, which is large, still is.
const known = ask("/api/reports");
const filters = ask("/api/filters");
const drawing = import("/assets/own/charts.js");

// One picture a frame: the first is there while others are still drawn, and the page stays quick.
let turns = Promise.resolve();
const inTurn = (draw) => {
    const drawn = turns.then(draw);
    turns = drawn.catch(() => {}).then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    return drawn;
};

const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));

function card(report) {
    const chart = make("div", { class: "chart" });
    const rows = make("div", { class: "scroll", hidden: !single, tabindex: "0", role: "region", "aria-label": `${report.title}, table` });
    const body = make("div", { class: "body" }, chart, rows);
    const toggle = make("button", { type: "button", class: "quiet", text: "Table", "aria-pressed": "false" });
    const open = make("a", { class: "button quiet", text: "Open in editor", href: "/editor" });
    const when = make("span", { class: "when" });
    const skipped = make("p", { class: "skipped", hidden: true });
    const element = make("article", { class: "card report", "data-report": report.name, "aria-labelledby": "report-" + report.name },
        make("h2", { id: "report-" + report.name }, single ? document.createTextNode(report.title) : make("a", { href: "/reports/" + report.name + location.search, text: report.title })),
        make("p", { class: "question", text: report.question }), skipped, body, make("div", { class: "foot" }, single ? null : toggle, open, when));
    toggle.addEventListener("click", () => {
        const asTable = toggle.getAttribute("aria-pressed") === "false";
        toggle.setAttribute("aria-pressed", String(asTable));
        toggle.textContent = asTable ? "Chart" : "Table";
        chart.hidden = asTable;
        rows.hidden = !asTable;
    });
    element.load = async () => {
        const filters = chosen();
        const left = [...filters.keys()].filter((name) => !report.filters.includes(name));
        skipped.hidden = left.length === 0;
        skipped.textContent = left.length === 0 ? "" : `Not narrowed by ${[...new Set(left.map((name) => filterNames[name]))].join(" and ")}.`;
        body.classList.add("busy");
        element.turn = (element.turn ?? 0) + 1;
        const turn = element.turn;
        try {
            const answer = await ask(`/api/reports/${report.name}?${filters}`);
            const charts = await drawing;
            await inTurn(() => turn === element.turn && show(answer, element, charts, { chart, rows, open, when, toggle }));
        } catch (error) {
            chart.replaceChildren();
            rows.hidden = false;
            rows.replaceChildren(make("p", { class: "problem", text: error.message }));
        }
        body.classList.remove("busy");
    };
    return element;
}

function show({ report, sql, table: answer }, element, { choose, drawResult, isOrdinal }, { chart, rows, open, when, toggle }) {
    // A few rows are read beside their picture; many are one or the other.
    const few = answer.rows.length > 0 && answer.rows.length <= 5;
    element.classList.toggle("few", few && !single);
    const asTable = single || few || toggle.getAttribute("aria-pressed") === "true";
    rows.replaceChildren(answer.rows.length === 0 ? make("p", { class: "muted", text: "No rows: nothing happened within these filters." }) : table(answer, report.title));
    const wanted = report.bar ? answer.columns.findIndex((column) => column.name === report.bar) : undefined;
    const choice = choose(answer.columns, answer.rows, wanted);
    chart.hidden = choice === null || (asTable && !single && !few);
    rows.hidden = !(choice === null || asTable);
    toggle.hidden = choice === null || few;
    if (choice !== null)
        drawResult(chart, answer.columns, single ? answer.rows : answer.rows.slice(0, choice.kind === "line" ? 2000 : isOrdinal(answer.columns[choice.x]) ? 60 : 12), choice, report.title);
    open.href = "/editor#sql=" + encodeURIComponent(sql);
    when.textContent = answer.publication ? `as of ${answer.publication.publishedAt.slice(0, 16).replace("T", " ")}` : "";
    when.title = answer.publication ? `Load ${answer.publication.loadId}, published ${answer.publication.publishedAt}` : "";
    element.dataset.load = answer.publication?.loadId ?? "";
}

function loadAll() {
    const filters = chosen().toString();
    history.replaceState(null, "", location.pathname + (filters ? "?" + filters : ""));
    document.getElementById("clear").hidden = filters === "";
    for (const [i, element] of [...place.children].entries()) {
        element.querySelector("h2 a")?.setAttribute("href", `/reports/${element.dataset.report}${location.search}`);
        waiting.unobserve(element);
        // The first are in sight wherever the page is opened; whether the others are, only a drawn page says.
        if (i < 2 && scrollY === 0)
            element.load();
        else
            waiting.observe(element);
    }
}

// A part of a place's name is enough where it means one place only.
async function findPlace() {
    const input = document.getElementById("place");
    const problem = document.getElementById("filter-problem");
    const written = input.value.trim();
    const { places } = await filters;
    const found = written === "" || places.includes(written) ? [written] : places.filter((name) => name.toLowerCase().includes(written.toLowerCase()));
    problem.hidden = found.length === 1;
    if (found.length === 1) {
        input.value = found[0];
        loadAll();
    } else {
        problem.textContent = found.length === 0 ? `Nobody listened from a place called “${written}”.` : `“${written}” could be ${found.slice(0, 4).join("; ")}${found.length > 4 ? `, or one of ${found.length - 4} more` : ""}. Choose one.`;
    }
}

async function fillFilters() {
    const { firstDay, lastDay, levels, places } = await filters;
    const given = new URLSearchParams(location.search);
    const level = document.getElementById("level");
    level.append(...levels.map((name) => make("option", { value: name, text: name, selected: name === given.get("level") })));
    document.getElementById("places").append(...places.slice(0, 500).map((name) => make("option", { value: name })));
    if (firstDay)
        document.getElementById("days").textContent = `, from ${firstDay} to ${lastDay}`;
    for (const id of ["from", "to"]) {
        document.getElementById(id).min = firstDay ?? "";
        document.getElementById(id).max = lastDay ?? "";
    }
}

for (const [name, value] of new URLSearchParams(location.search))
    if (form.elements[name] && name !== "level")
        form.elements[name].value = value;
form.addEventListener("change", (event) => (event.target.id === "place" ? findPlace().catch((error) => toast(error.message)) : loadAll()));
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("clear").addEventListener("click", () => {
    form.reset();
    document.getElementById("filter-problem").hidden = true;
    loadAll();
});

try {
    const filled = fillFilters();
    if (new URLSearchParams(location.search).has("level"))
        await filled;
    const all = await known;
    const reports = single ? all.filter((report) => report.name === single) : all;
    if (reports.length === 0)
        place.append(make("p", { class: "problem", text: `There is no report ${single}.` }));
    if (single && reports.length === 1) {
        document.getElementById("back").hidden = false;
        document.getElementById("title").textContent = reports[0].title;
        document.getElementById("lead").hidden = true;
        document.title = `${reports[0].title} · Sparkify front room`;
        place.classList.add("single");
    }
    // What most people come for stands first.
    const first = ["daily-activity", "top-songs", "top-artists", "listening-by-place", "match-quality", "free-and-paid"];
    const order = (report) => (first.includes(report.name) ? first.indexOf(report.name) : first.length);
    place.append(...[...reports].sort((a, b) => order(a) - order(b)).map(card));
    loadAll();
    await filled;
} catch (error) {
    toast(error.message);
}
