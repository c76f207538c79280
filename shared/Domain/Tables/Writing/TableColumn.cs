namespace GridSteward.Domain.Tables;

/// <summary>A column to be written.</summary>
/// <param name="Field">
/// The field. In GeoJSON <c>geometry</c>, or else <c>longitude</c> and <c>latitude</c> together, become the feature's geometry and are no properties.
/// </param>
/// <param name="Header">Its header, where <see cref="TableWords.Label"/> is not the right one.</param>
public sealed record TableColumn(string Field, string? Header = null);
