// Charts: Apache ECharts with the kinds that reports, results and the lineage picture use, drawn as SVG.
import { use } from "echarts/core";
import { BarChart, LineChart, PieChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DataZoomInsideComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, PieChart, SankeyChart, ScatterChart, AriaComponent, DataZoomInsideComponent, GridComponent, LegendComponent, TooltipComponent, LabelLayout, SVGRenderer]);

export { init } from "echarts/core";
