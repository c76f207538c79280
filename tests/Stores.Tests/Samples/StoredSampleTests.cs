using System.Text.Json.Nodes;

namespace GridSteward.Stores.Tests.Samples;

/// <summary>
/// Every kind's samples, version by version, as they lie in stores: the program reads all of them, and loses nothing of the newest. <c>GRIDSTEWARD_WRITE_SAMPLES=1</c>
/// writes the newest and the shape of each kind instead, where that is right: for new kinds, and for members that were added and may be missing.
/// </summary>
public sealed class StoredSampleTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("GRIDSTEWARD_WRITE_SAMPLES") == "1";

    public static IEnumerable<TheoryDataRow<string>> Kinds => SampledKind.All.Select(k => new TheoryDataRow<string>(k.Name));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_shape_of_a_kind_is_the_one_its_version_has(string name)
    {
        SampledKind kind = Of(name);
        string[] now = [$"version {kind.Kind.SchemaVersion}", .. Shape.Of(kind.Json)];
        string[] stored = File.Exists(kind.ShapeFile) ? File.ReadAllLines(kind.ShapeFile) : [];
        bool isNew = stored.Length == 0 || stored[0] != now[0];
        bool isAdditive = !isNew && Shape.IsAdditive(stored, now);
        if (Writes && (isNew || isAdditive))
        {
            Directory.CreateDirectory(SampledKind.Folder);
            File.WriteAllText(kind.SampleFile(kind.Kind.SchemaVersion), kind.Make());
            File.WriteAllText(kind.ShapeFile, string.Join('\n', now) + "\n");
            return;
        }

        Assert.True(
            stored.SequenceEqual(now),
            $"The shape of {name} has changed: gone {Lines(stored.Except(now))}; new {Lines(now.Except(stored))}. "
            + (isNew || isAdditive
                ? "Nothing that was written is misread: run these tests once with GRIDSTEWARD_WRITE_SAMPLES=1 and commit what they write."
                : $"Documents that were written may be misread. A new member is no new version where it may be missing: nullable, or with a fallback (get => field ?? []). Otherwise raise the kind's version by adding a step to Upgrades (Kinds.cs), set SchemaVersion in the record's constructor, keep {name}.v{kind.Kind.SchemaVersion}.json as it is, "
                    + "and then run these tests once with GRIDSTEWARD_WRITE_SAMPLES=1 (CONTRIBUTING.md, Stored shapes)."));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_version_of_a_kind_has_samples_and_each_is_read(string name)
    {
        SampledKind kind = Of(name);
        for (int version = 1; version <= kind.Kind.SchemaVersion; version++)
        {
            Assert.True(File.Exists(kind.SampleFile(version)), $"{Path.GetFileName(kind.SampleFile(version))} is missing.");
            foreach (string sample in kind.SamplesOf(version))
            {
                byte[] bytes = File.ReadAllBytes(sample);
                Assert.Equal(version, (int)JsonNode.Parse(bytes)!["schemaVersion"]!);
                Assert.Equal(kind.Kind.SchemaVersion, (int)kind.WrittenBack(bytes)["schemaVersion"]!);
                Assert.Empty(kind.HolesOf(bytes));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_newest_sample_is_written_back_as_it_was_read(string name)
    {
        SampledKind kind = Of(name);
        byte[] sample = File.ReadAllBytes(kind.SampleFile(kind.Kind.SchemaVersion));
        JsonNode written = kind.WrittenBack(sample);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sample), written), $"{name} was read as\n{written.ToJsonString()}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sample_has_every_member_that_is_read(string name)
    {
        SampledKind kind = Of(name);
        JsonObject made = SampleMaker.Document(kind.Json, kind.Kind.SchemaVersion);
        Assert.Empty(Lost(made, JsonNode.Parse(File.ReadAllBytes(kind.SampleFile(kind.Kind.SchemaVersion))), "$"));
    }

    [Fact]
    public void Nothing_but_samples_and_shapes_of_kinds_lies_in_the_folder()
        => Assert.Empty(Directory.EnumerateFiles(SampledKind.Folder).Except(
            SampledKind.All.SelectMany(k => Enumerable.Range(1, k.Kind.SchemaVersion).SelectMany(k.SamplesOf).Append(k.ShapeFile))));

    [Fact]
    public void A_member_that_may_be_missing_can_be_added_and_nothing_else()
    {
        string[] old = ["version 1", "a: text", "b: object", "b.c: x|y"];
        Assert.True(Shape.IsAdditive(old, [.. old, "d: object optional", "d.e: text"]));
        Assert.False(Shape.IsAdditive(old, [.. old, "d: text"]));
        Assert.False(Shape.IsAdditive(old, old[..2]));
        Assert.False(Shape.IsAdditive(old, ["version 1", "a: text optional", "b: object", "b.c: x|y"]));
        Assert.False(Shape.IsAdditive(old, ["version 1", "a: text", "b: object", "b.c: x|y|z"]));
    }

    private static SampledKind Of(string name) => SampledKind.All.Single(k => k.Name == name);

    private static string Lines(IEnumerable<string> lines) => string.Join(" | ", lines.DefaultIfEmpty("nothing"));

    private static IEnumerable<string> Lost(JsonNode? made, JsonNode? stored, string at) => (made, stored) switch
    {
        (null, _) => [],
        (_, null) => [at],
        (JsonObject m, JsonObject s) => m.SelectMany(p => Lost(p.Value, s[p.Key], $"{at}.{p.Key}")),
        (JsonArray m, JsonArray s) => m.Count > s.Count ? [at] : m.SelectMany((item, i) => Lost(item, s[i], $"{at}[{i}]")),
        _ => [],
    };
}
