namespace Sparkify.Simulator.Listening;

/// <summary>The pages of the app.</summary>
enum Page : byte
{
    NextSong,
    Home,
    Login,
    Logout,
    Help,
    Settings,
    SaveSettings,
    About,
    Error,
    Upgrade,
    SubmitUpgrade,
    Downgrade,
    SubmitDowngrade,
}

/// <summary>The method and status of a page's requests.</summary>
static class Pages
{
    internal static (string Name, string Method, int Status) Of(Page page) => page switch
    {
        Page.NextSong => ("NextSong", "PUT", 200),
        Page.Login => ("Login", "PUT", 307),
        Page.Logout => ("Logout", "PUT", 307),
        Page.SaveSettings => ("Save Settings", "PUT", 307),
        Page.SubmitUpgrade => ("Submit Upgrade", "PUT", 307),
        Page.SubmitDowngrade => ("Submit Downgrade", "PUT", 307),
        Page.Error => ("Error", "GET", 404),
        _ => (page.ToString(), "GET", 200),
    };
}
