using GridSteward.Domain.Storage;
using GridSteward.Domain.Transfers;

namespace GridSteward.Domain.Tests.Transfers;

/// <summary>What goes with a jurisdiction, written by hand: whoever adds a kind decides here whether it moves.</summary>
public sealed class TransferKindsTests
{
    private static readonly string[] Moves =
    [
        "areas/area", "areas/areaEdit", "areas/areaImport", "areas/audit", "areas/building", "areas/cardHandOut", "areas/channelConfirmation", "areas/contactCard", "areas/deletion", "areas/generation", "areas/jurisdiction", "areas/notificationChannel",
        "areas/partner", "areas/past", "areas/post",
        "areas/settledAreas", "areas/steward", "areas/team", "areas/uniqueCode",
        "households/audit", "households/campaign", "households/campaignUnit", "households/deletion", "households/household", "households/householdPersonalPart",
        "households/registerWords", "households/uniqueCode", "households/unitChange",
        "households/visit", "households/visitPersonalPart", "households/visitRequest", "households/visitRequestPersonalPart", "households/visitsCounted",
        "reports/audit", "reports/deletion", "reports/delivery", "reports/outboxMessage", "reports/report", "reports/reportEvent", "reports/reportOriginal", "reports/reportPersonalPart", "reports/resolution",
        "ledger/audit", "ledger/deletion",
        "outcomes/audit", "outcomes/coverage", "outcomes/coverageTrend", "outcomes/deletion",
    ];

    private static readonly string[] Stays =
    [
        "directory/agendaEntry", "directory/audit", "directory/contactCardEntry", "directory/firstAdministrator", "directory/invitation", "directory/jurisdictionEntry",
        "directory/jurisdictionListVersion", "directory/person", "directory/rateKey", "directory/rateWindow", "directory/referralEntry", "directory/reservation", "directory/timerDay", "directory/healthProbe", "households/referral",
        "areas/jobCheckpoint", "households/jobCheckpoint", "reports/jobCheckpoint", "ledger/jobCheckpoint", "reports/photoDraft", "outcomes/coverageBook", "outcomes/job", "outcomes/jobCheckpoint", "outcomes/upload",
        "areas/channelSecret", "reports/channelState", "outcomes/regionHead", "outcomes/regionMember", "outcomes/regionTrend", "outcomes/regionCommunities", "outcomes/regionMembership",
        "areas/publication", "areas/stagedRow", "households/publication", "households/stagedRow",
    ];

    [Fact]
    public void Every_kind_either_moves_or_stays()
    {
        Assert.Equal(Moves, TransferKinds.Moved.Select(k => k.Key));
        Assert.Equal(Moves.Concat(Stays).Order(StringComparer.Ordinal), Kinds.All.Select(k => $"{k.Container.Name}/{k.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_stays_says_why()
    {
        Assert.Equal(Stays.Select(s => s.Split('/')[1]).Except(["audit"]).Distinct().Order(StringComparer.Ordinal), TransferKinds.Staying.Keys.Order(StringComparer.Ordinal));
        Assert.All(TransferKinds.Staying.Values.Concat(TransferKinds.StayingBlobs.Values), why => Assert.EndsWith(".", why, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_container_of_blobs_either_moves_or_stays()
    {
        Assert.Equal([BlobContainer.Coverage, BlobContainer.Generations, BlobContainer.Geometries, BlobContainer.Photos], TransferKinds.MovedBlobs);
        Assert.Equal([BlobContainer.PhotoBlocks, BlobContainer.Indexes, BlobContainer.Jobs, BlobContainer.Uploads, BlobContainer.Books], TransferKinds.StayingBlobs.Keys.Order().Reverse());
    }
}
