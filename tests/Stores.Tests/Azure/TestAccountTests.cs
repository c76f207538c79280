using GridSteward.Tests.Emulators;

namespace GridSteward.Stores.Tests.Azure;

public sealed class TestAccountTests
{
    [Theory]
    [InlineData("https://127.0.0.1:8081/", null, "AccountEndpoint=https://127.0.0.1:8081/;AccountKey=")]
    [InlineData("https://localhost:8081", null, "AccountEndpoint=https://localhost:8081/;AccountKey=")]
    [InlineData("https://town.example/", "https://town.example/", null)]
    [InlineData("AccountEndpoint=https://town.example:443/;AccountKey=eA==;", null, "AccountEndpoint=https://town.example:443/;AccountKey=eA==;")]
    public void Cosmos_DB_is_named_by_an_address_or_a_connection_string(string text, string? address, string? begins)
    {
        TestAccount account = TestAccount.Parse(text, TestAccount.OfCosmos);
        Assert.Equal(address, account.Address?.ToString());
        Assert.StartsWith(begins ?? "", account.ConnectionString ?? "", StringComparison.Ordinal);
        Assert.Equal(begins is null, account.ConnectionString is null);
        Assert.Contains(account.Endpoint.Host, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", null, "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;")]
    [InlineData("http://127.0.0.1:10000", null, "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;")]
    [InlineData("https://town.example", "https://town.example/", null)]
    [InlineData("UseDevelopmentStorage=true", null, "UseDevelopmentStorage=true")]
    public void So_is_Blob_Storage(string text, string? address, string? contains)
    {
        TestAccount account = TestAccount.Parse(text, TestAccount.OfBlobs);
        Assert.Equal(address, account.Address?.ToString());
        Assert.Contains(contains ?? "", account.ConnectionString ?? "", StringComparison.Ordinal);
    }
}
