// Open queries. Each is kept in this browser under its own key, so that two windows do not overwrite each other's text.
import { make } from "/assets/own/app.js";

const example = `-- The ten most played songs. Ctrl+Enter runs the query.
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

const Key = "tab:";
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Tabs {
    #place = document.getElementById("tabs");
    #list = document.getElementById("tab-list");
    #undo = document.getElementById("closed");
    #tabs;
    #current;
    // The tabs that were edited in this window; kept across reloads.
    #written = new Set(JSON.parse(sessionStorage.getItem("written") ?? "[]"));

    /** Called with the tab that becomes active, and when another window has changed its text. */
    opened = () => {};

    /** Called with a tab that was closed. */
    closed = () => {};

    constructor() {
        // Earlier versions kept all tabs under one key.
        for (const { name, text } of JSON.parse(localStorage.getItem("tabs") ?? "null")?.tabs ?? [])
            this.#store({ id: newId(), name, text, source: null, at: Date.now() });
        localStorage.removeItem("tabs");
        this.#tabs = Object.keys(localStorage).filter((key) => key.startsWith(Key))
            .map((key) => ({ id: key.slice(Key.length), ...JSON.parse(localStorage.getItem(key)) })).sort((a, b) => a.at - b.at);
        if (this.#tabs.length === 0) {
            this.#tabs.push({ id: newId(), name: "Query 1", text: example, source: null, at: Date.now() });
            this.#store(this.#tabs[0]);
        }
        const last = sessionStorage.getItem("tab") ?? localStorage.getItem("last-tab");
        this.#current = this.#tabs.find((tab) => tab.id === last) ?? this.#tabs[0];
        this.#undo.querySelector("button").addEventListener("click", () => this.#reopen());
        addEventListener("storage", ({ key, newValue }) => { if (key?.startsWith(Key)) this.#hear(key.slice(Key.length), newValue); });
        this.#show();
    }

    get current() {
        return this.#current;
    }

    /** The first tab that meets a condition. */
    find(test) {
        return this.#tabs.find(test);
    }

    /** Saves what was typed. */
    keep(text) {
        this.#current.text = text;
        this.#written.add(this.#current.id);
        sessionStorage.setItem("written", JSON.stringify([...this.#written]));
        this.#store(this.#current);
    }

    /** Opens another query; its source is the address that opens it, if there is one. */
    open(name, text, source = null) {
        const tab = { id: newId(), name: name ?? this.#freeName(), text, source, at: Date.now() };
        this.#tabs.push(tab);
        this.#store(tab);
        this.choose(tab);
        return tab;
    }

    /** Makes a tab the active one. */
    choose(tab) {
        this.#current = tab;
        sessionStorage.setItem("tab", tab.id);
        localStorage.setItem("last-tab", tab.id);
        this.#show();
        this.opened(tab);
    }

    /** The last closed tab can no longer be restored. */
    forgetClosed() {
        this.#undo.hidden = true;
    }

    #close(tab) {
        const index = this.#tabs.indexOf(tab);
        this.#remove(tab);
        localStorage.removeItem(Key + tab.id);
        this.#undo.tab = tab;
        this.#undo.querySelector("span").textContent = `Closed “${tab.name}”.`;
        this.#undo.hidden = false;
        if (tab === this.#current)
            this.choose(this.#tabs[Math.min(index, this.#tabs.length - 1)]);
        else
            this.#show();
        this.#place.querySelector("[aria-selected=true]").focus();
        this.closed(tab);
    }

    #reopen() {
        const { tab } = this.#undo;
        this.#undo.hidden = true;
        this.#tabs.push(tab);
        this.#tabs.sort((a, b) => a.at - b.at);
        this.#store(tab);
        this.choose(tab);
        this.#place.querySelector("[aria-selected=true]").focus();
    }

    #remove(tab) {
        this.#tabs = this.#tabs.filter((other) => other !== tab);
        if (this.#tabs.length === 0)
            this.#tabs.push({ id: newId(), name: "Query 1", text: "", source: null, at: Date.now() });
    }

    // Another window changed or closed a tab. If both edited it, each keeps its text, and ours becomes a separate tab.
    #hear(id, written) {
        const mine = this.#tabs.find((tab) => tab.id === id);
        const theirs = JSON.parse(written);
        if (theirs === null && mine && this.#written.has(id)) {
            this.#store(mine);
        } else if (theirs === null && mine) {
            this.#remove(mine);
            if (mine === this.#current)
                this.choose(this.#tabs[0]);
        } else if (theirs && !mine) {
            this.#tabs.push({ id, ...theirs });
        } else if (theirs && mine.text !== theirs.text && this.#written.has(id)) {
            this.#written.delete(id);
            Object.assign(mine, { id: newId(), name: this.#freeName(), source: null });
            this.#tabs.push({ id, ...theirs });
            this.#current = mine === this.#current ? mine : this.#current;
            sessionStorage.setItem("tab", this.#current.id);
            this.#written.add(mine.id);
            sessionStorage.setItem("written", JSON.stringify([...this.#written]));
            this.#store(mine);
        } else if (theirs) {
            Object.assign(mine, theirs);
            if (mine === this.#current)
                this.opened(mine);
        }
        this.#show();
    }

    #freeName() {
        let number = 1;
        while (this.#tabs.some((tab) => tab.name === `Query ${number}`))
            number++;
        return `Query ${number}`;
    }

    #store({ id, ...tab }) {
        localStorage.setItem(Key + id, JSON.stringify(tab));
    }

    #rename(tab) {
        const name = prompt("Name of this query", tab.name)?.trim();
        if (name) {
            tab.name = name.slice(0, 60);
            this.#store(tab);
            this.#show();
        }
    }

    // A tablist may contain only tabs, so the close buttons are beside it, and the list refers to its tabs by id.
    #show() {
        this.#list.setAttribute("aria-owns", this.#tabs.map((tab) => "tab-" + tab.id).join(" "));
        this.#place.replaceChildren(...this.#tabs.map((tab) => {
            const isCurrent = tab === this.#current;
            const tabindex = isCurrent ? "0" : "-1";
            return make("span", {},
                make("button", {
                    type: "button", role: "tab", id: "tab-" + tab.id, "aria-selected": String(isCurrent), tabindex, title: `${tab.name} (double-click to rename)`, text: tab.name,
                    onclick: () => this.choose(tab), ondblclick: () => this.#rename(tab), onkeydown: (event) => this.#key(event, tab),
                    onauxclick: (event) => { if (event.button === 1) this.#close(tab); },
                }),
                make("button", { type: "button", class: "close", tabindex, "aria-label": `Close ${tab.name}`, title: "Close", text: "×", onclick: () => this.#close(tab) }));
        }));
    }

    #key(event, tab) {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) {
            this.choose(this.#tabs[(this.#tabs.indexOf(tab) + step + this.#tabs.length) % this.#tabs.length]);
            this.#place.querySelector("[aria-selected=true]").focus();
        } else if (event.key === "Delete") {
            this.#close(tab);
        }
    }
}
