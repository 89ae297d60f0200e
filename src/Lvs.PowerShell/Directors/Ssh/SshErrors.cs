namespace LvsPS;

/// <summary>From what ssh says to an error with advice.</summary>
internal static class SshErrors
{
    /// <summary>The remote side refused the user.</summary>
    public const string Authentication = "ssh-authentication-failed";

    /// <summary>The remote side's host key is unknown or another one.</summary>
    public const string HostKey = "ssh-host-key";

    /// <summary>The remote side cannot be reached.</summary>
    public const string Unreachable = "ssh-unreachable";

    /// <summary>Anything else.</summary>
    public const string Failed = "ssh-failed";

    /// <summary>Why ssh did not get there.</summary>
    /// <param name="director">Where to.</param>
    /// <param name="exitCode">How ssh ended.</param>
    /// <param name="words">What it wrote to standard error.</param>
    public static LvsClientException From(SshDirector director, int exitCode, string words)
    {
        string[] lines = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string last = lines.Length > 0 ? lines[^1] : $"it ended with {exitCode}";
        string who = director.User is null ? director.Host : $"{director.User}@{director.Host}";
        string byHand = director.Port is { } port ? $"-p {port} {who}" : who;
        last = last.TrimEnd('.');
        (string id, string what, string remedy) = words switch
        {
            _ when Has("There is no program") => (
                Failed, "There is no ssh on this machine.", "Install the OpenSSH client (apt install openssh-client)."),
            _ when Has("Host key verification failed") || Has("HOST IDENTIFICATION HAS CHANGED") => (
                HostKey, Has("HAS CHANGED")
                    ? $"The host key of {director.Host} is not the one that ssh knows: {last}."
                    : $"ssh does not know the host key of {director.Host} yet.",
                $"Make sure that it is the right one, then connect once by hand: ssh {byHand}."),
            _ when Has("Permission denied (") || Has("Too many authentication failures") => (
                Authentication, $"ssh may not log in as {who}: {last}.",
                $"Nobody is asked for a password here: use a key (ssh-copy-id {byHand}) or an agent (ssh-add)."),
            _ when Has("ould not resolve") || Has("onnection refused") || Has("timed out") || Has("o route to host")
                || Has("unreachable") => (
                Unreachable, $"{director.Host} cannot be reached over ssh: {last}.",
                $"See whether it is up and lets you in: ssh {byHand}."),
            _ => (Failed, $"ssh did not get to {director.Host}: {last}.", $"See what it says by hand: ssh -v {byHand}."),
        };
        return new LvsClientException(id, director.Name, what, remedy);

        bool Has(string text) => words.Contains(text, StringComparison.Ordinal);
    }
}
