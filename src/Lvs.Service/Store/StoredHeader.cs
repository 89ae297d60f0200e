using System.Text.Json;
using System.Text.Json.Serialization;
using Lvs.Service.Options;

namespace Lvs.Service.Store;

/// <summary>What says which lvsd can read a file; the only part of it that every version reads alike.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record StoredHeader
{
    public string? Format { get; set; }

    public int Version { get; set; }

    /// <summary>The header of a file; null when the file is no JSON object with one.</summary>
    public static StoredHeader? Of(ReadOnlySpan<byte> file)
    {
        try
        {
            return JsonSerializer.Deserialize(file, StoredJson.Default.StoredHeader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Refuses a file of something else, or of another version of lvsd.</summary>
    /// <exception cref="StartupException">It is one.</exception>
    public void Check(string path)
    {
        if (Format != StoredDocument.FormatName)
        {
            throw new StartupException(
                $"'{path}' holds no rules of lvsd (its format is '{Format}').",
                "Name another directory with --state, or move the file away.");
        }

        if (Version != StoredDocument.CurrentVersion)
        {
            throw new StartupException(
                $"The rules in '{path}' are of version {Version}; this lvsd reads version {StoredDocument.CurrentVersion}.",
                $"Install the lvsd that wrote them, or move the file away to start without rules (mv {path} {path}.old).");
        }
    }
}
