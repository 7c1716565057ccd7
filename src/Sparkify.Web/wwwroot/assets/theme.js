// Before anything is painted: the theme that was chosen here last. Without a choice the system's holds.
const chosenTheme = localStorage.getItem("theme");
if (chosenTheme)
    document.documentElement.dataset.theme = chosenTheme;
