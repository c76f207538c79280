using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CsvHelper;
using Microsoft.Data.Sqlite;

namespace GridSteward.Benchmarks;

/// <summary>
/// Importing households, each assigned to its area, against a peer that reads the same file and writes the same documents to the same tables and
/// indexes in as many transactions; and exporting them again, against a peer that reads the documents by one statement and writes the same columns
/// to a file. Peak memory is the server's, over its whole life.
/// </summary>
internal static class BulkBenchmark
{
    private const int BlockBytes = 4 * 1024 * 1024;

    public static async Task RunAsync(string program, int[] sizes, bool export, bool peers)
    {
        List<(int Rows, long Memory)> memory = [];
        foreach (int rows in sizes)
        {
            string file = Path.GetTempFileName();
            try
            {
                WriteFile(file, rows);
                using Town town = await Town.OpenAsync(program);
                double imported = await ImportAsync(town, await File.ReadAllBytesAsync(file), rows);
                double? exported = export ? await ExportAsync(town, rows) : null;
                long peak = town.PeakMemory;
                memory.Add((rows, peak));
                Table.Title($"{rows} households (more a second is better)");
                Compare("import, with assignment", imported, peers ? ("bare writes of the same documents from the same file", BareImport(town.DatabaseFile, file, rows)) : null);
                if (exported is { } speed)
                {
                    Compare("export to CSV", speed, peers ? ("bare reading of the same documents into such a file", BareExport(town.DatabaseFile, rows)) : null);
                }

                Table.Line("peak memory of the server", peak / 1e6, "MB", memory.Count > 1 ? (double)peak / memory[0].Memory : null, $"that at {memory[0].Rows}");
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static void Compare(string what, double speed, (string What, double Speed)? peer)
    {
        if (peer is var (name, bare))
        {
            Table.Line(name, bare, "rows/s");
        }

        Table.Line(what, speed, "rows/s", speed / peer?.Speed, "the line above");
    }

    private static void WriteFile(string file, int rows)
    {
        using var text = new StreamWriter(file);
        text.Write("code,name,phone,longitude,latitude,unit,residents\n");
        for (int i = 0; i < rows; i++)
        {
            var (longitude, latitude) = Town.Point(i);
            text.Write(string.Create(CultureInfo.InvariantCulture, $"H{i:D7},户主{i},139{i:D8},{longitude},{latitude},{(i % 6) + 1}-{(i % 30) + 101},{(i % 6) + 1}\n"));
        }
    }

    /// <summary>Imports a file of new households; rows a second, from the order of the job to its end.</summary>
    public static async Task<double> ImportAsync(Town town, byte[] content, int rows)
    {
        string upload = (await town.SendAsync(HttpMethod.Post, "api/uploads", null)).GetProperty("id").GetString()!;
        byte[][] blocks = [.. content.Chunk(BlockBytes)];
        for (int i = 0; i < blocks.Length; i++)
        {
            await town.SendAsync(HttpMethod.Put, $"api/uploads/{upload}/blocks/{i}", new ByteArrayContent(blocks[i]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } });
        }

        await town.SendAsync(HttpMethod.Post, $"api/uploads/{upload}/seal", JsonContent.Create(new { blocks = blocks.Length }));
        var (job, time) = await WorkAsync(town, "api/jurisdictions/town/imports", new { what = "households", format = "csv", upload });
        long added = job.GetProperty("counts").GetProperty("added").GetInt64();
        return added == rows ? rows / time.TotalSeconds : throw new InvalidOperationException($"{added} households were added instead of {rows}: {job}");
    }

    private static async Task<double> ExportAsync(Town town, int rows)
    {
        var (job, time) = await WorkAsync(town, "api/jurisdictions/town/exports", new { what = "households", format = "csv" });
        long done = job.GetProperty("done").GetInt64();
        return done == rows ? rows / time.TotalSeconds : throw new InvalidOperationException($"{done} households were exported instead of {rows}: {job}");
    }

    /// <summary>Orders a job and waits for its end; the time includes the wait for the worker's next look, a second at most.</summary>
    private static async Task<(JsonElement Job, TimeSpan Time)> WorkAsync(Town town, string path, object order)
    {
        var watch = Stopwatch.StartNew();
        JsonElement job = await town.SendAsync(HttpMethod.Post, path, JsonContent.Create(order));
        string id = job.GetProperty("id").GetString()!;
        while (job.GetProperty("endedAt").ValueKind == JsonValueKind.Null)
        {
            await Task.Delay(50);
            job = await town.SendAsync(HttpMethod.Get, $"api/jurisdictions/town/jobs/{id}", null);
        }

        TimeSpan time = watch.Elapsed;
        return job.GetProperty("state").GetString() == "done" ? (job, time) : throw new InvalidOperationException($"The job failed: {job}");
    }

    private static double BareImport(string database, string file, int rows)
    {
        List<Row> written = BareWrites.Read(database, "households", "town");
        ILookup<string, Row> byHousehold = written.Where(r => r.Type != "audit").ToLookup(HouseholdOf);
        Row[] audits = [.. written.Where(r => r.Type == "audit")];
        string[] households = [.. written.Where(r => r.Type == "household").Select(r => r.Id)];
        int rowsATime = Math.Max(1, rows / Math.Max(1, audits.Length));
        using var bare = new BareWrites();
        using var reader = new CsvParser(new StreamReader(file), CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        reader.Read();
        int batch = 0;
        for (int i = 0; reader.Read(); i++)
        {
            if (i % rowsATime == 0)
            {
                if (i > 0)
                {
                    bare.Commit();
                }

                bare.Begin();
                if (batch < audits.Length)
                {
                    bare.Write(audits[batch++]);
                }
            }

            if (reader.Record!.Length != 7)
            {
                throw new InvalidOperationException("A row is not as it was written.");
            }

            foreach (Row row in byHousehold[households[i]])
            {
                bare.Write(row);
            }
        }

        bare.Commit();
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static double BareExport(string database, int rows)
    {
        string file = Path.GetTempFileName();
        using var source = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        source.Open();
        using SqliteCommand select = source.CreateCommand();
        select.CommandText =
            "SELECT h.body,p.body FROM households h LEFT JOIN households p ON p.partition=h.partition AND p.id=h.id||'.personal' WHERE h.partition='town' AND h.type='household' ORDER BY h.id";
        var watch = Stopwatch.StartNew();
        using (var target = new CsvWriter(new StreamWriter(file), CultureInfo.InvariantCulture))
        using (SqliteDataReader reader = select.ExecuteReader())
        {
            while (reader.Read())
            {
                using JsonDocument household = JsonDocument.Parse(reader.GetString(0)), personal = JsonDocument.Parse(reader.GetString(1));
                JsonElement h = household.RootElement, p = personal.RootElement, point = h.GetProperty("point");
                foreach (JsonElement field in new[]
                {
                    h.GetProperty("code"), p.GetProperty("name"), p.GetProperty("phone"), point.GetProperty("longitude"), point.GetProperty("latitude"), h.GetProperty("unit"), h.GetProperty("residents"),
                })
                {
                    target.WriteField(field.ToString());
                }

                target.NextRecord();
            }
        }

        TimeSpan time = watch.Elapsed;
        File.Delete(file);
        return rows / time.TotalSeconds;
    }

    private static string HouseholdOf(Row row)
    {
        if (row.Type == "household")
        {
            return row.Id;
        }

        using JsonDocument body = JsonDocument.Parse(row.Body);
        return body.RootElement.TryGetProperty("household", out JsonElement household) || body.RootElement.TryGetProperty("ownerId", out household) ? household.GetString()! : "";
    }
}
