import { ask, start } from "/assets/own/app.js";

const problem = document.getElementById("login-problem");
const { asksName, needsLogin, person } = await start();
// Only to one of our own pages.
const to = new URL(new URLSearchParams(location.search).get("to") ?? "/reports", location.origin);
const next = to.origin === location.origin ? to.pathname + to.search : "/reports";
// A link from another site sends no cookie, so the server redirected here; this page's own request did send it.
if (person)
    location.replace(next);
if (!needsLogin)
    document.querySelector("#login .lead").textContent = "Open the link that sparkify serve printed, or enter the token at its end.";
document.getElementById("name-label").hidden = !asksName;
document.getElementById("password-label").textContent = asksName ? "Password" : "Token";
if (document.activeElement === document.body)
    document.getElementById(asksName ? "name" : "password").focus();

document.getElementById("login").addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
        await ask("/api/login", { method: "POST", body: { name: document.getElementById("name").value, password: document.getElementById("password").value } });
        location.assign(next);
    } catch (error) {
        problem.textContent = error.message;
        problem.hidden = false;
        document.getElementById("password").select();
    }
});
document.getElementById("sign-in").disabled = false;
