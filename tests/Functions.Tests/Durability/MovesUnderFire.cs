using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>A steward who takes reports one by one through accept, resolve and close; a move whose answer never came is sent again with its key.</summary>
internal sealed class MovesUnderFire(TestTown town) : IUnderFire
{
    private static readonly string[] Moves = ["accept", "resolve", "close"];

    private readonly List<Moving> all = [];

    public int Acknowledged => all.Sum(m => m.Done);

    public async Task WorkAsync(RunningProgram program, Client administrator)
    {
        while (true)
        {
            Moving moving = all.Find(m => m.Done < Moves.Length) ?? Begin();
            await (moving.Path is null ? ReportAsync(moving, program) : StepAsync(moving, administrator));
        }
    }

    public async Task CheckAsync(RunningProgram program, Client administrator)
    {
        foreach (Moving moving in all.TakeLast(10).Where(m => m.Path is not null))
        {
            var events = (await administrator.GetAsync($"{moving.Path}/events")).Is(200).Items;
            string[] moves = [.. events.Select(e => (string?)e!["move"]).OfType<string>()];

            // The one whose answer never came may be there or not; nothing else may.
            Assert.Equal(Moves.Take(moves.Length), moves);
            Assert.InRange(moves.Length, moving.Done, moving.Key is null ? moving.Done : moving.Done + 1);
        }
    }

    private Moving Begin()
    {
        all.Add(new Moving());
        return all[^1];
    }

    private async Task ReportAsync(Moving moving, RunningProgram program)
    {
        JsonObject body = new() { ["category"] = "wish", ["words"] = "搬家", ["point"] = town.Point("G01") };
        Reply reply = (await program.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", moving.Birth))).Is(201);
        moving.Path = $"/api/reports/{reply["jurisdiction"]}/{reply["id"]}";
    }

    private static async Task StepAsync(Moving moving, Client administrator)
    {
        if (moving.Key is null)
        {
            moving.ETag = (await administrator.GetAsync(moving.Path!)).Is(200).ETag!;
            moving.Key = Client.NewKey();
        }

        (await TestTown.MoveAsync(administrator, moving.Path!, Moves[moving.Done], moving.ETag!, "已处理", moving.Key)).Is(200);
        moving.Done++;
        moving.Key = null;
    }

    private sealed class Moving
    {
        public string Birth { get; } = Client.NewKey();

        public string? Path { get; set; }

        /// <summary>How many moves were acknowledged.</summary>
        public int Done { get; set; }

        /// <summary>The key of the move on its way; null for none.</summary>
        public string? Key { get; set; }

        public string? ETag { get; set; }
    }
}
