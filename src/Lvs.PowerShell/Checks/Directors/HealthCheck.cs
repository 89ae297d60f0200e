namespace LvsPS.Checks.Directors;

/// <summary>What the director itself finds wrong.</summary>
internal sealed class HealthCheck : IDirectorCheck
{
    private const string Well = "ok";

    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question) =>
    [
        CheckResult.Of(
            "Health", "lvsd", question.Status.Health == Well,
            question.Status.Problems.Count == 0 ? $"It says: {question.Status.Health}."
                : string.Join(" ", question.Status.Problems),
            "Mend what it names; its log says more (journalctl -u lvsd)."),
    ];
}
