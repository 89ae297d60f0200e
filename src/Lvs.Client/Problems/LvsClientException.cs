namespace Lvs.Client;

/// <summary>The director said no, or could not be asked.</summary>
public sealed class LvsClientException : Exception
{
    /// <summary>Something that the client itself found.</summary>
    /// <param name="id">The stable id.</param>
    /// <param name="value">What is to blame.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="inner">What was underneath.</param>
    public LvsClientException(string id, string? value, string message, string? remedy, Exception? inner = null)
        : base(remedy is null ? message : $"{message} {remedy}", inner)
    {
        Id = id;
        Value = value;
        Detail = message;
        Remedy = remedy;
    }

    /// <summary>A problem document that the director answered.</summary>
    public LvsClientException(LvsProblem problem)
        : this(IdOf(problem), problem.Value, problem.Detail.Length > 0 ? problem.Detail : problem.Title, problem.Remedy)
    {
        Problem = problem;
        Status = problem.Status;
    }

    /// <summary>The stable id, without the prefix: <c>service-exists</c>.</summary>
    public string Id { get; }

    /// <summary>The value that is to blame, as it was given.</summary>
    public string? Value { get; }

    /// <summary>What is wrong, without the advice.</summary>
    public string Detail { get; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; }

    /// <summary>The HTTP status, 0 when there was no answer.</summary>
    public int Status { get; }

    /// <summary>The whole document, when the director answered one.</summary>
    public LvsProblem? Problem { get; }

    private static string IdOf(LvsProblem problem) =>
        problem.Type.StartsWith(LvsProblemIds.Prefix, StringComparison.Ordinal)
            ? problem.Type[LvsProblemIds.Prefix.Length..]
            : $"http-{problem.Status}";
}
