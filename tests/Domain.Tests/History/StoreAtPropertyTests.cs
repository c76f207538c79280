using GridSteward.Domain.Publications;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.History;

/// <summary>
/// Posts come, change and go for a while, some of it in an import that is shown by one write and placed row by row; whatever is asked of any moment is
/// answered as by a copy that was made at that moment.
/// </summary>
public sealed class StoreAtPropertyTests
{
    private const string Import = "import.1";

    private static CancellationToken Ct => World.Ct;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_moment_is_answered_as_by_a_copy_of_then(int seed)
    {
        using var world = new World();
        var random = new Random(seed);
        Copies copies = new(world);
        for (int i = 0; i < 60; i++)
        {
            await copies.StepAsync(random);
        }

        await copies.CheckAsync(random);
        await copies.StageAsync(random);
        await copies.CheckAsync(random);
        await copies.ShowAsync();
        await copies.CheckAsync(random);
        for (bool done = false; !done;)
        {
            done = await copies.PlaceSomeAsync(random);
            await copies.CheckAsync(random);
        }

        for (int i = 0; i < 20; i++)
        {
            await copies.StepAsync(random);
        }

        await copies.CheckAsync(random);
    }

    private sealed class Copies(World world)
    {
        private readonly List<(DateTimeOffset At, Dictionary<string, Post> Posts)> kept = [(DateTimeOffset.MinValue, [])];
        private readonly List<(string Id, Post? After)> staged = [];
        private int made;

        private IDocumentStore Store => world.Here.Store;

        private Publishing Publishing => new(new Domain.History.RememberingStore(world.Engine, world.Clock), Kinds.All);

        private Dictionary<string, Post> Posts => kept[^1].Posts;

        public async Task StepAsync(Random random)
        {
            world.Clock.Now += TimeSpan.FromMinutes(random.Next(0, 3));
            Dictionary<string, Post> posts = new(Posts);
            var batch = new Batch(Container.Areas, "town");
            foreach (string? id in random.Some(Posts.Keys.Take(12)).Cast<string?>().Append(null).Take(random.Next(1, 6)))
            {
                if (id is null)
                {
                    Post post = Any(random, $"p{made++:D3}");
                    batch.Create(Kinds.Post, posts[post.Id] = post);
                    continue;
                }

                string etag = (await Store.FindAsync(Kinds.Post, "town", id, Ct))!.ETag;
                if (random.Next(4) == 0)
                {
                    batch.Delete(Kinds.Post, id, etag);
                    posts.Remove(id);
                }
                else
                {
                    batch.Replace(Kinds.Post, posts[id] = Any(random, id), etag);
                }
            }

            Assert.True((await Store.CommitAsync(batch, Ct)).Committed);
            Keep(posts);
        }

        public async Task StageAsync(Random random)
        {
            world.Clock.Now += TimeSpan.FromMinutes(5);
            int number = 0;
            foreach (string id in random.Some(Posts.Keys).Concat(["p900", "p901", "p902"]))
            {
                var found = await world.Engine.FindAsync(Kinds.Post, "town", id, Ct);
                Post? after = found is not null && random.Next(4) == 0 ? null : Any(random, id);
                var writes = new Batch(Container.Areas, "town");
                _ = after is null ? writes.Delete(Kinds.Post, id, found!.ETag) : found is null ? writes.Create(Kinds.Post, after) : writes.Replace(Kinds.Post, after, found.ETag);
                StagedRow row = StagedRow.Of("town", Import, number++, writes.Operations);
                Assert.True((await world.Engine.CommitAsync(new Batch(Container.Areas, "town").Create(Kinds.StagedRow(Container.Areas), row), Ct)).Committed);
                staged.Add((id, after));
            }
        }

        public async Task ShowAsync()
        {
            world.Clock.Now += TimeSpan.FromMinutes(5);
            var batch = new Batch(Container.Areas, "town");
            Assert.True(Publishing.TryPublish(batch, await Publishing.ReadAsync(Container.Areas, "town", Ct), Import, world.Clock.Now));
            Assert.True((await world.Engine.CommitAsync(batch, Ct)).Committed);
            Dictionary<string, Post> posts = new(Posts);
            foreach (var (id, after) in staged)
            {
                _ = after is null ? posts.Remove(id) : (posts[id] = after) is not null;
            }

            Keep(posts);
        }

        public async Task<bool> PlaceSomeAsync(Random random)
        {
            world.Clock.Now += TimeSpan.FromMinutes(1);
            List<Stored<StagedRow>> rows = [];
            await foreach (var row in world.Engine.AllAsync(Kinds.StagedRow(Container.Areas).In("town"), Ct))
            {
                rows.Add(row);
            }

            foreach (var row in random.Shuffled(rows).Take(7))
            {
                Assert.True(await Publishing.FoldOneAsync(Container.Areas, row, Ct));
            }

            if (rows.Count <= 7)
            {
                await Publishing.CloseAsync(Container.Areas, "town", Import, Ct);
            }

            return rows.Count <= 7;
        }

        public async Task CheckAsync(Random random)
        {
            foreach (var (moment, posts) in random.Shuffled(Moments()).Take(12))
            {
                IDocumentStore then = world.Here.Hindsight.At(moment);
                string area = random.Pick("g1", "g2", "g3"), steward = random.Pick("s1", "s2");
                Query<Post> all = Kinds.Post.In("town");
                foreach (var (query, fits) in new (Query<Post>, Func<Post, bool>)[]
                {
                    (all, _ => true),
                    (all.Where(new Filter.Equal("area", area)), p => p.Area == area),
                    (all.Where(new Filter.OneOf("area", [area, "g4"])).Where(new Filter.Equal("steward", steward)), p => (p.Area == area || p.Area == "g4") && p.Steward == steward),
                })
                {
                    string[] expected = [.. posts.Values.Where(fits).OrderBy(p => p.Id, StringComparer.Ordinal).Select(Told)];
                    Assert.Equal(expected, await PagesAsync(then, query, random.Next(1, 9)));
                    Assert.Equal(expected.Length, await then.CountAsync(query, Ct));
                }

                Assert.Equal(posts.Values.CountBy(p => p.Area).Select(a => (a.Key, (long)a.Value)).Order(), (await then.TallyAsync(all, "area", Ct)).Select(a => (a.Key, a.Value)).Order());
                string id = random.Pick([.. kept.SelectMany(k => k.Posts.Keys).Distinct(), "none"]);
                Assert.Equal(posts.TryGetValue(id, out Post? one) ? Told(one) : null, (await then.FindAsync(Kinds.Post, "town", id, Ct)) is { } found ? Told(found.Value) : null);
            }
        }

        private static async Task<List<string>> PagesAsync(IDocumentStore then, Query<Post> query, int limit)
        {
            List<string> told = [];
            PageToken? after = null;
            do
            {
                Page<Post> page = await then.ListAsync(query, new PageRequest(limit, after), Ct);
                Assert.True(page.Items.Count == limit || page.Next is null);
                told.AddRange(page.Items.Select(p => Told(p.Value)));
                after = page.Next;
            }
            while (after is not null);
            return told;
        }

        /// <summary>The moments of all copies and one tick before each, with what was there.</summary>
        private IEnumerable<(DateTimeOffset At, Dictionary<string, Post> Posts)> Moments()
        {
            for (int i = 1; i < kept.Count; i++)
            {
                if (i == kept.Count - 1 || kept[i + 1].At > kept[i].At)
                {
                    yield return kept[i];
                }

                if (kept[i].At > kept[i - 1].At)
                {
                    yield return (kept[i].At.AddTicks(-1), kept[i - 1].Posts);
                }
            }
        }

        private void Keep(Dictionary<string, Post> posts) => kept.Add((world.Clock.Now, posts));

        private static Post Any(Random random, string id) => Town.Post(id, random.Pick("g1", "g2", "g3", "g4")) with { Id = id, Steward = random.Pick("s1", "s2", null!), Capacity = random.Next(1, 100) };

        private static string Told(Post p) => $"{p.Id} {p.Area} {p.Steward} {p.Capacity}";
    }
}
