// All charts: the same axes, colours and sizes everywhere, redrawn when the theme or the width changes.
import { init } from "/assets/vendor/charts.js";
import { colours, isNumber, shown } from "/assets/own/app.js";

const drawn = new Map();

/** Removes a chart and anything else in its place. */
export function clear(place) {
    drawn.get(place)?.follow.disconnect();
    drawn.get(place)?.chart.dispose();
    drawn.delete(place);
    place.replaceChildren();
    place.removeAttribute("role");
    place.removeAttribute("aria-label");
}

/** Draws a chart from its options; redraws it after each change of theme. */
export function draw(place, options, label) {
    clear(place);
    const chart = init(place, null, { renderer: "svg" });
    const follow = new ResizeObserver(() => chart.resize());
    drawn.set(place, { chart, follow, redraw: () => draw(place, options, label) });
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
    follow.observe(place);
    return chart;
}

document.addEventListener("themechange", () => {
    for (const [place, { redraw }] of [...drawn]) {
        if (place.isConnected)
            redraw();
        else
            clear(place);
    }
});

const axis = (colour) => ({
    axisLine: { lineStyle: { color: colour.line } }, axisTick: { show: false }, axisLabel: { color: colour.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: colour.line, opacity: 0.7 } },
});

// Drawn, not HTML: the content security policy allows no inline styles.
const tooltip = (colour) => ({ renderMode: "richText", backgroundColor: colour.card, borderColor: colour.line, textStyle: { color: colour.ink, fontSize: 12 }, confine: true });

const isTime = (column) => column.kind === "timestamp" || column.kind === "date";

/** Whether a column numbers parts of a day, a week or a year, which belong in one chart however many there are. */
export const isOrdinal = (column) => /^(hour|day|week|month|year|weekday)$/.test(column.name);

/** Which chart suits a result: time → line, category → bar, two numbers → points. Null if nothing can be drawn. */
export function choose(columns, rows, wanted) {
    const numbers = columns.map((column, i) => i).filter((i) => isNumber(columns[i]) && !/(^|_)(id|key)$/.test(columns[i].name));
    const time = columns.findIndex(isTime);
    if (numbers.length === 0 || rows.length === 0)
        return null;
    const ordinal = columns.findIndex(isOrdinal);
    const text = columns.findIndex((column) => !isNumber(column) && !isTime(column) && column.kind !== "boolean");
    const x = time >= 0 ? time : ordinal >= 0 && ordinal !== wanted ? ordinal : text >= 0 ? text : numbers[0];
    const y = wanted !== undefined && wanted >= 0 ? wanted : numbers.find((i) => i !== x) ?? numbers[0];
    return { kind: time >= 0 ? "line" : x === y ? "bar" : text < 0 && ordinal < 0 ? "scatter" : "bar", x, y };
}

const Series = 6;
const instant = (value) => (value === null ? null : Date.parse(value.length > 10 && !value.endsWith("Z") ? value + "Z" : value));

/** Draws a result as a line, columns, horizontal bars, a pie or points. Rows marked incomplete are drawn paler. */
export function drawResult(place, columns, rows, { kind, x, y }, title) {
    const onTime = isTime(columns[x]) && kind !== "pie";
    const ordered = onTime ? [...rows].sort((a, b) => instant(a[x]) - instant(b[x])) : rows;
    const named = (row, i) => (row[i] === null ? "(null)" : shown(row[i], columns[i]));
    // If several rows have the same label, the other texts of the row are added to it.
    const texts = columns.map((_, i) => i).filter((i) => i !== x && !isNumber(columns[i]) && !isTime(columns[i]) && columns[i].kind !== "boolean");
    const isNamedTwice = new Set(ordered.map((row) => row[x])).size < ordered.length;
    const labels = ordered.map((row) => (x === y ? "" : [x, ...(isNamedTwice && kind === "bar" ? texts : [])].map((i) => named(row, i)).join(", ")));
    const values = ordered.map((row) => (row[y] === null ? null : Number(row[y])));
    const complete = columns.findIndex((column) => column.name === "is_complete");
    const isPale = (i) => complete >= 0 && ordered[i][complete] === "false";
    const long = kind === "bar" && !isNumber(columns[x]) && !onTime && ordered.length > 7;
    const name = columns[y].name.replaceAll("_", " ");
    const peak = values.reduce((best, value, i) => (value !== null && (best < 0 || value > values[best]) ? i : best), -1);
    const label = `${title}: ${name} by ${columns[x].name.replaceAll("_", " ")}, ${ordered.length} value${ordered.length === 1 ? "" : "s"}${peak >= 0 ? `, the highest ${shown(ordered[peak][y], columns[y])} at ${labels[peak] || "row " + (peak + 1)}` : ""}.`;
    const shortened = (text) => (text.length > 26 ? text.slice(0, 25) + "…" : text);
    // Several rows per day are drawn as one line for each value of a text column: plays by level, for example.
    const by = onTime && isNamedTwice ? texts.find((i) => new Set(ordered.map((row) => row[i])).size <= Series) : undefined;
    const groups = by === undefined ? [null] : [...new Set(ordered.map((row) => row[by]))];
    return draw(place, (colour) => {
        const pale = (i) => (isPale(i) ? { itemStyle: kind === "line" ? { color: colour.card, borderColor: colour.series[0], borderType: "dashed" } : { opacity: 0.4 } } : {});
        const axes = { ...axis(colour), nameTextStyle: { color: colour.soft } };
        const category = { type: "category", ...axes, splitLine: { show: false } };
        const value = { type: "value", ...axes, axisLine: { show: false }, splitNumber: 4 };
        // A few points have one label each; many get round dates.
        const instants = onTime ? [...new Set(ordered.map((row) => instant(row[x])))] : [];
        const isByDay = instants.every((at) => at % 86400000 === 0);
        const marks = instants.length <= 8 ? { customValues: instants } : {};
        const time = { type: "time", ...axes, splitLine: { show: false }, axisTick: { show: false, ...marks }, minInterval: isByDay ? 86400000 : 0, axisLabel: { ...axes.axisLabel, ...marks, formatter: (at) => new Date(at).toISOString().slice(0, isByDay ? 10 : 16).replace("T", " ") } };
        const tip = (i) => `${by === undefined ? "" : named(ordered[i], by) + ", "}${name}: ${ordered[i][y] === null ? "null" : shown(ordered[i][y], columns[y])}${isPale(i) ? " (incomplete)" : ""}`;
        const common = {
            useUTC: true,
            tooltip: { ...tooltip(colour), trigger: "axis", axisPointer: { type: "line", lineStyle: { color: colour.soft } }, formatter: (found) => [labels[[found].flat()[0].data.row], ...[found].flat().map(({ data }) => tip(data.row))].filter(Boolean).join("\n") },
            grid: { left: 4, right: 16, top: 14, bottom: 4, containLabel: true },
        };
        const indexes = ordered.map((_, i) => i);
        const point = (i) => ({ value: onTime ? [instant(ordered[i][x]), values[i]] : values[i], row: i, ...pale(i) });
        if (kind === "pie")
            return { tooltip: { ...common.tooltip, trigger: "item" }, series: [{ type: "pie", name, radius: ["48%", "76%"], label: { color: colour.ink }, itemStyle: { borderColor: colour.card, borderWidth: 2 }, data: indexes.map((i) => ({ name: labels[i], value: values[i], row: i })) }] };
        if (kind === "scatter")
            return { ...common, tooltip: { ...common.tooltip, trigger: "item" }, xAxis: onTime ? time : isNumber(columns[x]) ? { ...value, scale: true } : { ...category, data: labels }, yAxis: { ...value, scale: true }, series: [{ type: "scatter", name, symbolSize: 6, data: indexes.map((i) => ({ value: [onTime ? instant(ordered[i][x]) : isNumber(columns[x]) ? Number(ordered[i][x]) : i, values[i]], row: i })) }] };
        if (kind === "line")
            return {
                ...common, dataZoom: [{ type: "inside", zoomOnMouseWheel: "ctrl" }], yAxis: value, xAxis: onTime ? time : { ...category, boundaryGap: false, data: labels },
                ...(by === undefined ? {} : { legend: { top: 0, right: 0, textStyle: { color: colour.soft }, itemWidth: 12, itemHeight: 8 }, grid: { ...common.grid, top: 34 } }),
                series: groups.map((group, n) => ({
                    type: "line", name: by === undefined ? name : group ?? "(null)", data: indexes.filter((i) => by === undefined || ordered[i][by] === group).map(point), showSymbol: ordered.length < 60, symbol: "circle", symbolSize: 6,
                    itemStyle: { color: colour.series[n] }, lineStyle: { width: 2, color: colour.series[n] }, areaStyle: by === undefined ? { opacity: 0.08 } : undefined, connectNulls: false,
                })),
            };
        if (long)
            return { ...common, grid: { ...common.grid, top: 4, right: 44 }, xAxis: { ...value, splitNumber: 3 }, yAxis: { ...category, inverse: true, data: labels, axisLabel: { color: colour.soft, formatter: shortened, interval: ordered.length <= 24 ? 0 : "auto" } }, series: [{ type: "bar", name, data: indexes.map(point), barMaxWidth: 16, itemStyle: { borderRadius: [0, 3, 3, 0] }, label: { show: ordered.length <= 24, position: "right", color: colour.soft, fontSize: 11, formatter: ({ data }) => (data.value === null ? "" : shown(ordered[data.row][y], columns[y])) } }] };
        return { ...common, xAxis: onTime ? time : { ...category, data: labels, axisLabel: { color: colour.soft, hideOverlap: true, formatter: shortened } }, yAxis: value, series: [{ type: "bar", name, data: indexes.map(point), barMaxWidth: 38, itemStyle: { borderRadius: [3, 3, 0, 0] } }] };
    }, label);
}
