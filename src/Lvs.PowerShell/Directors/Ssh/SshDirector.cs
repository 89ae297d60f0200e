using System.Globalization;

namespace LvsPS;

/// <summary>A director on another machine, reached over ssh: <c>ssh://user@host:port/path/of/the/socket</c>, where all but the
/// host can be left out and then follows ssh's own configuration, and lvsd's default for the socket.</summary>
/// <param name="Name">The whole of it, as it was given.</param>
/// <param name="User">The user; null for ssh's choice.</param>
/// <param name="Host">The host, or its alias in ssh's configuration.</param>
/// <param name="Port">The port of sshd; null for ssh's choice.</param>
/// <param name="Socket">The path of lvsd's socket there.</param>
internal sealed record SshDirector(string Name, string? User, string Host, int? Port, string Socket)
{
    private const string Scheme = "ssh://";

    /// <summary>The arguments of ssh that say where to go; the last ones before a command.</summary>
    public IEnumerable<string> Destination =>
    [
        .. User is null ? Array.Empty<string>() : ["-l", User],
        .. Port is null ? Array.Empty<string>() : ["-p", Port.Value.ToString(CultureInfo.InvariantCulture)],
        "--", Host,
    ];

    /// <summary>Whether a director is one of these.</summary>
    public static bool Is(string director) => director.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the text apart.</summary>
    /// <exception cref="LvsClientException">It is not of that form.</exception>
    public static SshDirector Parse(string director)
    {
        string rest = director[Scheme.Length..];
        int slash = rest.IndexOf('/');
        (string authority, string path) = slash < 0 ? (rest, "") : (rest[..slash], Uri.UnescapeDataString(rest[slash..]));
        int at = authority.LastIndexOf('@');
        (string? user, string host) = at < 0 ? (null, authority)
            : (Uri.UnescapeDataString(authority[..at]), authority[(at + 1)..]);
        int? port = null;
        int colon = host.LastIndexOf(':');
        if (colon >= 0 && (host[0] != '[' || host[colon - 1] == ']'))
        {
            if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number is < 1 or > 65535)
                throw Refuse(director);
            (host, port) = (host[..colon], number);
        }

        if (host is ['[', .., ']'])
            host = host[1..^1];

        // What begins with a dash would be an option to ssh.
        if (host.Length == 0 || host[0] == '-' || host.Any(char.IsWhiteSpace) || user is "" || user?[0] == '-')
            throw Refuse(director);
        return new SshDirector(director, user, host, port, path is "" or "/" ? LvsApi.DefaultSocket : path);
    }

    private static LvsClientException Refuse(string director) => new(
        "invalid-director", director, $"'{director}' names no director over ssh.",
        "Give ssh://user@host, with a port and the path of lvsd's socket where they are not the usual ones: "
        + "ssh://root@lvs1:2222/run/lvs/lvsd.sock.");
}
