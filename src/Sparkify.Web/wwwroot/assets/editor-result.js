// The result of a query: a grid whose rows come page by page as one scrolls, a chart, or a plan.
import { ask, isDark, isNumber, make, shown, toast } from "/assets/own/app.js";

const Page = 200;
const ChartRows = 2000;
const Widest = 360;
const nonce = document.querySelector("meta[name=style-nonce]").content;
const at = (id) => document.getElementById(id);
const theme = ({ themeQuartz }) => themeQuartz.withParams({
    backgroundColor: "var(--card)", foregroundColor: "var(--ink)", headerBackgroundColor: "var(--card)", headerTextColor: "var(--soft)", borderColor: "var(--line)", accentColor: "var(--accent)",
    rowHoverColor: "var(--hover)", oddRowBackgroundColor: "transparent", fontFamily: "inherit", fontSize: 13, headerFontSize: 12.5, rowHeight: 30, headerHeight: 34, wrapperBorder: false, browserColorScheme: isDark() ? "dark" : "light",
});

// Large libraries, which nobody waits for who only wants to write: they come when there is time, or when they are needed.
let grids;
const loadGrids = () => grids ??= import("/assets/vendor/grid.js").then((library) => {
    const { ModuleRegistry, InfiniteRowModelModule, CellStyleModule, ColumnApiModule, ColumnAutoSizeModule, ScrollApiModule, RowApiModule } = library;
    ModuleRegistry.registerModules([InfiniteRowModelModule, CellStyleModule, ColumnApiModule, ColumnAutoSizeModule, ScrollApiModule, RowApiModule]);
    return library;
});
const loadCharts = () => import("/assets/own/charts.js");
const whenIdle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1000));

export class ResultView {
    #grid;
    #run;
    #choice;
    #sample;

    constructor(rowLimit) {
        this.rowLimit = rowLimit;
        at("as-table").addEventListener("click", () => this.#as("table"));
        at("as-chart").addEventListener("click", () => this.#as("chart"));
        for (const id of ["chart-kind", "chart-x", "chart-y"])
            at(id).addEventListener("change", () => { this.#choice = { kind: at("chart-kind").value, x: Number(at("chart-x").value), y: Number(at("chart-y").value) }; this.#drawChart(); });
        at("copy").addEventListener("click", () => this.#copy());
        document.addEventListener("themechange", async () => this.#grid?.updateGridOptions({ theme: theme(await loadGrids()) }));
        whenIdle(loadGrids);
    }

    /** Shows the rows there are so far; a grid that is there grows. */
    async follow(run) {
        if (this.#run?.id !== run.id) {
            this.#run = run;
            await this.#open(run);
        } else if (run.rows > this.#run.rows) {
            this.#run = run;
            this.#grid.setRowCount(run.rows, true);
            this.#grid.refreshInfiniteCache();
        }
    }

    /** All rows are there. */
    async finish(run) {
        if (!run.columns)
            at("result").hidden = true;
        else
            await this.follow(run);
        for (const link of document.querySelectorAll(".downloads a")) {
            link.href = `/api/queries/${run.id}/download?format=${link.dataset.format}`;
            link.setAttribute("download", `result.${link.dataset.format}`);
        }
    }

    /** Shows how the engine would go about a query. */
    async showPlan(run) {
        const { rows } = await ask(`/api/queries/${run.id}/rows?count=10`);
        const plan = JSON.parse(rows.map((row) => row.at(-1)).join("\n"));
        at("result").hidden = false;
        at("plan").replaceChildren(make("ul", {}, ...[plan].flat().map((node) => planNode(node.Plan ?? node))));
        this.#as("plan");
        this.#run = null;
    }

    async #open(run) {
        const library = await loadGrids();
        if (this.#run !== run)
            return;
        this.#grid?.destroy();
        this.#sample = this.#choice = null;
        at("result").hidden = false;
        at("hint").hidden = true;
        this.#as("table");
        this.#grid = library.createGrid(at("grid"), {
            theme: theme(library), styleNonce: nonce, rowModelType: "infinite", cacheBlockSize: Page, maxBlocksInCache: 30, maxConcurrentDatasourceRequests: 2, blockLoadDebounceMillis: 40, rowBuffer: 4,
            infiniteInitialRowCount: Math.max(1, run.rows), enableCellTextSelection: true, ensureDomOrder: true, suppressColumnVirtualisation: false, animateRows: false, suppressMovableColumns: true,
            defaultColDef: { sortable: true, resizable: true, minWidth: 70, comparator: () => 0 },
            columnDefs: [
                { headerName: "", colId: "number", width: 76, pinned: innerWidth > 700 ? "left" : null, sortable: false, resizable: false, cellClass: "null-cell", valueGetter: ({ node }) => (node.rowIndex + 1).toLocaleString("en") },
                ...run.columns.map((column, i) => ({
                    headerName: column.name, colId: String(i), type: isNumber(column) ? "rightAligned" : undefined, width: isNumber(column) ? 130 : 190,
                    valueGetter: ({ data }) => data?.[i], valueFormatter: ({ value }) => (value === undefined ? "…" : shown(value, column)),
                    cellClass: ({ value }) => [isNumber(column) ? "number-cell" : "", value === null ? "null-cell" : ""].filter(Boolean),
                })),
            ],
            datasource: { getRows: (request) => this.#load(run.id, request) },
        });
        this.#widen(run);
    }

    async #load(id, { startRow, endRow, sortModel: [sort], successCallback, failCallback }) {
        try {
            const order = sort ? `&sort=${sort.colId}&descending=${sort.sort === "desc"}` : "";
            const { rows } = await ask(`/api/queries/${id}/rows?from=${startRow}&count=${endRow - startRow}${order}`);
            const done = this.#run?.state === "done" || this.#run?.state === "cancelled";
            successCallback(rows, done ? this.#run.rows : startRow + rows.length < endRow && this.#run.state !== "running" ? startRow + rows.length : undefined);
        } catch (error) {
            failCallback();
            toast(error.message);
        }
    }

    // Columns as wide as the first rows need, within reason.
    #widen(run) {
        const grid = this.#grid;
        setTimeout(() => {
            if (grid.isDestroyed())
                return;
            grid.autoSizeColumns(run.columns.map((_, i) => String(i)));
            grid.setColumnWidths(grid.getColumnState().filter(({ colId, width }) => colId !== "number" && width > Widest).map(({ colId }) => ({ key: colId, newWidth: Widest })));
        }, 150);
    }

    #as(what) {
        at("grid").hidden = what !== "table";
        at("chart").hidden = what !== "chart";
        at("plan").hidden = what !== "plan";
        at("chart-tools").hidden = what !== "chart";
        at("as-table").setAttribute("aria-pressed", String(what === "table"));
        at("as-chart").setAttribute("aria-pressed", String(what === "chart"));
        at("as-table").parentElement.hidden = what === "plan";
        document.querySelector(".downloads").hidden = what === "plan";
        if (what === "chart")
            this.#showChart();
    }

    async #showChart() {
        const run = this.#run;
        if (!this.#sample) {
            const pages = await Promise.all([0, 1].map((page) => ask(`/api/queries/${run.id}/rows?from=${page * 1000}&count=1000`)));
            this.#sample = pages.flatMap((page) => page.rows).slice(0, ChartRows);
        }
        this.#choice ??= (await loadCharts()).choose(run.columns, this.#sample);
        if (!this.#choice) {
            at("chart").replaceChildren(make("p", { class: "muted", text: "A chart needs a column of numbers." }));
            return;
        }
        const options = (indexes) => indexes.map((i) => make("option", { value: i, text: run.columns[i].name }));
        at("chart-x").replaceChildren(...options(run.columns.map((_, i) => i)));
        at("chart-y").replaceChildren(...options(run.columns.map((_, i) => i).filter((i) => isNumber(run.columns[i]))));
        [at("chart-kind").value, at("chart-x").value, at("chart-y").value] = [this.#choice.kind, this.#choice.x, this.#choice.y];
        this.#drawChart();
    }

    async #drawChart() {
        const { drawResult } = await loadCharts();
        if (!this.#choice)
            return;
        const most = this.#choice.kind === "bar" || this.#choice.kind === "pie" ? 60 : ChartRows;
        drawResult(at("chart"), this.#run.columns, this.#sample.slice(0, most), this.#choice, "Result");
        if (this.#run.rows > Math.min(most, this.#sample.length))
            toast(`The chart shows the first ${Math.min(most, this.#sample.length).toLocaleString("en")} of ${this.#run.rows.toLocaleString("en")} rows.`);
    }

    async #copy() {
        const rows = [];
        for (let from = 0; from < Math.min(this.#run.rows, 10000); from += 1000)
            rows.push(...(await ask(`/api/queries/${this.#run.id}/rows?from=${from}&count=1000`)).rows);
        const clean = (value) => (value ?? "").replaceAll(/[\t\n\r]/g, " ");
        await navigator.clipboard.writeText([this.#run.columns.map((column) => column.name), ...rows].map((row) => row.map(clean).join("\t")).join("\n"));
        toast(`Copied ${rows.length.toLocaleString("en")} of ${this.#run.rows.toLocaleString("en")} rows, for a spreadsheet.`);
    }
}

// Engines name the parts of a plan differently; what a person wants to know is the same.
function planNode(node) {
    const info = node.extra_info ?? {};
    const rows = node["Plan Rows"] ?? (typeof info === "object" ? info["Estimated Cardinality"] : undefined);
    const about = typeof info === "string" ? info : [
        node["Relation Name"], node["Index Name"], node["Hash Cond"], node["Join Filter"], node.Filter, node["Index Cond"], node["Group Key"]?.join(", "), node["Sort Key"]?.join(", "),
        ...Object.entries(info).filter(([name]) => name !== "Estimated Cardinality").map(([name, value]) => `${name}: ${[value].flat().join(", ")}`),
    ].filter(Boolean).join(" · ");
    return make("li", {}, make("b", { text: (node["Node Type"] ?? node.name ?? "").trim().replaceAll("_", " ").toLowerCase() }),
        document.createTextNode(rows === undefined ? "" : ` about ${Number(rows).toLocaleString("en")} rows`), make("small", { text: about }),
        make("ul", {}, ...(node.Plans ?? node.children ?? []).map(planNode)));
}
