using System.Globalization;

namespace Lvs.Lab.Servers;

/// <summary>What a real server of the lab is told on its command line.</summary>
internal sealed record ServeOptions
{
    /// <summary>Its name, which it answers.</summary>
    public string Name { get; private init; } = Environment.MachineName;

    /// <summary>TCP ports that speak HTTP, on every address of both families.</summary>
    public IReadOnlyList<int> Http { get; private init; } = [];

    /// <summary>UDP ports that echo, on every address the node has at the start.</summary>
    public IReadOnlyList<int> Udp { get; private init; } = [];

    /// <summary>A file to make once it listens.</summary>
    public string? ReadyFile { get; private init; }

    /// <summary>A process without which it does not want to live.</summary>
    public int? Owner { get; private init; }

    /// <summary>Reads the arguments behind <c>serve</c>.</summary>
    /// <exception cref="LabException">An argument that is not known, or a value that is none.</exception>
    public static ServeOptions Parse(IReadOnlyList<string> arguments)
    {
        ServeOptions options = new();
        for (int i = 0; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new LabException($"'{arguments[i]}' needs a value.");
            options = arguments[i] switch
            {
                "--name" when !value.AsSpan().ContainsAny(" \t\n") => options with { Name = value },
                "--http" => options with { Http = [.. options.Http, Port(value)] },
                "--udp" => options with { Udp = [.. options.Udp, Port(value)] },
                "--ready" => options with { ReadyFile = value },
                "--owner" => options with { Owner = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new LabException(
                    $"serve does not take '{arguments[i]} {value}'; it takes --name WORD, --http PORT, --udp PORT, --ready FILE "
                    + "and --owner PID."),
            };
        }

        return options.Http.Count + options.Udp.Count > 0
            ? options
            : throw new LabException("serve needs a port to listen on: --http 80, --udp 53, each as often as you like.");
    }

    private static int Port(string text) => ushort.TryParse(text, CultureInfo.InvariantCulture, out ushort port) && port > 0
        ? port
        : throw new LabException($"'{text}' is not a port: 1 to 65535.");
}
