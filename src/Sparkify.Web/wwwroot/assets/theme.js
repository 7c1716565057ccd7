// Applies the last chosen theme before the page is painted. Without a choice the system's theme applies.
const chosenTheme = localStorage.getItem("theme");
if (chosenTheme)
    document.documentElement.dataset.theme = chosenTheme;
