using System.Text;
using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Transfers;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

/// <summary>Documents that were written in another schema version: older ones are read by the kind's steps, newer ones are refused and stay as they are.</summary>
public abstract class SchemaContract(World world) : ContractTest(world)
{
    private const string First = """ "height":"12.5 cm","name":"芦荟" """, Second = """ "heightCm":30,"name":"吊兰" """, Third = """ "heightCm":7,"names":["文竹","云竹"] """;

    [Fact]
    public async Task Documents_of_every_older_version_are_read_in_the_shape_of_now()
    {
        await WriteAsync(("a", 1, First), ("b", 2, Second), ("c", 3, Third), ("d", null, First));
        string[] expected = ["a 12.5 芦荟", "b 30 吊兰", "c 7 文竹/云竹", "d 12.5 芦荟"];
        Assert.Equal(expected, (await Store.ListAsync(Plants(), new PageRequest(10), Ct)).Items.Select(Text));
        Assert.Equal(expected, (await Store.FindManyAsync(TestKinds.Plant, Partition, ["a", "b", "c", "d"], Ct)).Select(Text).Order(StringComparer.Ordinal));
        foreach (string one in expected)
        {
            Assert.Equal(one, Text((await FindAsync(one[..1]))!));
        }
    }

    [Fact]
    public async Task An_older_document_that_is_changed_is_written_in_the_version_of_now()
    {
        await WriteAsync(("a", 1, First));
        Stored<Plant> read = (await FindAsync("a"))!;

        // queries run on what is stored, which has no such number yet
        Query<Plant> tall = Plants().Where(new Filter.Range("heightCm", 10, null));
        Assert.Equal(0, await Store.CountAsync(tall, Ct));
        Assert.Equal(CommitStatus.Committed, (await Store.CommitAsync(NewPlants().Replace(TestKinds.Plant, read.Value with { HeightCm = 13 }, read.ETag), Ct)).Status);
        Assert.Equal(["a 13 芦荟"], (await Store.ListAsync(tall, new PageRequest(10), Ct)).Items.Select(Text));
    }

    [Theory]
    [InlineData(Third)]
    [InlineData(""" "tall":{"value":7} """)] // a shape that cannot be read at all
    public async Task A_newer_document_is_refused_by_every_read_and_stays_as_it_is(string members)
    {
        await WriteAsync(("a", 3, Third), ("new", 5, members));
        foreach (Func<Task> read in new Func<Task>[]
        {
            () => FindAsync("new"),
            () => Store.FindManyAsync(TestKinds.Plant, Partition, ["new"], Ct),
            () => Store.FindManyAsync(TestKinds.Plant, Partition, ["a", "new", "b"], Ct),
            () => Store.ListAsync(Plants(), new PageRequest(10), Ct),
        })
        {
            NewerDocumentException refused = await Assert.ThrowsAsync<NewerDocumentException>(read);
            Assert.Equal(("plant", "new", 5, 3), (refused.Kind, refused.Id, refused.Found, refused.Known));
            Assert.StartsWith("plant 'new' is of schema version 5; this program knows versions up to 3", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal("a 7 文竹/云竹", Text((await FindAsync("a"))!));
        Assert.Equal(2, await Store.CountAsync(Plants(), Ct));
    }

    [Fact]
    public async Task A_document_of_this_version_that_cannot_be_read_is_damaged_and_not_newer()
    {
        await WriteAsync(("a", 3, """ "heightCm":"x" """));
        await Assert.ThrowsAsync<JsonException>(() => FindAsync("a"));
    }

    [Fact]
    public void What_is_not_of_the_version_of_now_is_not_written()
        => Assert.Throws<ArgumentException>(() => NewPlants().Create(TestKinds.Plant, new Plant { Id = "a", Jurisdiction = Partition, Names = [], SchemaVersion = 4 }));

    [Fact]
    public void A_transfer_takes_older_documents_by_the_same_steps_and_refuses_newer_ones()
    {
        MovedKind<Plant> moved = new(TestKinds.Plant);
        Assert.Null(moved.FaultOf(Json("a", 1, First), Partition));
        Assert.Null(moved.FaultOf(Json("a", 3, Third), Partition));
        Assert.Equal("Is a plant of version 4; this program knows versions up to 3.", moved.FaultOf(Json("a", 4, Third), Partition));
        Assert.Contains("would lose", moved.FaultOf(Json("a", 1, First + ""","pot":"red" """), Partition), StringComparison.Ordinal);
        Batch batch = NewPlants();
        moved.Create(batch, Json("a", 2, Second));
        Assert.True(JsonElement.DeepEquals(Json("a", 3, """ "heightCm":30,"names":["吊兰"] """), JsonElement.Parse(batch.Operations[0].Body.Span)));
    }

    private static string Text(Stored<Plant> plant) => FormattableString.Invariant($"{plant.Value.Id} {plant.Value.HeightCm} {string.Join('/', plant.Value.Names)}");

    private Query<Plant> Plants() => TestKinds.Plant.In(Partition);

    private Batch NewPlants() => new(TestKinds.Plants, Partition);

    private new Task<Stored<Plant>?> FindAsync(string id) => Store.FindAsync(TestKinds.Plant, Partition, id, Ct);

    private JsonElement Json(string id, int? version, string members)
        => JsonElement.Parse($$"""{"type":"plant",{{(version is null ? "" : $"\"schemaVersion\":{version},")}}"id":"{{id}}","jurisdiction":"{{Partition}}",{{members}}}""");

    private async Task WriteAsync(params (string Id, int? Version, string Members)[] plants)
    {
        Batch batch = plants.Aggregate(NewPlants(), (b, p) => b.Add(new BatchOperation(BatchVerb.Create, TestKinds.Plant, p.Id, Encoding.UTF8.GetBytes(Json(p.Id, p.Version, p.Members).GetRawText()), null)));
        Assert.Equal(CommitStatus.Committed, (await Store.CommitAsync(batch, Ct)).Status);
    }
}
