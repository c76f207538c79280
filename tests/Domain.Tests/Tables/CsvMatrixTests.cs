using System.Text;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

/// <summary>One table, written in every way in which a CSV file may be written, is always the same table.</summary>
public sealed class CsvMatrixTests
{
    // B is a line break within a field.
    private static readonly string?[][] Table =
    [
        ["A-1", "张三", "说\"好\"", "4"],
        ["A-2", "李,四;五\t六", null, "12"],
        ["A-3", "王B五", "B", null],
        ["A-4", "  spaced　", "\"\"", "0"],
        ["A-5", "赵六", "last", "1"],
    ];

    public static TheoryData<string, char, string, bool, bool> Ways()
    {
        var ways = new TheoryData<string, char, string, bool, bool>();
        foreach (string encoding in (string[])["utf-8", "utf-8 with mark", "gb18030", "utf-16 with mark"])
        {
            foreach (char delimiter in ",;\t")
            {
                foreach (string lineEnd in (string[])["\n", "\r\n", "\r"])
                {
                    ways.Add(encoding, delimiter, lineEnd, false, false);
                    ways.Add(encoding, delimiter, lineEnd, true, false);
                    ways.Add(encoding, delimiter, lineEnd, false, true);
                    ways.Add(encoding, delimiter, lineEnd, true, true);
                }
            }
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_same_table_gives_the_same_rows_and_lines(string encoding, char delimiter, string lineEnd, bool quoteAll, bool named)
    {
        (byte[] file, int[] lines) = Write(encoding, delimiter, lineEnd, quoteAll);
        TableFormat format = !named ? Files.Csv : Files.Csv with
        {
            Delimiter = delimiter switch { ',' => TableDelimiter.Comma, ';' => TableDelimiter.Semicolon, _ => TableDelimiter.Tab },
            Encoding = encoding == "gb18030" ? TableEncoding.Gb18030 : TableEncoding.Utf8,
        };
        foreach (int atOnce in (int[])[1, 7, int.MaxValue])
        {
            List<TableRow> rows = await Files.ReadAsync(file, format, atOnce);

            Assert.All(rows, row => Assert.Empty(row.Faults));
            Assert.Equal(["编号", "姓名", "备注", "人数"], rows[0].Columns.Names);
            Assert.Equal(2, rows[0].Columns.Line);
            Assert.Equal(lines, rows.Select(row => row.Line));
            Assert.Equal(Enumerable.Range(0, Table.Length), rows.Select(row => row.Index));
            Assert.Equal(Table.Select(row => row.Select(field => field?.Replace("B", lineEnd, StringComparison.Ordinal))), rows.Select(row => row.Texts()));
        }
    }

    private static (byte[] File, int[] Lines) Write(string encoding, char delimiter, string lineEnd, bool quoteAll)
    {
        var text = new StringBuilder(lineEnd); // a blank line before the header
        List<int> lines = [];
        text.AppendJoin(delimiter, ((string[])["编号", " 姓名　", "\"备注\"", "人数"]).Select(h => quoteAll && !h.Contains('"') ? $"\"{h.Trim()}\"" : h)).Append(lineEnd);
        int line = 3;
        for (int i = 0; i < Table.Length; i++)
        {
            lines.Add(line);
            text.AppendJoin(delimiter, Table[i].Select(field => Field(field, lineEnd, quoteAll)));
            text.Append(i == Table.Length - 1 ? "" : lineEnd + lineEnd); // blank lines between, none at the end
            line += 2 + Table[i].Sum(field => field?.Count(c => c == 'B') ?? 0);
        }

        return (encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text.ToString()),
            "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text.ToString())],
            "gb18030" => Files.Gb18030.GetBytes(text.ToString()),
            _ => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text.ToString())],
        }, [.. lines]);
    }

    private static string Field(string? field, string lineEnd, bool quoteAll)
    {
        if (field is null)
        {
            return quoteAll ? "\"\"" : " ";
        }

        bool quote = quoteAll || field.Trim() != field || field.Any(c => "\",;\tB".Contains(c));
        return quote
            ? $" \"{field.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("B", lineEnd, StringComparison.Ordinal)}\"　"
            : $"　{field} ";
    }
}
