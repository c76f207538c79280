using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>A connection with the statements it has prepared. Used by one thread at a time.</summary>
/// <param name="connection">The connection.</param>
/// <param name="ownsConnection">Whether it is closed with them.</param>
internal sealed class SqliteStatements(SqliteConnection connection, bool ownsConnection = true) : IDisposable
{
    // texts differ by kinds, conditions and changed columns only; the bound is for a program that asks in very many ways
    private const int MaxStatements = 1000;

    private readonly Dictionary<string, SqliteCommand> statements = [];

    public SqliteConnection Connection { get; } = connection;

    /// <summary>The prepared statement with these values bound.</summary>
    public SqliteCommand Bind(string text, params ReadOnlySpan<object> values)
    {
        if (!statements.TryGetValue(text, out SqliteCommand? command))
        {
            if (statements.Count == MaxStatements)
            {
                Clear();
            }

            command = Connection.CreateCommand();
#pragma warning disable CA2100 // texts are made of declarations (FieldPaths), values are always bound
            command.CommandText = text;
#pragma warning restore CA2100
            statements.Add(text, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (i < command.Parameters.Count)
            {
                command.Parameters[i].Value = values[i];
            }
            else
            {
                command.Parameters.AddWithValue($"@p{i}", values[i]);
            }
        }

        return command;
    }

    public void Dispose()
    {
        Clear();
        if (ownsConnection)
        {
            Connection.Dispose();
        }
    }

    private void Clear()
    {
        foreach (SqliteCommand command in statements.Values)
        {
            command.Dispose();
        }

        statements.Clear();
    }
}
