namespace LvsPS;

/// <summary>What one check found.</summary>
public sealed class CheckResult
{
    /// <summary>What is checked: ArpIgnore, RouteBack, Forwarding …</summary>
    public string Name { get; init; } = "";

    /// <summary>On what: an address, an interface, a service.</summary>
    public string Target { get; init; } = "";

    /// <summary>True when it is as it should be.</summary>
    public bool Passed { get; init; }

    /// <summary>What was found, a sentence.</summary>
    public string Found { get; init; } = "";

    /// <summary>What to do about it; null when it passed.</summary>
    public string? Remedy { get; init; }

    /// <summary>Name, target and what was found.</summary>
    public override string ToString() => $"{(Passed ? "passed" : "FAILED")} {Name} {Target}: {Found}";

    internal static CheckResult Of(string name, string target, bool passed, string found, string remedy) => new()
    {
        Name = name,
        Target = target,
        Passed = passed,
        Found = found,
        Remedy = passed ? null : remedy,
    };
}
