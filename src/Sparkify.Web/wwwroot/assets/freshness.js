import { ask, complain, make, showPublication, span, start, table } from "/assets/own/app.js";
import { draw } from "/assets/own/charts.js";

const grouped = new Intl.NumberFormat("en");
const kinds = [["rows_accepted", "accepted"], ["rows_duplicate", "duplicate"], ["rows_rejected", "rejected"]];

function figure(name, value, note) {
    return make("div", {}, make("dt", { text: name }), make("dd", { text: value }, note ? make("small", { text: note }) : null));
}

try {
    await start();
    const { publication, loads, notice } = await ask("/api/freshness");
    document.getElementById("notice").hidden = !notice;
    document.getElementById("notice").textContent = notice ?? "";
    const toSecond = (value) => value?.replace(/\.\d+/, "") ?? null;
    showPublication(publication);
    const at = Object.fromEntries(loads.columns.map((column, i) => [column.name, i]));
    const [last] = loads.rows;
    const moment = (text) => (text ? text.slice(0, 16).replace("T", " ") + " UTC" : "–");
    const stale = document.getElementById("stale");
    stale.hidden = !publication.isStale;
    stale.textContent = publication.isStale ? `The newest event is ${span(publication.ageSeconds)} old; it should be at most ${span(publication.staleAfterSeconds)} old. Ask the person who runs the loads.` : "";
    document.getElementById("figures").append(
        figure("Newest event", publication.ageSeconds === null ? "none yet" : `${span(publication.ageSeconds)} ago`, moment(publication.publication?.newestEventAt)),
        figure("Published", moment(publication.publication?.publishedAt), last ? `by load ${last[at.load_id]}` : ""),
        figure("Published loads", grouped.format(loads.rows.length), loads.rows.length === 1000 ? "the latest ones" : "in total"),
        figure("Rejected rows", grouped.format(loads.rows.reduce((sum, row) => sum + Number(row[at.rows_rejected]), 0)), "in these loads"));
    const shown = loads.rows.slice(0, 60).reverse();
    draw(document.getElementById("rows-chart"), (colour) => ({
        legend: { top: 0, right: 0, textStyle: { color: colour.soft }, itemWidth: 12, itemHeight: 8 },
        tooltip: { renderMode: "richText", trigger: "axis", backgroundColor: colour.card, borderColor: colour.line, textStyle: { color: colour.ink }, confine: true },
        grid: { left: 4, right: 16, top: 34, bottom: 4, containLabel: true },
        xAxis: { type: "category", data: shown.map((row) => "load " + row[at.load_id]), axisTick: { show: false }, axisLine: { lineStyle: { color: colour.line } }, axisLabel: { color: colour.soft } },
        yAxis: { type: "value", axisLabel: { color: colour.soft }, splitLine: { lineStyle: { color: colour.line } } },
        series: kinds.map(([column, name], i) => ({ type: "bar", stack: "rows", name, barMaxWidth: 38, itemStyle: { color: [colour.series[0], colour.series[1], colour.series[3]][i] }, data: shown.map((row) => Number(row[at[column]])) })),
    }), `Rows accepted, duplicate and rejected in the last ${shown.length} load${shown.length === 1 ? "" : "s"}.`);
    document.getElementById("loads").append(loads.rows.length === 0 ? make("p", { class: "muted", text: "Nothing has been loaded yet." }) : table(brief(loads), "Loads, newest first"));

    // Column headers without their common first word, and times to the second.
    function brief({ columns, rows }) {
        return {
            columns: columns.map((column) => ({ ...column, name: column.name === "load_id" ? "load" : column.name.replace(/^rows_|_at$/g, "") })),
            rows: rows.map((row) => row.map((value, i) => (columns[i].kind === "timestamp" ? toSecond(value) : value))),
        };
    }
} catch (error) {
    complain(error);
}
