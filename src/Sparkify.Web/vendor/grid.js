// The grid of results: AG Grid (Community) with rows that come page by page.
export {
    createGrid, ModuleRegistry, InfiniteRowModelModule, CellStyleModule, ColumnApiModule, ColumnAutoSizeModule,
    ScrollApiModule, RowApiModule, themeQuartz,
} from "ag-grid-community";
