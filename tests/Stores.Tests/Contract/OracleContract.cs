using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

public abstract class OracleContract(World world) : ContractTest(world)
{
    private static readonly string[] Words = ["", "a", "b", "B", "ab", "网格", "é"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Conditions_in_any_combination_and_order_say_what_the_obvious_answer_says(int seed)
    {
        Random random = new(seed);
        List<Thing> things = [.. Enumerable.Range(0, 80).Select(i => Make(random, $"{Pick(random, Words)}-{i}"))];
        await AddAsync(things);
        for (int i = 0; i < 40; i++)
        {
            Query<Thing> query = Things();
            for (int n = random.Next(4); n > 0; n--)
            {
                query = query.Where(MakeFilter(random));
            }

            int order = random.Next(TestKinds.Thing.Orders.Count + 1);
            query = order == 0 ? query : query.OrderedBy(TestKinds.Thing.Orders[order - 1]);
            string asked = $"{string.Join(" AND ", query.Filters)} ORDER {query.Order}";
            string tallied = Pick(random, ["status", "count", "open", "areas", "where.street"]);
            Assert.Equal((asked, string.Join(' ', Oracle.List(things, query).Select(t => t.Id))), (asked, string.Join(' ', await IdsAsync(query, 1 + random.Next(30)))));
            Assert.Equal((asked, (long)Oracle.Matching(things, query).Count), (asked, await Store.CountAsync(query, Ct)));
            Assert.Equal(Oracle.Tally(things, query, tallied).OrderBy(p => p.Key), (await Store.TallyAsync(query, tallied, Ct)).OrderBy(p => p.Key));
        }
    }

    private static T Pick<T>(Random random, T[] among) => among[random.Next(among.Length)];

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class
        => random.Next(4) == 0 ? null : make();

    private static Filter MakeFilter(Random random) => random.Next(8) switch
    {
        0 => new Filter.Equal("status", Pick(random, Words)),
        1 => new Filter.Equal("open", random.Next(2) == 0),
        2 => new Filter.OneOf("where.street", [Pick(random, Words), Pick(random, Words), Pick(random, Words)]),
        3 => new Filter.HasAny("areas", random.Next(2) == 0 ? [Pick(random, Words)] : [Pick(random, Words), Pick(random, Words)]),
        4 => new Filter.Range("count", Maybe(random, () => (object)(double)random.Next(-3, 2)), Maybe(random, () => (object)random.Next(1, 4))),
        5 => new Filter.Range("at", Maybe(random, () => Pick(random, Words)), Maybe(random, () => Pick(random, Words))),
        6 => new Filter.NotTrue("open"),
        _ => new Filter.InBox(new GeoBox(random.Next(-180, 181), -random.Next(0, 90), random.Next(-180, 181), random.Next(0, 90))),
    };

    private Thing Make(Random random, string id) => New(id) with
    {
        Status = Maybe(random, () => Pick(random, Words)),
        Count = random.Next(4) == 0 ? null : random.Next(-3, 4) / 2.0,
        Open = random.Next(3) switch { 0 => null, 1 => true, _ => false },
        At = Maybe(random, () => Pick(random, Words) + Pick(random, Words)),
        Areas = Maybe(random, () => Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, Words)).ToArray()),
        Where = Maybe(random, () => new Address(Pick(random, Words))),
        Order = Maybe(random, () => Pick(random, Words)),
        Point = Maybe(random, () => new Place(random.Next(-180, 181), random.Next(-90, 91))),
    };
}
