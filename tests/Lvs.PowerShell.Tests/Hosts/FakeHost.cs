using LvsPS.Hosts;

namespace Lvs.PowerShell.Tests.Hosts;

/// <summary>A host made of answers to commands; kernel variables are kept as they are set.</summary>
internal sealed class FakeHost : IHost
{
    private readonly Dictionary<string, string> _answers = [];

    public string Name => "fake";

    /// <summary>Every command that was run, as one line.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Kernel variables by their keys.</summary>
    public Dictionary<string, string> Sysctls { get; } = [];

    /// <summary>Commands that fail, with what they say.</summary>
    public Dictionary<string, string> Failures { get; } = [];

    public FakeHost Answer(string command, string output)
    {
        _answers[command] = output;
        return this;
    }

    public CommandResult Run(params string[] command)
    {
        string line = string.Join(' ', command);
        Ran.Add(line);
        if (Failures.TryGetValue(line, out string? words))
            return new CommandResult(2, "", words);
        if (_answers.TryGetValue(line, out string? output))
            return new CommandResult(0, output, "");
        if (command is ["cat", { } path])
        {
            return Sysctls.TryGetValue(path["/proc/sys/".Length..], out string? value)
                ? new CommandResult(0, value + "\n", "")
                : new CommandResult(1, "", "No such file or directory");
        }

        if (command is ["sh", "-c", _, { } key, { } wanted])
            Sysctls[key] = wanted;
        return command[0] == "modprobe" && command.Contains("-n") ? new CommandResult(1, "", "") : new CommandResult(0, "", "");
    }
}
