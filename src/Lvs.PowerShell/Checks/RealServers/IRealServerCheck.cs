namespace LvsPS.Checks.RealServers;

/// <summary>Looks for one of the classic mistakes on a real server.</summary>
internal interface IRealServerCheck
{
    /// <summary>Looks for it.</summary>
    /// <returns>A result for each thing looked at; none where the question does not arise.</returns>
    IEnumerable<CheckResult> Run(RealServerQuestion question);
}
