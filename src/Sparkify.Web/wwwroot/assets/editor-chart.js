// A result as a chart: its type, its axis and its value.
import { ask, isNumber, make } from "/assets/own/app.js";

const ChartRows = 2000;
const Bars = 60;
const loadCharts = () => import("/assets/own/charts.js");
const at = (id) => document.getElementById(id);

export class ResultChart {
    #view = null;

    constructor() {
        for (const id of ["chart-kind", "chart-x", "chart-y"])
            at(id).addEventListener("change", () => {
                this.#view.choice = { kind: at("chart-kind").value, x: Number(at("chart-x").value), y: Number(at("chart-y").value) };
                this.#draw();
            });
    }

    /** Draws the first rows of a run, in the order of its grid. */
    async show(view, order) {
        this.#view = view;
        const { id, columns } = view.answer;
        if (!view.sample) {
            const pages = await Promise.all([0, 1].map((page) => ask(`/api/queries/${id}/rows?from=${page * 1000}&count=1000${order}`)));
            view.sample = pages.flatMap((page) => page.rows);
        }
        view.choice ??= (await loadCharts()).choose(columns, view.sample);
        if (this.#view !== view)
            return;
        const options = (indexes) => indexes.map((i) => make("option", { value: i, text: columns[i].name }));
        at("chart-x").replaceChildren(...options(columns.map((_, i) => i)));
        at("chart-y").replaceChildren(...options(columns.map((_, i) => i).filter((i) => isNumber(columns[i]))));
        if (view.choice)
            [at("chart-kind").value, at("chart-x").value, at("chart-y").value] = [view.choice.kind, view.choice.x, view.choice.y];
        await this.#draw();
    }

    /** Removes the chart. */
    clear() {
        if (this.#view)
            loadCharts().then(({ clear }) => { if (!this.#view) clear(at("chart")); });
        this.#view = null;
        at("chart-note").textContent = "";
    }

    async #draw() {
        const view = this.#view;
        const { drawResult, clear } = await loadCharts();
        if (this.#view !== view)
            return;
        if (!view.choice) {
            clear(at("chart"));
            at("chart-note").textContent = view.sample.length === 0 ? "There are no rows to draw." : "A chart needs a column of numbers, and this result has none.";
            return;
        }
        const most = view.choice.kind === "bar" || view.choice.kind === "pie" ? Bars : ChartRows;
        const drawn = view.sample.slice(0, most);
        drawResult(at("chart"), view.answer.columns, drawn, view.choice, "Result");
        at("chart-note").textContent = drawn.length < view.answer.rows ? `The chart shows the first ${drawn.length.toLocaleString("en")} of ${view.answer.rows.toLocaleString("en")} rows, in the order of the table.` : "";
    }
}
