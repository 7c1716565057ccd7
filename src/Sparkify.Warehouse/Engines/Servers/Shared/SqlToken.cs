namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>What a token of SQL is.</summary>
enum SqlTokenKind
{
    /// <summary>A key word or a name, in small letters.</summary>
    Word,

    /// <summary>A name in double quotes, without them.</summary>
    QuotedName,

    /// <summary>A literal: text, bits, a number.</summary>
    Literal,

    /// <summary>Any other character.</summary>
    Symbol,
}

/// <summary>One token of SQL.</summary>
readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    /// <summary>Whether it is this key word.</summary>
    public bool Is(string word) => Kind == SqlTokenKind.Word && Text == word;

    /// <summary>Whether it is this character.</summary>
    public bool Is(char symbol) => Kind == SqlTokenKind.Symbol && Text is [var own, ..] && own == symbol;
}
