// The result of a query: a grid that fetches rows as one scrolls, a chart, or a plan.
import { ask, make, toast } from "/assets/own/app.js";
import { openGrid, preload } from "/assets/own/editor-grid.js";
import { planNode } from "/assets/own/editor-plan.js";
import { ResultChart } from "/assets/own/editor-chart.js";

const MostCopied = 10_000;
const at = (id) => document.getElementById(id);

export class ResultView {
    #view = null;
    #grid = null;
    #gridOf = null;
    #chart = new ResultChart();

    /** Called when the server no longer has the result. */
    gone = () => {};

    constructor() {
        at("as-table").addEventListener("click", () => this.#as("table"));
        at("as-chart").addEventListener("click", () => this.#as("chart"));
        at("copy").addEventListener("click", () => this.#copy());
        preload();
    }

    /** Shows the rows of a run so far, or nothing if there are none: never those of an earlier run. */
    async show(view) {
        this.#view = view;
        const answer = view?.problem ? null : view?.answer;
        const rows = answer?.columns && !view.explain ? answer : null;
        // Until the first rows arrive the space is kept, so that the page does not jump at each run.
        const pending = view?.isBusy && !rows;
        at("result").classList.toggle("pending", Boolean(pending));
        at("result").hidden = !rows && !view?.plan && !(pending && !at("result").hidden);
        at("hint").hidden = Boolean(view);
        if (this.#gridOf !== view || !rows)
            this.#close();
        // An incomplete result is not offered for download.
        document.querySelector(".downloads").hidden = answer?.state !== "done" || !rows;
        if (view?.plan) {
            at("plan").replaceChildren(make("ul", {}, ...[view.plan].flat().map((node) => planNode(node.Plan ?? node))));
            this.#as("plan");
        }
        if (!rows)
            return;
        if (this.#gridOf === view) {
            this.#grid?.grow(answer);
        } else {
            this.#gridOf = view;
            this.#as(view.as ?? "table");
            this.#grid = await openGrid(at("grid"), view, { isShown: () => this.#gridOf === view, sorted: () => this.#sorted(), failed: (error) => this.#failed(view, error) });
            if (this.#gridOf === view)
                this.#grid?.grow(view.answer);
        }
        this.#address();
    }

    #close() {
        this.#grid?.destroy();
        this.#grid = this.#gridOf = null;
        this.#chart.clear();
    }

    #failed(view, error) {
        if (error.status === 404)
            this.gone(view, error.message);
        else
            toast(error.message);
    }

    // A new sort order also applies to copies, charts and downloads.
    #sorted() {
        this.#view.sample = null;
        this.#address();
        if (this.#view.as === "chart")
            this.#as("chart");
    }

    #address() {
        const { answer, sort } = this.#view;
        for (const link of document.querySelectorAll(".downloads a")) {
            link.href = `/api/queries/${answer.id}/download?format=${link.dataset.format}${orderOf(sort)}`;
            link.setAttribute("download", `result.${link.dataset.format}`);
        }
    }

    #as(what) {
        at("grid").hidden = what !== "table";
        at("chart").hidden = what !== "chart";
        at("plan").hidden = what !== "plan";
        at("chart-tools").hidden = at("chart-note").hidden = what !== "chart";
        at("as-table").setAttribute("aria-pressed", String(what === "table"));
        at("as-chart").setAttribute("aria-pressed", String(what === "chart"));
        document.querySelector(".result-head").hidden = what === "plan";
        if (what !== "plan")
            this.#view.as = what;
        if (what === "chart")
            this.#chart.show(this.#view, orderOf(this.#view.sort)).catch((error) => this.#failed(this.#view, error));
    }

    async #copy() {
        const { answer, sort } = this.#view;
        try {
            const rows = [];
            for (let from = 0; from < Math.min(answer.rows, MostCopied); from += 1000)
                rows.push(...(await ask(`/api/queries/${answer.id}/rows?from=${from}&count=1000${orderOf(sort)}`)).rows);
            const clean = (value) => (value ?? "").replaceAll(/[\t\n\r]/g, " ");
            await copyText([answer.columns.map((column) => column.name), ...rows].map((row) => row.map(clean).join("\t")).join("\n"));
            toast(rows.length < answer.rows ? `Copied the first ${rows.length.toLocaleString("en")} of ${answer.rows.toLocaleString("en")} rows. Download the result to get all of them.` : `Copied ${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}.`);
        } catch (error) {
            this.#failed(this.#view, error);
        }
    }
}

/** The sort order of the grid, as part of an address. */
const orderOf = (sort) => (sort ? `&sort=${sort.colId}&descending=${sort.sort === "desc"}` : "");

// Browsers provide the clipboard only over https and on localhost; elsewhere a selection is copied, as with Ctrl+C.
async function copyText(text) {
    if (navigator.clipboard) {
        await navigator.clipboard.writeText(text);
        return;
    }
    const area = document.body.appendChild(make("textarea", { "aria-hidden": "true" }));
    area.value = text;
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied)
        throw new Error("The browser does not allow copying on this page. Download the result as CSV instead.");
}
