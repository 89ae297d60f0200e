using System.Text;
using Lvs.Client.Formats;

namespace LvsPS;

/// <summary>Error records: a stable id, a category, what is to blame and what to do about it.</summary>
internal static class LvsErrors
{
    /// <summary>The record of what the director or the client said.</summary>
    public static ErrorRecord From(LvsClientException problem, object? target) =>
        Create(problem, Pascal(problem.Id), CategoryOf(problem), target ?? problem.Value);

    /// <summary>The record of a rule file that cannot be read.</summary>
    public static ErrorRecord From(RuleFileException problem)
    {
        string id = problem.InnerException is LvsClientException refusal ? Pascal(refusal.Id) : "InvalidRuleFile";
        ErrorCategory category = problem.InnerException switch
        {
            LvsClientException refused => CategoryOf(refused),
            FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
            UnauthorizedAccessException => ErrorCategory.PermissionDenied,
            IOException => ErrorCategory.ReadError,
            _ => ErrorCategory.ParserError,
        };
        return Create(problem, id, category, problem.Value ?? problem.File);
    }

    /// <summary>The record of something the cmdlet itself found.</summary>
    public static ErrorRecord Create(string id, ErrorCategory category, object? target, string message, string remedy) =>
        Create(new LvsClientException(id, target?.ToString(), message, remedy), id, category, target);

    /// <summary>True when the director could not be asked at all: nothing that follows in the pipeline could be,
    /// either.</summary>
    public static bool IsUnreachable(LvsClientException problem) => problem.Status == 0 && problem.Id is
        LvsProblemIds.DirectorNotRunning or LvsProblemIds.PermissionDenied or LvsProblemIds.VersionMismatch
        or LvsProblemIds.ConnectionLost or SshErrors.Authentication or SshErrors.HostKey or SshErrors.Unreachable
        or SshErrors.Failed;

    // The advice stands in the message itself, and not in ErrorDetails.RecommendedAction: pwsh 7.4 does not show that, and later
    // ones would show it twice.
    private static ErrorRecord Create(Exception exception, string id, ErrorCategory category, object? target) =>
        new(exception, id, category, target);

    private static ErrorCategory CategoryOf(LvsClientException problem) => problem.Id switch
    {
        LvsProblemIds.DirectorNotRunning => ErrorCategory.ResourceUnavailable,
        LvsProblemIds.ConnectionLost => ErrorCategory.ConnectionError,
        LvsProblemIds.VersionMismatch => ErrorCategory.ProtocolError,
        LvsProblemIds.PermissionDenied => ErrorCategory.PermissionDenied,
        "too-many" => ErrorCategory.LimitsExceeded,
        SshErrors.Authentication => ErrorCategory.AuthenticationError,
        SshErrors.HostKey => ErrorCategory.SecurityError,
        SshErrors.Unreachable or SshErrors.Failed => ErrorCategory.ConnectionError,
        { } id when id.EndsWith("-not-found", StringComparison.Ordinal) => ErrorCategory.ObjectNotFound,
        { } id when id.EndsWith("-exists", StringComparison.Ordinal) => ErrorCategory.ResourceExists,
        _ => problem.Status >= 500 ? ErrorCategory.InvalidOperation : ErrorCategory.InvalidArgument,
    };

    // service-not-found is ServiceNotFound to who writes catch blocks.
    private static string Pascal(string id)
    {
        StringBuilder text = new(id.Length);
        bool upper = true;
        foreach (char c in id)
        {
            if (c != '-')
                text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = c == '-';
        }

        return text.ToString();
    }
}
