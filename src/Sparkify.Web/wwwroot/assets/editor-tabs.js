// Queries that are open, kept in this browser over reloads.
import { make } from "/assets/own/app.js";

const example = `-- The ten most played songs. Ctrl+Enter runs it.
select
    s.title,
    a.name as artist,
    count(*) as plays
from frontroom.songplays as p
join frontroom.songs as s on s.song_id = p.song_id
join frontroom.artists as a on a.artist_id = p.artist_id
group by s.title, a.name
order by plays desc
limit 10`;

export class Tabs {
    #place = document.getElementById("tabs");
    #tabs;
    #chosen;

    /** Hears the text of a query that is opened. */
    opened = () => {};

    constructor() {
        const kept = JSON.parse(localStorage.getItem("tabs") ?? "null");
        this.#tabs = kept?.tabs?.length > 0 ? kept.tabs : [{ name: "Query 1", text: example }];
        this.#chosen = Math.min(kept?.chosen ?? 0, this.#tabs.length - 1);
        this.#show();
    }

    get current() {
        return this.#tabs[this.#chosen];
    }

    /** Takes note of what was written. */
    keep(text) {
        this.current.text = text;
        this.#store();
    }

    /** Opens another query. */
    open(name, text) {
        let number = this.#tabs.length + 1;
        while (this.#tabs.some((tab) => tab.name === `Query ${number}`))
            number++;
        this.#tabs.push({ name: name ?? `Query ${number}`, text });
        this.#choose(this.#tabs.length - 1);
    }

    #choose(index) {
        this.#chosen = index;
        this.opened(this.current.text);
        this.#store();
        this.#show();
    }

    #close(index) {
        this.#tabs.splice(index, 1);
        if (this.#tabs.length === 0)
            this.#tabs.push({ name: "Query 1", text: "" });
        this.#choose(Math.max(0, Math.min(this.#chosen > index ? this.#chosen - 1 : this.#chosen, this.#tabs.length - 1)));
        this.#place.querySelector("[aria-selected=true]").focus();
    }

    #store() {
        localStorage.setItem("tabs", JSON.stringify({ tabs: this.#tabs, chosen: this.#chosen }));
    }

    #show() {
        this.#place.replaceChildren(...this.#tabs.map((tab, i) => make("button", {
            type: "button", role: "tab", "aria-selected": String(i === this.#chosen), tabindex: i === this.#chosen ? "0" : "-1", title: `${tab.name} (Delete closes it)`, text: tab.name,
            onclick: () => this.#choose(i),
            ondblclick: () => { const name = prompt("Name of this query", tab.name)?.trim(); if (name) { tab.name = name.slice(0, 60); this.#store(); this.#show(); } },
            onkeydown: (event) => this.#key(event, i),
            onauxclick: () => this.#close(i),
        })));
    }

    #key(event, index) {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) {
            this.#choose((index + step + this.#tabs.length) % this.#tabs.length);
            this.#place.querySelector("[aria-selected=true]").focus();
        } else if (event.key === "Delete") {
            this.#close(index);
        }
    }
}
