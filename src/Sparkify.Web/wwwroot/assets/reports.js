import { ask, make, table, toast } from "/assets/own/app.js";

const filterNames = { from: "dates", to: "dates", level: "level", place: "place" };
const single = location.pathname.split("/")[2];
const form = document.getElementById("filters");
const problem = document.getElementById("filter-problem");
const place = document.getElementById("reports");
const waiting = new IntersectionObserver((entries) => {
    for (const entry of entries)
        if (entry.isIntersecting) {
            waiting.unobserve(entry.target);
            entry.target.load();
        }
}, { rootMargin: "120px" });

// Fetches the answers while the large chart library is still loading.
const known = ask("/api/reports");
const filters = ask("/api/filters");
const drawing = import("/assets/own/charts.js");

// One chart per frame: the first appears while others are still being drawn, and the page stays responsive.
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
    const open = make("a", { class: "button quiet open", text: "Open in editor" });
    const when = make("span", { class: "when" });
    const note = make("p", { class: "skipped", hidden: true });
    const element = make("article", { class: "card report", "data-report": report.name, "aria-labelledby": "report-" + report.name },
        make("h2", { id: "report-" + report.name }, single ? document.createTextNode(report.title) : make("a", { href: "/reports/" + report.name + location.search, text: report.title })),
        make("p", { class: "question", text: report.question }), note, body, make("div", { class: "foot" }, single ? null : toggle, open, when));
    toggle.addEventListener("click", () => {
        const asTable = toggle.getAttribute("aria-pressed") === "false";
        toggle.setAttribute("aria-pressed", String(asTable));
        toggle.textContent = asTable ? "Chart" : "Table";
        chart.hidden = asTable;
        rows.hidden = !asTable;
        widen(element, rows);
    });
    element.load = async () => {
        const filters = chosen();
        const ignored = [...new Set([...filters.keys()].filter((name) => !report.filters.includes(name)).map((name) => filterNames[name]))];
        body.classList.add("busy");
        element.turn = (element.turn ?? 0) + 1;
        const turn = element.turn;
        try {
            const answer = await ask(`/api/reports/${report.name}?${filters}`);
            const charts = await drawing;
            await inTurn(() => turn === element.turn && show(answer, element, charts, { chart, rows, note, when, toggle }, ignored));
        } catch (error) {
            if (turn !== element.turn)
                return;
            (await drawing).clear(chart);
            chart.hidden = true;
            note.hidden = true;
            rows.hidden = false;
            rows.replaceChildren(make("p", { class: "problem", text: error.message }));
        }
        body.classList.remove("busy");
    };
    return element;
}

function show({ report, table: answer }, element, { choose, drawResult, isOrdinal }, { chart, rows, note, when, toggle }, ignored) {
    // A few rows are shown beside their chart; many rows are shown as either table or chart.
    const few = answer.rows.length > 0 && answer.rows.length <= 5;
    element.classList.toggle("few", few && !single);
    const asTable = single || few || toggle.getAttribute("aria-pressed") === "true";
    const isTall = few && !single && answer.rows.length <= 3 && answer.columns.length > 4;
    rows.replaceChildren(answer.rows.length === 0 ? make("p", { class: "muted", text: "No data matches these filters." }) : table(answer, report.title, { isTall }));
    const wanted = report.bar ? answer.columns.findIndex((column) => column.name === report.bar) : undefined;
    const choice = choose(answer.columns, answer.rows, wanted);
    chart.hidden = choice === null || (asTable && !single && !few);
    rows.hidden = !(choice === null || asTable);
    toggle.hidden = choice === null || few;
    if (choice !== null)
        drawResult(chart, answer.columns, single ? answer.rows : answer.rows.slice(0, choice.kind === "line" ? 2000 : isOrdinal(answer.columns[choice.x]) ? 60 : 12), choice, report.title);
    const cut = incomplete(answer);
    note.hidden = ignored.length === 0 && cut.length === 0;
    note.replaceChildren(
        ignored.length > 0 ? `This report does not use the ${ignored.join(" and ")} filter${ignored.length > 1 ? "s" : ""}. ` : "",
        ...(cut.length > 0 ? ["Incomplete, because the data start or end there: ", ...cut.flatMap((period, i) => [i > 0 ? ", " : "", make("span", { class: "instant", text: period })]), "."] : []));
    when.textContent = answer.publication ? `${answer.publication.publishedAt.slice(0, 16).replace("T", " ")} UTC` : "";
    when.title = answer.publication ? `Data as of load ${answer.publication.loadId}, published ${answer.publication.publishedAt}` : "";
    element.dataset.load = answer.publication?.loadId ?? "";
    widen(element, rows);
}

// Periods that are incomplete at the start or the end of the data.
function incomplete({ columns, rows }) {
    const complete = columns.findIndex((column) => column.name === "is_complete");
    return complete < 0 ? [] : rows.filter((row) => row[complete] === "false").map((row) => row[0]);
}

// A table that is wider than its card gets the width of two.
function widen(element, rows) {
    element.classList.remove("wide");
    if (!single && !rows.hidden)
        element.classList.toggle("wide", rows.scrollWidth > rows.clientWidth + 1);
}

/** What is wrong with the chosen filters, or "". */
function complaint() {
    const { from, to } = Object.fromEntries(chosen());
    return from && to && from > to ? `“From” (${from}) is after “To” (${to}). Choose a “From” date that is not later than “To”.` : "";
}

function loadAll() {
    const filters = chosen().toString();
    history.replaceState(null, "", location.pathname + (filters ? "?" + filters : ""));
    document.getElementById("clear").hidden = filters === "";
    const wrong = complaint();
    problem.hidden = wrong === "";
    problem.textContent = wrong;
    place.hidden = wrong !== "";
    for (const [i, element] of [...place.querySelectorAll(".report")].entries()) {
        element.querySelector("h2 a")?.setAttribute("href", `/reports/${element.dataset.report}${location.search}`);
        element.querySelector(".open").href = `/editor?report=${element.dataset.report}${filters ? "&" + filters : ""}`;
        waiting.unobserve(element);
        // The first reports are always visible; whether the others are is known only after layout.
        if (wrong === "" && i < 2 && scrollY === 0)
            element.load();
        else if (wrong === "")
            waiting.observe(element);
    }
}

// Part of a place's name is enough if it matches only one place.
async function findPlace() {
    const input = document.getElementById("place");
    const written = input.value.trim();
    const { places } = await filters;
    const found = written === "" || places.includes(written) ? [written] : places.filter((name) => name.toLowerCase().includes(written.toLowerCase()));
    if (found.length === 1) {
        input.value = found[0];
        loadAll();
    } else {
        problem.hidden = false;
        problem.textContent = found.length === 0 ? `No plays from a place called “${written}”.` : `“${written}” matches ${found.slice(0, 4).join("; ")}${found.length > 4 ? `, and ${found.length - 4} more` : ""}. Choose one.`;
    }
}

async function fillFilters() {
    const { firstDay, lastDay, levels, places } = await filters;
    const given = new URLSearchParams(location.search);
    const level = document.getElementById("level");
    level.append(...[...new Set([...levels, ...given.getAll("level").filter(Boolean)])].map((name) => make("option", { value: name, text: name, selected: name === given.get("level") })));
    document.getElementById("places").append(...places.slice(0, 500).map((name) => make("option", { value: name })));
    if (firstDay)
        document.getElementById("days").textContent = ` Data from ${firstDay} to ${lastDay}.`;
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
    loadAll();
});

try {
    const filled = fillFilters();
    if (new URLSearchParams(location.search).has("level"))
        await filled;
    const all = await known;
    const reports = single ? all.filter((report) => report.name === single) : all;
    if (single) {
        document.getElementById("back").hidden = false;
        document.getElementById("title").textContent = reports[0].title;
        document.getElementById("lead").hidden = true;
        document.title = `${reports[0].title} · Sparkify front room`;
        place.classList.add("single");
    }
    // The most popular reports come first.
    const first = ["daily-activity", "top-songs", "top-artists", "listening-by-place", "match-quality", "free-and-paid"];
    const order = (report) => (first.includes(report.name) ? first.indexOf(report.name) : first.length);
    place.append(...[...reports].sort((a, b) => order(a) - order(b)).map(card));
    loadAll();
    await filled;
} catch (error) {
    place.append(make("p", { class: "problem", text: error.message }));
}
