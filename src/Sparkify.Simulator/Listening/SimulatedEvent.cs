namespace Sparkify.Simulator.Listening;

/// <summary>One event. Small, because a whole day of them is kept in memory and sorted.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Listener">The listener; set even when nobody is logged in.</param>
/// <param name="Session">The session.</param>
/// <param name="Song">The song of a play; -1 for another page.</param>
/// <param name="Item">The event's number in the session.</param>
/// <param name="Page">The page requested.</param>
/// <param name="IsPaid">The level before the event takes effect.</param>
/// <param name="IsLoggedIn">Whether the log names the listener.</param>
/// <param name="IsOtherVersion">A play whose length differs from the catalogue's.</param>
/// <param name="Garbling">How many times the artist's name and the title were read as Latin-1.</param>
readonly record struct SimulatedEvent(
    long At,
    int Listener,
    int Session,
    int Song,
    short Item,
    Page Page,
    bool IsPaid,
    bool IsLoggedIn,
    bool IsOtherVersion,
    byte Garbling);
