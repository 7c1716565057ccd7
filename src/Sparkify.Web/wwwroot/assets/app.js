// What every page does: call the server, apply the theme, show the freshness and announce a new publication.

let session;

/** Who is signed in, and the token for requests that change something; fetched once. */
export function start() {
    session ??= ask("/api/session").then((answer) => {
        const out = document.getElementById("sign-out");
        out.hidden = !(answer.needsLogin && answer.person);
        const target = document.getElementById("target");
        target.textContent = answer.warehouse ?? "";
        target.title = `Warehouse ${answer.warehouse}`;
        return answer;
    });
    return session;
}

/** Calls the server; an error has the message that it sent. Requests that change something carry the page's token. */
export async function ask(address, { method = "GET", body, signal } = {}) {
    const headers = { Accept: "application/json" };
    if (method !== "GET") {
        headers["X-Sparkify-Token"] = (await start()).token;
        headers["Content-Type"] = "application/json";
    }
    let answer;
    try {
        answer = await fetch(address, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
    } catch (error) {
        if (error.name === "AbortError")
            throw error;
        throw new Error("The server cannot be reached. Check that sparkify serve is still running.");
    }
    if (answer.status === 401 && !location.pathname.startsWith("/login"))
        location.assign("/login?to=" + encodeURIComponent(location.pathname + location.search));
    if (answer.status === 204)
        return null;
    const document = await answer.json().catch(() => ({ error: `The server answered ${answer.status}.` }));
    if (!answer.ok)
        throw Object.assign(new Error(document.error), { status: answer.status });
    return document;
}

/** Creates an element: make("td", { class: "number", text: "7" }, child, …). */
export function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (key === "text")
            element.textContent = value;
        else if (key.startsWith("on"))
            element.addEventListener(key.slice(2), value);
        else if (value === true)
            element.setAttribute(key, "");
        else if (value !== false && value !== undefined && value !== null)
            element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
}

export const isNumber = (column) => column.kind === "integer" || column.kind === "decimal" || column.kind === "float";

const grouped = new Intl.NumberFormat("en");

/** A cell as people read it, with every digit that a download has. Identifiers and years have no thousands separators. */
export function shown(value, column) {
    if (value === null)
        return "null";
    if (column.kind === "timestamp")
        return value.replace("T", " ").replace("Z", "");
    if (isNumber(column) && !/(^|_)(id|year|key)$/.test(column.name) && /^-?\d+(\.\d+)?$/.test(value))
        return value.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
    return value;
}

/** A small table of an answer; a tall one is transposed: one line per column, with the rows side by side. */
export function table({ columns, rows }, caption, { isTall = false } = {}) {
    const spelt = (column) => column.name.replaceAll("_", " ");
    // Numbers, dates and times stay on one line; long text gets enough width to be read.
    const kindOf = (value, column) => [isNumber(column) ? "number" : "", column.kind === "timestamp" || column.kind === "date" ? "instant" : "", value === null ? "null" : value.length > 40 ? "long" : ""].filter(Boolean).join(" ") || null;
    // On a narrow screen a row can be shown as a block, where each value needs its column's name.
    const cell = (value, column) => make("td", { class: kindOf(value, column), "data-column": spelt(column), title: value?.length > 40 ? value : null, text: shown(value, column) });
    if (isTall)
        return make("table", { "aria-label": caption, class: "tall" },
            make("thead", {}, make("tr", {}, make("th", { scope: "col", text: spelt(columns[0]) }), ...rows.map((row) => make("th", { scope: "col", class: "number", text: shown(row[0], columns[0]) })))),
            make("tbody", {}, ...columns.slice(1).map((column, i) => make("tr", {}, make("th", { scope: "row", text: spelt(column) }), ...rows.map((row) => cell(row[i + 1], column))))));
    const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col", class: isNumber(column) ? "number" : null, text: spelt(column) })));
    return make("table", { "aria-label": caption }, make("thead", {}, head), make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((value, i) => cell(value, columns[i]))))));
}

/** "3 days", "2 hours": how long ago. */
export function span(seconds) {
    const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
    for (const [unit, length] of units) {
        const count = Math.floor(seconds / length);
        if (count >= 2 || (count === 1 && unit !== "day") || (unit === "day" && count >= 2))
            return `${grouped.format(count)} ${unit}${count === 1 ? "" : "s"}`;
    }
    return "a moment";
}

/** Shows why a page could not be displayed; the message stays. */
export function complain(error) {
    document.getElementById("main").append(make("p", { class: "problem", role: "alert", text: error.message }));
}

/** Shows a short message for a few seconds. */
export function toast(text) {
    const place = document.getElementById("toast");
    place.textContent = text;
    place.hidden = false;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => { place.hidden = true; }, 3500);
}

/** The chosen theme's colours, for charts. */
export function colours() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    return { ink: of("--ink"), soft: of("--soft"), line: of("--line"), card: of("--card"), accent: of("--accent"), sans: of("--sans"), series: ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"].map(of) };
}

export function isDark() {
    return getComputedStyle(document.documentElement).colorScheme === "dark";
}

document.getElementById("theme").addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
    document.dispatchEvent(new Event("themechange"));
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("themechange")));

document.getElementById("sign-out").addEventListener("click", async () => {
    await ask("/api/logout", { method: "POST" });
    location.assign("/login");
});

// A page that stays open announces newer data, and loads it when asked to.
let shownLoad;

export function showPublication({ publication, ageSeconds, isStale }) {
    const badge = document.getElementById("freshness-badge");
    badge.hidden = false;
    badge.classList.toggle("stale", isStale);
    badge.textContent = ageSeconds === null ? "No events yet" : `${isStale ? "⚠ " : ""}Newest event ${span(ageSeconds)} ago`;
    const load = publication?.loadId ?? 0;
    shownLoad ??= load;
    if (load > shownLoad) {
        const news = document.getElementById("news");
        news.querySelector("span").textContent = "Newer data is available.";
        news.hidden = false;
        news.querySelector("button").onclick = () => location.reload();
    }
}

async function watch() {
    try {
        if (document.visibilityState === "visible")
            showPublication(await ask("/api/publication"));
    } catch {
        // The next poll may reach the server again; if not, the next action of the user shows the error.
    }
    setTimeout(watch, 5000);
}

if (!document.body.classList.contains("login-page"))
    start().then(watch, (error) => toast(error.message));
