namespace GridSteward.Domain.Tables.Reading;

/// <summary>Follows the quotes of a row (RFC 4180, as the parser takes it) without keeping it: where it ends, and whether a quote is open.</summary>
internal struct CsvQuotes(char delimiter)
{
    private State state;

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>Whether a quoted field has not been closed.</summary>
    public readonly bool IsOpen => state == State.Quoted;

    /// <summary>Goes to the row's end: true and the length before its line break, or false where all belongs to the row.</summary>
    public bool TryEnd(ReadOnlySpan<char> text, out int length)
    {
        for (length = 0; length < text.Length; length++)
        {
            char c = text[length];
            if (state != State.Quoted && (c is '\r' or '\n'))
            {
                return true;
            }

            state = (state, c) switch
            {
                (State.Quoted, '"') => State.QuoteInQuoted,
                (State.Quoted, _) => State.Quoted,
                (State.QuoteInQuoted, '"') => State.Quoted,
                (State.FieldStart, '"') => State.Quoted,
                _ when c == delimiter => State.FieldStart,
                (State.FieldStart, _) when CsvDialect.IsSpace(c) => State.FieldStart,
                _ => State.Plain,
            };
        }

        return false;
    }
}
