using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Hosting;

namespace Lvs.Service.Problems;

/// <summary>Makes problem documents.</summary>
internal static class Problem
{
    /// <summary>A problem of a kind.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="value">What is to blame, as it was given.</param>
    /// <param name="detail">What is wrong, naming the value.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="path">Where in the body, when that is known.</param>
    /// <param name="inner">What was underneath.</param>
    public static ProblemException Create(
        ProblemKind kind, string? value, string detail, string remedy, string? path = null, Exception? inner = null) =>
        new(Document(kind, value, detail, remedy, path), inner);

    /// <summary>A rule that was refused.</summary>
    public static LvsProblem Of(RuleException refusal) =>
        Document(ProblemCatalog.Of(refusal.Error), refusal.Value, refusal.Message, refusal.Remedy, refusal.Path);

    /// <summary>A problem of the rules that is found before the engine is asked.</summary>
    public static ProblemException Rule(RuleError error, string? value, string detail, string remedy, string? path = null) =>
        Create(ProblemCatalog.Of(error), value, detail, remedy, path);

    /// <summary>A peer without the right.</summary>
    public static ProblemException Forbidden(uint user, string what, AccessPolicy policy)
    {
        string group = what == "read" && policy.ReadersGroup is { } readers ? readers : policy.Group;
        return Create(
            ProblemCatalog.PermissionDenied, $"uid {user}", $"User {user} may not {what} the director's state.",
            $"Join the group {group} (as root: usermod -aG {group} <user>, then log in anew), or act as root.");
    }

    public static LvsProblem Document(ProblemKind kind, string? value, string detail, string? remedy, string? path) => new()
    {
        Type = LvsProblemIds.Prefix + kind.Id,
        Title = kind.Title,
        Status = kind.Status,
        Detail = detail,
        Value = value,
        Remedy = remedy,
        Path = path,
    };
}
