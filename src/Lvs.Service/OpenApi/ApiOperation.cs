using System.Text.Json.Serialization.Metadata;

namespace Lvs.Service.OpenApi;

/// <summary>What the description says of one operation; every endpoint carries one as metadata.</summary>
/// <param name="Id">The operation's id: a verb and a thing, camel case.</param>
/// <param name="Tag">The resource it belongs to.</param>
/// <param name="Summary">A sentence.</param>
internal sealed record ApiOperation(string Id, string Tag, string Summary)
{
    /// <summary>The body it takes; null for none.</summary>
    public JsonTypeInfo? Request { get; init; }

    /// <summary>The body it answers; null for none (204).</summary>
    public JsonTypeInfo? Response { get; init; }

    /// <summary>The status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Media types of the answer besides or in place of JSON.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = ["application/json"];

    /// <summary>Query parameters: name and what it does.</summary>
    public IReadOnlyList<(string Name, string Description)> Query { get; init; } = [];
}
