using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>Walks every HTTP function as nobody and as each preset, from its own node and from others.</summary>
public sealed class RightsTests(RightsFixture fixture) : IClassFixture<RightsFixture>
{
    public static TheoryData<string> Names => [.. RightsTable.Rows.Select(NameOf)];

    private TestTown Town => fixture.Town;

    [Fact]
    public void The_table_has_every_http_function()
        => Assert.Equal(
            FunctionFacts.All.Where(f => f.Http is not null).Select(f => f.Name).Order(StringComparer.Ordinal),
            RightsTable.Rows.Select(r => r.Function).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whoever_may_is_let_and_whoever_may_not_is_refused(string name)
    {
        Right right = RightsTable.Rows.Single(r => NameOf(r) == name);
        List<string> wrong = [];
        await AskAsync(Town.Nobody, "nobody", right.Nobody, [401]);
        foreach (char preset in "VSMADPX")
        {
            await AskAsync(fixture.Who(preset, 'J'), $"{preset} on the jurisdiction", right.OnJurisdiction.Contains(preset), [403, 404]);
            await AskAsync(fixture.Who(preset, 'A'), $"{preset} on the area", right.OnArea.Contains(preset), [403, 404]);
            await AskAsync(fixture.Who(preset, 'O'), $"{preset} on another area", right.OnOtherArea.Contains(preset), [403, 404]);
            await AskAsync(fixture.Who(preset, 'N'), $"{preset} on the neighbour", right.OnOtherJurisdiction.Contains(preset), [403, 404]);
        }

        Assert.Empty(wrong);

        async Task AskAsync(Client who, string asWhom, bool may, int[] refusals)
        {
            Reply reply = await right.Ask(who, Town, fixture.World);
            if (may ? reply.Status != right.Allowed : !refusals.Contains(reply.Status))
            {
                wrong.Add($"{asWhom} {(may ? "may" : "may not")}, but got {reply.Status}");
            }
        }
    }

    /// <summary>
    /// What only the deployment's administrator may, they may: the table's empty rows are refusals, not broken requests. Originals of what was redacted are the
    /// auditor's alone.
    /// </summary>
    [Fact]
    public async Task The_deployments_administrator_may_everything()
    {
        foreach (Right right in RightsTable.Rows)
        {
            (await right.Ask(Town.Administrator, Town, fixture.World)).Is(right.Function == "ListReportOriginals" ? 403 : right.Allowed);
        }
    }

    private static string NameOf(Right right) => $"{right.Function} {right.What}".Trim();
}
