using System.Text.Json.Nodes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Uploads;
using GridSteward.Functions.Tests.Infra.Bicep;
using GridSteward.Stores.Azure;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>What storage forgets by itself is what the program has forgotten long before, and what it puts away can still be read.</summary>
public sealed class LifecycleTests
{
    /// <summary>What the program deletes by itself, with how long it keeps it at most: an upload until its job has ended, a job's files for a week after that.</summary>
    private static readonly Dictionary<BlobContainer, TimeSpan> Forgotten = new()
    {
        [BlobContainer.PhotoBlocks] = PhotoDraft.KeptFor,
        [BlobContainer.Uploads] = Upload.KeptFor + TimeSpan.FromDays(7),
        [BlobContainer.Jobs] = Job.KeptFor + TimeSpan.FromDays(30),
    };

    /// <summary>Read seldom once they are old; everything else is read at every cold start or each night.</summary>
    private static readonly BlobContainer[] MayLieCool = [BlobContainer.Photos, BlobContainer.Coverage];

    private static readonly JsonArray Rules = InfraFiles.Json("blob-lifecycle.json").AsArray();

    [Fact]
    public void Rules_name_whole_containers_that_there_are()
        => Assert.Empty(Rules.SelectMany(PrefixesOf).Except(Enum.GetValues<BlobContainer>().Select(c => AzureBlobStore.NameOf(c) + "/")));

    [Fact]
    public void Only_what_the_program_forgets_itself_is_deleted_and_not_before_it_has()
    {
        foreach (JsonNode rule in Rules.Where(r => r!["deleteAfterDays"] is not null)!)
        {
            Assert.All(PrefixesOf(rule), p =>
            {
                BlobContainer container = Enum.GetValues<BlobContainer>().Single(c => AzureBlobStore.NameOf(c) + "/" == p);
                Assert.True(Forgotten.TryGetValue(container, out TimeSpan kept), $"{container} is kept by the program.");
                Assert.True(TimeSpan.FromDays((int)rule["deleteAfterDays"]!) >= kept, $"{container} would be deleted too soon.");
            });
        }

        Assert.Equal(Forgotten.Keys.Select(c => AzureBlobStore.NameOf(c) + "/").Order(), Rules.Where(r => r!["deleteAfterDays"] is not null).SelectMany(PrefixesOf).Order());
    }

    /// <summary>An archived blob cannot be read for hours: to the program it would be gone.</summary>
    [Fact]
    public void What_is_put_away_can_be_read_at_once()
    {
        Assert.All(Rules.Where(r => r!["coolAfterDays"] is not null).SelectMany(PrefixesOf), p => Assert.Contains(p, MayLieCool.Select(c => AzureBlobStore.NameOf(c) + "/")));
        Assert.DoesNotContain(InfraFiles.Module("storage").Nodes, n => n is Node.Text { Value: "tierToArchive" or "tierToCold" });
    }

    private static IEnumerable<string> PrefixesOf(JsonNode? rule) => rule!["prefixes"]!.AsArray().Select(p => (string)p!);
}
