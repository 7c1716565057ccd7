// The grid of a result: rows are fetched page by page, and columns are as wide as their first rows need.
import { ask, isDark, isNumber, shown } from "/assets/own/app.js";

const Page = 200;
const Widest = 360;
const NumberColumn = 76;
const Padding = 38;
const HeaderPadding = 62;
const nonce = document.querySelector("meta[name=style-nonce]").content;
const theme = ({ themeQuartz }) => themeQuartz.withParams({
    backgroundColor: "var(--card)", foregroundColor: "var(--ink)", headerBackgroundColor: "var(--card)", headerTextColor: "var(--soft)", borderColor: "var(--line)", accentColor: "var(--accent)",
    rowHoverColor: "var(--hover)", oddRowBackgroundColor: "transparent", fontFamily: "inherit", fontSize: 13, headerFontSize: 12.5, rowHeight: 30, headerHeight: 34, wrapperBorder: false, browserColorScheme: isDark() ? "dark" : "light",
});

// A large library, loaded when the browser is idle or when it is needed, so that typing does not wait for it.
let library;
const load = () => library ??= import("/assets/vendor/grid.js").then((loaded) => {
    const { ModuleRegistry, InfiniteRowModelModule, CellStyleModule, ColumnApiModule, ColumnAutoSizeModule, ScrollApiModule, RowApiModule } = loaded;
    ModuleRegistry.registerModules([InfiniteRowModelModule, CellStyleModule, ColumnApiModule, ColumnAutoSizeModule, ScrollApiModule, RowApiModule]);
    return loaded;
});

/** Fetches the library when the browser has nothing else to do. */
export const preload = () => (window.requestIdleCallback ?? ((then) => setTimeout(then, 1000)))(load);

/** Opens a grid for a run; null if another run has taken its place. The view keeps the chosen sort order. */
export async function openGrid(place, view, { isShown, sorted, failed }) {
    const loaded = await load();
    if (!isShown())
        return null;
    const { id, columns, rows } = view.answer;
    let known = view.answer;
    let fitted = false;
    const grid = loaded.createGrid(place, {
        theme: theme(loaded), styleNonce: nonce, rowModelType: "infinite", cacheBlockSize: Page, maxBlocksInCache: 30, maxConcurrentDatasourceRequests: 2, blockLoadDebounceMillis: 40, rowBuffer: 4,
        infiniteInitialRowCount: Math.max(1, rows), enableCellTextSelection: true, ensureDomOrder: true, animateRows: false, suppressMovableColumns: true, suppressMultiSort: true,
        defaultColDef: { sortable: true, resizable: true, minWidth: 70, comparator: () => 0 },
        columnDefs: [
            { headerName: "", colId: "number", width: NumberColumn, pinned: innerWidth > 700 ? "left" : null, sortable: false, resizable: false, cellClass: "null-cell", valueGetter: ({ node }) => (node.rowIndex + 1).toLocaleString("en") },
            ...columns.map((column, i) => ({
                headerName: column.name, colId: String(i), type: isNumber(column) ? "rightAligned" : undefined, width: 130, sort: view.sort?.colId === String(i) ? view.sort.sort : undefined,
                valueGetter: ({ data }) => data?.[i], valueFormatter: ({ value }) => (value === undefined ? "…" : shown(value, column)),
                cellClass: ({ value }) => [isNumber(column) ? "number-cell" : "", value === null ? "null-cell" : ""].filter(Boolean),
            })),
        ],
        datasource: { getRows: (request) => fetchRows(request) },
    });
    const onTheme = () => grid.updateGridOptions({ theme: theme(loaded) });
    document.addEventListener("themechange", onTheme);
    fit([]);

    async function fetchRows({ startRow, endRow, sortModel: [sort], successCallback, failCallback }) {
        if (sort?.colId !== view.sort?.colId || sort?.sort !== view.sort?.sort) {
            view.sort = sort;
            sorted();
        }
        try {
            const order = sort ? `&sort=${sort.colId}&descending=${sort.sort === "desc"}` : "";
            const page = await ask(`/api/queries/${id}/rows?from=${startRow}&count=${endRow - startRow}${order}`);
            if (grid.isDestroyed())
                return;
            if (page.rows.length > 0 && !fitted) {
                fitted = true;
                fit(page.rows);
            }
            successCallback(page.rows, known.state === "running" ? undefined : known.rows);
        } catch (error) {
            if (grid.isDestroyed())
                return;
            failCallback();
            failed(error);
        }
    }

    function fit(first) {
        const widths = widthsOf(columns, first, place);
        grid.setColumnWidths(widths.map((newWidth, i) => ({ key: String(i), newWidth })));
    }

    return {
        /** Updates the grid with the run's progress. */
        grow(answer) {
            const isMore = answer.rows > known.rows;
            const isEnd = answer.state !== known.state;
            known = answer;
            if (isMore || isEnd)
                grid.setRowCount(Math.max(answer.rows, answer.state === "running" ? 1 : 0), true);
            if (isMore)
                grid.refreshInfiniteCache();
        },
        destroy() {
            document.removeEventListener("themechange", onTheme);
            grid.destroy();
        },
    };
}

// As wide as the texts, which are measured rather than read from the rendered cells, as those may come later. If all columns together are too
// wide, the long ones share what the others leave.
function widthsOf(columns, rows, place) {
    const canvas = widthsOf.canvas ??= document.createElement("canvas").getContext("2d");
    const family = getComputedStyle(place).fontFamily;
    const measure = (text, font) => {
        canvas.font = `${font} ${family}`;
        return canvas.measureText(text.slice(0, 400)).width;
    };
    const natural = columns.map((column, i) => Math.ceil(Math.max(
        70, measure(column.name, "500 12.5px") + HeaderPadding,
        ...rows.map((row) => measure(shown(row[i], column), "13px") + Padding))));
    const room = place.clientWidth - NumberColumn - 18;
    const widths = natural.map((width) => Math.min(width, Widest, Math.max(140, room * 0.7)));
    for (let free = room - widths.reduce((sum, width) => sum + width, 0); free > 1;) {
        const short = widths.map((_, i) => i).filter((i) => widths[i] < natural[i]);
        if (short.length === 0)
            break;
        const share = free / short.length;
        for (const i of short) {
            const more = Math.min(share, natural[i] - widths[i]);
            widths[i] += more;
            free -= more;
        }
    }
    return widths.map(Math.floor);
}
