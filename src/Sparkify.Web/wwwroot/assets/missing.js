import "/assets/own/app.js";
