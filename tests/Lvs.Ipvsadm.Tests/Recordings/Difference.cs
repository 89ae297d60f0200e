using System.Text.RegularExpressions;

namespace Lvs.Ipvsadm.Tests.Recordings;

/// <summary>Lines of a recording that cannot, or shall not, come out the same.</summary>
/// <param name="Case">The recording.</param>
/// <param name="Reason">Why.</param>
/// <param name="Recorded">What the recording has; must match at least once, or the entry is out of date.</param>
/// <param name="Ours">What stands there instead.</param>
internal sealed record Difference(string Case, string Reason, string Recorded, string Ours)
{
    /// <summary>The recording as our program must print it.</summary>
    public string Apply(string recording)
    {
        Regex pattern = new(Recorded, RegexOptions.Multiline | RegexOptions.CultureInvariant);
        Assert.True(pattern.IsMatch(recording), $"Nothing in {Case} matches '{Recorded}' any more.");
        return pattern.Replace(recording, Ours);
    }
}
