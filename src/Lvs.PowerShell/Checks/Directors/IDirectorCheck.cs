namespace LvsPS.Checks.Directors;

/// <summary>Looks for one of the classic mistakes on a director.</summary>
internal interface IDirectorCheck
{
    /// <summary>Looks for it.</summary>
    /// <returns>A result for each thing looked at; none where the question does not arise.</returns>
    IEnumerable<CheckResult> Run(DirectorQuestion question);
}
