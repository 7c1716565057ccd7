namespace Sparkify.Simulator.Listening;

/// <summary>One event, small: a day of them is held and sorted.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Listener">Who; known to the simulation also when nobody is logged in.</param>
/// <param name="Session">The session.</param>
/// <param name="Song">The song of a play; -1 for another page.</param>
/// <param name="Item">The number in the session.</param>
/// <param name="Page">What was asked for.</param>
/// <param name="IsPaid">The level before the event takes effect.</param>
/// <param name="IsLoggedIn">Whether the log knows who it was.</param>
/// <param name="IsOtherVersion">A play of another length than the catalogue's.</param>
/// <param name="Garbling">How often the artist's name and the title were read as Latin-1.</param>
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
