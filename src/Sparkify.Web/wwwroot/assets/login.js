import { ask, start } from "/assets/own/app.js";

const problem = document.getElementById("login-problem");
const { asksName } = await start();
document.getElementById("name-label").hidden = !asksName;
document.getElementById("password-label").textContent = asksName ? "Password" : "Token";
if (document.activeElement === document.body)
    document.getElementById(asksName ? "name" : "password").focus();

document.getElementById("login").addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
        await ask("/api/login", { method: "POST", body: { name: document.getElementById("name").value, password: document.getElementById("password").value } });
        const to = new URL(new URLSearchParams(location.search).get("to") ?? "/reports", location.origin);
        // Nowhere but to a page of ours.
        location.assign(to.origin === location.origin ? to.pathname + to.search : "/reports");
    } catch (error) {
        problem.textContent = error.message;
        problem.hidden = false;
        document.getElementById("password").select();
    }
});
document.getElementById("sign-in").disabled = false;
