namespace Sparkify.Simulator.Catalogue;

/// <summary>The words from which names are made. None comes from a real catalogue; any resemblance to a real name is accidental.</summary>
static class Words
{
    internal static readonly string[] Starts =
    [
        "Bel", "Cor", "Dav", "El", "Fen", "Gal", "Hor", "Il", "Jas", "Kel", "Lor", "Mar", "Nor", "Or", "Pel", "Quen", "Ras", "Sel",
        "Tam", "Ul", "Ver", "Wil", "Yor", "Zan", "Bryn", "Cass", "Dor", "Ember", "Farr", "Gwen", "Holl", "Isk",
    ];

    internal static readonly string[] Ends =
    [
        "a", "an", "ara", "back", "den", "dra", "ell", "en", "eth", "field", "gard", "ia", "ick", "in", "ira", "itt", "lan", "low", "man",
        "mer", "mond", "na", "ner", "o", "or", "ova", "quist", "ra", "rick", "sen", "ston", "tis", "ton", "vane", "wyn", "zell",
    ];

    internal static readonly string[] ForeignStarts =
    [
        "Bjør", "Čes", "Dvoř", "Élo", "Frö", "Gün", "Häl", "Ísl", "Jön", "Køb", "Łas", "Mün", "Niñ", "Öst", "Pär", "Ré", "Søl", "Tū", "Żel",
        "Åke", "Ми", "Ве", "夜", "Şen",
    ];

    internal static readonly string[] Adjectives =
    [
        "Amber", "Borrowed", "Broken", "Distant", "Electric", "Empty", "Fading", "Gentle", "Golden", "Hidden", "Hollow", "Idle", "Last",
        "Little", "Lonely", "Midnight", "Morning", "Narrow", "Northern", "Paper", "Quiet", "Restless", "Second", "Silent", "Silver", "Slow",
        "Southern", "Static", "Sunday", "Tall", "Tender", "Velvet", "Wandering", "Weightless", "Winter", "Wooden",
    ];

    internal static readonly string[] Nouns =
    [
        "Anchors", "Arcade", "Avenue", "Balcony", "Bridges", "Cables", "Canyon", "Carousel", "Comets", "Corridor", "Cranes", "Engines",
        "Ferry", "Foxes", "Garden", "Harbour", "Herons", "Horizon", "Kites", "Ladder", "Lanterns", "Letters", "Lighthouse", "Magnets",
        "Mirrors", "Orchard", "Pilots", "Postcards", "Radios", "River", "Rooftops", "Satellites", "Shadows", "Staircase", "Stations",
        "Summer", "Telescope", "Tides", "Trains", "Umbrellas", "Weather", "Windows",
    ];

    internal static readonly string[] Verbs =
    [
        "Calling", "Carry", "Chasing", "Counting", "Dancing With", "Dreaming Of", "Driving To", "Falling For", "Finding", "Follow",
        "Forget", "Leaving", "Losing", "Looking For", "Remember", "Running From", "Singing To", "Waiting For", "Walking Past",
    ];

    internal static readonly string[] TitleEndings =
    [
        " (Album Version)", " (Live)", " (Radio Edit)", " (Remastered)", " / Part 2", " (Acoustic)", ": II. Andante", " \"Reprise\"",
    ];

    internal static readonly string[] Places =
    [
        "Lansing, MI", "Portland, ME", "Chicago, IL", "Austin, TX", "Nashville, TN", "Zagreb, Croatia", "Oslo, Norway", "Malmö, Sweden",
        "Köln, Germany", "Lyon, France", "São Paulo, Brazil", "Kraków, Poland", "Leeds, England", "Glasgow, Scotland", "Dublin, Ireland",
        "Osaka, Japan", "Perth, Australia", "Montréal, Canada", "Denmark", "California - SF",
    ];

    internal static readonly string[] FirstNames =
    [
        "Adler", "Amara", "Ava", "Celeste", "Cierra", "Dominick", "Elena", "Ezra", "Hayden", "Ivy", "Jacob", "Jaleah", "Kate", "Kaylee",
        "Layla", "Lily", "Magdalene", "Maia", "Noah", "Owen", "Rylan", "Ryan", "Sienna", "Stefany", "Sylvie", "Tegan", "Theodore", "Wyatt",
        "Zoé", "Renée", "José", "Jürgen",
    ];

    internal static readonly string[] LastNames =
    [
        "Arellano", "Barrera", "Cline", "Cruz", "Cuevas", "Fox", "George", "Gilbert", "Harrell", "Herman", "Hess", "Johnson", "Jones",
        "Klein", "Koch", "Levine", "Lynch", "Miles", "Ochoa", "O'Neill", "Ramirez", "Rodriguez", "Roth", "Smith", "Thomas", "White",
        "Williams", "Young", "Núñez", "Müller",
    ];

    internal static readonly string[] Regions =
    [
        "Atlanta-Sandy Springs-Roswell, GA", "Chicago-Naperville-Elgin, IL-IN-WI", "Lansing-East Lansing, MI", "Klamath Falls, OR",
        "New York-Newark-Jersey City, NY-NJ-PA", "Portland-South Portland, ME", "Red Bluff, CA", "San Francisco-Oakland-Hayward, CA",
        "San Jose-Sunnyvale-Santa Clara, CA", "Tampa-St. Petersburg-Clearwater, FL", "Washington-Arlington-Alexandria, DC-VA-MD-WV",
        "Waterloo-Cedar Falls, IA", "Winston-Salem, NC", "Marinette, WI-MI", "Phoenix-Mesa-Scottsdale, AZ", "Eureka-Arcata-Fortuna, CA",
    ];

    internal static readonly string[] UserAgents =
    [
        "\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0.1985.143 Safari/537.36\"",
        "\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.78.2 (KHTML, like Gecko) Version/7.0.6 Safari/537.78.2\"",
        "Mozilla/5.0 (Windows NT 5.1; rv:31.0) Gecko/20100101 Firefox/31.0",
        "\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/37.0.2062.94 Safari/537.36\"",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.9; rv:31.0) Gecko/20100101 Firefox/31.0",
        "\"Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0.1985.125 Safari/537.36\"",
        "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:31.0) Gecko/20100101 Firefox/31.0",
        "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; WOW64; Trident/5.0)",
    ];
}
