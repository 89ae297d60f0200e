namespace Lvs.Client;

/// <summary>A problem document (RFC 9457): what the director answers when it will not do as asked. Nothing was changed
/// then.</summary>
public sealed record LvsProblem
{
    /// <summary>The stable id as a URN: <c>urn:lvsps:service-exists</c>.</summary>
    public string Type { get; set; } = "about:blank";

    /// <summary>What kind of problem it is, in a few words.</summary>
    public string Title { get; set; } = "";

    /// <summary>The HTTP status.</summary>
    public int Status { get; set; }

    /// <summary>What is wrong here, naming the value.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The value that is to blame, as it was given.</summary>
    public string? Value { get; set; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; set; }

    /// <summary>Where in a request body: a JSON path such as <c>$.services[3].realServers[0].weight</c>.</summary>
    public string? Path { get; set; }

    /// <summary>The line of the body, from 1, when the body could not be read.</summary>
    public long? Line { get; set; }

    /// <summary>The column in bytes, from 1, when the body could not be read.</summary>
    public long? Column { get; set; }
}
