// Sharing a query by link, and finding queries that were shared or run before.
import { ask, make, toast } from "/assets/own/app.js";

const at = (id) => document.getElementById(id);
const MostPast = 60;

export function openDialogs({ text, open }) {
    const past = () => JSON.parse(localStorage.getItem("past") ?? "[]");
    let sharing;

    at("share").addEventListener("click", () => {
        sharing = text();
        at("share-link").hidden = at("share-problem").hidden = true;
        at("share-name").value = "";
        at("share-dialog").showModal();
    });
    at("share-close").addEventListener("click", () => at("share-dialog").close());
    at("share-dialog").querySelector("form").addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            const [query] = await ask("/api/shared", { method: "POST", body: { name: at("share-name").value, sql: sharing } });
            const link = `${location.origin}/editor?query=${query.id}`;
            const anchor = at("share-link").querySelector("a");
            anchor.href = anchor.textContent = link;
            at("share-link").hidden = false;
            await navigator.clipboard?.writeText(link).then(() => toast("Link copied."), () => {});
        } catch (error) {
            at("share-problem").textContent = error.message;
            at("share-problem").hidden = false;
        }
    });

    at("saved").addEventListener("click", async () => {
        // A shared query has an address of its own, which another browser tab can open.
        const item = (name, note, sql, href) => make("li", {}, make(href ? "a" : "button", {
            type: href ? null : "button", href,
            onclick: (event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey)
                    return;
                event.preventDefault();
                at("saved-dialog").close();
                open(name, sql, href ?? null);
            },
        }, document.createTextNode(note), make("small", { text: sql.replaceAll(/\s+/g, " ") })));
        at("history-list").replaceChildren(...past().map((query) => item(null, `${query.at} UTC · ${query.rows.toLocaleString("en")} row${query.rows === 1 ? "" : "s"} in ${query.seconds.toFixed(2)} s`, query.sql)));
        if (past().length === 0)
            at("history-list").append(make("li", { class: "muted", text: "None yet." }));
        at("saved-dialog").showModal();
        try {
            const shared = await ask("/api/shared");
            at("shared-list").replaceChildren(...shared.map((query) => item(query.name, `${query.name} · by ${query.by}, ${query.at.slice(0, 10)}`, query.sql, "/editor?query=" + query.id)));
            if (shared.length === 0)
                at("shared-list").append(make("li", { class: "muted", text: "None yet." }));
        } catch (error) {
            toast(error.message);
        }
    });
    at("saved-close").addEventListener("click", () => at("saved-dialog").close());

    return {
        /** Adds a query to the history. */
        remember(sql, { rows, seconds }) {
            const at = new Date().toISOString().slice(0, 16).replace("T", " ");
            localStorage.setItem("past", JSON.stringify([{ sql, rows, seconds, at }, ...past().filter((query) => query.sql !== sql)].slice(0, MostPast)));
        },
    };
}
