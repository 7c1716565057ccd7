// Charts in one hand: the same axes, colours and sizes wherever a chart stands, drawn again when the theme or the width changes.
import { init } from "/assets/vendor/charts.js";
import { colours, isNumber, shown } from "/assets/own/app.js";

const drawn = new Map();

/** Draws options into a place; again after each change of theme. */
export function draw(place, options, label) {
    drawn.get(place)?.dispose();
    const chart = init(place, null, { renderer: "svg" });
    drawn.set(place, chart);
    const colour = colours();
    chart.setOption({
        animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        animationDuration: 300,
        color: colour.series,
        textStyle: { fontFamily: colour.sans, color: colour.soft, fontSize: 12 },
        aria: { enabled: false },
        ...options(colour),
    });
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", label);
    const follow = new ResizeObserver(() => chart.resize());
    follow.observe(place);
    place.redraw = () => { follow.disconnect(); draw(place, options, label); };
    return chart;
}

document.addEventListener("themechange", () => {
    for (const place of [...drawn.keys()]) {
        if (place.isConnected)
            place.redraw();
        else
            drawn.delete(place);
    }
});

const axis = (colour) => ({
    axisLine: { lineStyle: { color: colour.line } }, axisTick: { show: false }, axisLabel: { color: colour.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: colour.line, opacity: 0.7 } },
});

// Drawn, not HTML: a strict policy lets no style come with it.
const tooltip = (colour) => ({ renderMode: "richText", backgroundColor: colour.card, borderColor: colour.line, textStyle: { color: colour.ink, fontSize: 12 }, confine: true });

const isTime = (column) => column.kind === "timestamp" || column.kind === "date";

/** Whether a column numbers parts of a day, a week or a year, which belong together however many there are. */
export const isOrdinal = (column) => /^(hour|day|week|month|year|weekday)$/.test(column.name);

/** Which chart suits a result: time → line, category → bar, two numbers → points. Null where nothing can be drawn. */
export function choose(columns, rows, wanted) {
    const numbers = columns.map((column, i) => i).filter((i) => isNumber(columns[i]) && !/(^|_)(id|key)$/.test(columns[i].name));
    const time = columns.findIndex(isTime);
    if (numbers.length === 0 || rows.length === 0)
        return null;
    const ordinal = columns.findIndex(isOrdinal);
    const text = columns.findIndex((column) => !isNumber(column) && !isTime(column));
    const x = time >= 0 ? time : ordinal >= 0 && ordinal !== wanted ? ordinal : text >= 0 ? text : numbers[0];
    const y = wanted !== undefined && wanted >= 0 ? wanted : numbers.find((i) => i !== x) ?? numbers[0];
    return { kind: time >= 0 ? "line" : x === y ? "bar" : text < 0 && ordinal < 0 ? "scatter" : "bar", x, y };
}

/** Draws a result as a line, bars, lying bars, a pie or points. */
export function drawResult(place, columns, rows, { kind, x, y }, title) {
    const named = (row, i) => (row[i] === null ? "(null)" : shown(row[i], columns[i]));
    // Where one text names several rows, the texts beside it tell them apart.
    const texts = columns.map((_, i) => i).filter((i) => i !== x && !isNumber(columns[i]) && !isTime(columns[i]));
    const isNamedTwice = kind === "bar" && new Set(rows.map((row) => row[x])).size < rows.length;
    const labels = rows.map((row) => (x === y ? "" : [x, ...(isNamedTwice ? texts : [])].map((i) => named(row, i)).join(", ")));
    const values = rows.map((row) => (row[y] === null ? null : Number(row[y])));
    const long = kind === "bar" && !isNumber(columns[x]) && !isTime(columns[x]) && rows.length > 7;
    const name = columns[y].name.replaceAll("_", " ");
    const peak = values.reduce((best, value, i) => (value !== null && (best < 0 || value > values[best]) ? i : best), -1);
    const label = `${title}: ${name} by ${columns[x].name.replaceAll("_", " ")}, ${rows.length} values${peak >= 0 ? `, the highest ${shown(String(values[peak]), columns[y])} at ${labels[peak] || "row " + (peak + 1)}` : ""}.`;
    const shortened = (text) => (text.length > 26 ? text.slice(0, 25) + "…" : text);
    return draw(place, (colour) => {
        const category = { type: "category", ...axis(colour), splitLine: { show: false } };
        const value = { type: "value", ...axis(colour), axisLine: { show: false }, splitNumber: 4 };
        const common = { tooltip: { ...tooltip(colour), trigger: "axis", axisPointer: { type: "line", lineStyle: { color: colour.soft } } }, grid: { left: 4, right: 16, top: 14, bottom: 4, containLabel: true } };
        if (kind === "pie")
            return { tooltip: { ...tooltip(colour), trigger: "item" }, series: [{ type: "pie", name, radius: ["48%", "76%"], label: { color: colour.ink }, itemStyle: { borderColor: colour.card, borderWidth: 2 }, data: rows.map((_, i) => ({ name: labels[i], value: values[i] })) }] };
        if (kind === "scatter")
            return { ...common, tooltip: { ...tooltip(colour), trigger: "item" }, xAxis: { ...value, scale: true }, yAxis: { ...value, scale: true }, series: [{ type: "scatter", name, symbolSize: 6, data: rows.map((row) => [Number(row[x]), Number(row[y])]) }] };
        if (kind === "line")
            return { ...common, dataZoom: [{ type: "inside", zoomOnMouseWheel: "ctrl" }], xAxis: { ...category, boundaryGap: false, data: labels }, yAxis: value, series: [{ type: "line", name, data: values, showSymbol: rows.length < 40, symbolSize: 5, lineStyle: { width: 2 }, areaStyle: { opacity: 0.08 }, connectNulls: false }] };
        if (long)
            return { ...common, grid: { ...common.grid, top: 4, right: 44 }, xAxis: value, yAxis: { ...category, inverse: true, data: labels, axisLabel: { color: colour.soft, formatter: shortened } }, series: [{ type: "bar", name, data: values, barMaxWidth: 16, itemStyle: { borderRadius: [0, 3, 3, 0] }, label: { show: rows.length <= 24, position: "right", color: colour.soft, fontSize: 11, formatter: ({ value }) => shown(String(value), columns[y]) } }] };
        return { ...common, xAxis: { ...category, data: labels, axisLabel: { color: colour.soft, hideOverlap: true, formatter: shortened } }, yAxis: value, series: [{ type: "bar", name, data: values, barMaxWidth: 38, itemStyle: { borderRadius: [3, 3, 0, 0] } }] };
    }, label);
}
