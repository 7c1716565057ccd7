// The plan of a query as a list. Engines name the parts of a plan differently, but people want to know the same things.
import { make } from "/assets/own/app.js";

export function planNode(node) {
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
