using System.Diagnostics;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>The sources of the BPF programs, and the compiler where there is one.</summary>
internal static class BpfSources
{
    /// <summary>src/Lvs.Xdp/bpf of this checkout, null when the tests run elsewhere.</summary>
    internal static string? Directory { get; } = Find();

    internal static bool CanCompile => Directory is not null && Run("sh", "-c \"command -v clang && command -v llvm-strip\"", out _) == 0;

    internal static string Compiler
    {
        get
        {
            Run("clang", "--version", out string output);
            return output.Split('\n')[0].Trim();
        }
    }

    /// <summary>Compiles into a directory by the target that the build uses.</summary>
    internal static void Compile(string output)
    {
        string arguments = $"msbuild \"{Path.Combine(Directory!, "Bpf.targets")}\" -t:CompileBpf -p:BpfOutput={output}/ "
            + "-nologo -v:quiet -nodeReuse:false";
        Assert.True(Run("dotnet", arguments, out string text) == 0, text);
    }

    private static int Run(string program, string arguments, out string output)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string sources = Path.Combine(at.FullName, "src", "Lvs.Xdp", "bpf");
            if (File.Exists(Path.Combine(sources, "lvs.bpf.c")))
                return sources;
        }

        return null;
    }
}
