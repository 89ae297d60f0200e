using Lvs.Service.Directors;
using Lvs.Service.Endpoints;
using Lvs.Service.Options;

namespace Lvs.Service.Hosting;

/// <summary>The program: its command line, and what it ends with.</summary>
internal static class LvsdProgram
{
    private const int Success = 0;
    private const int CannotStart = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs lvsd until it is asked to stop.</summary>
    /// <returns>0 ended as asked, 1 cannot start or failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            CommandLine line = CommandLine.Parse(arguments);
            if (line.ShowHelp || line.ShowVersion || line.PrintConfiguration)
            {
                Print(line, output);
                return Success;
            }

            LvsdOptions options = line.Override(ConfigurationFile.Load(line.ConfigurationFile));
            if (options.Detach)
                LvsdRun.Detach(options, output);
            else
                await LvsdRun.ServeAsync(options, DirectorFactory.Create);
            return Success;
        }
        catch (UsageException e)
        {
            error.WriteLine($"lvsd: {e.Message}");
            error.WriteLine("Try 'lvsd --help'.");
            return WrongUsage;
        }
        catch (StartupException e)
        {
            error.WriteLine($"lvsd: {e.Problem}");
            error.WriteLine($"  {e.Remedy}");
            return CannotStart;
        }
        catch (Exception e)
        {
            // A defect, or the director's thread died: say all there is and end, so that systemd starts anew. The data path
            // stays.
            error.WriteLine($"lvsd: failed: {e}");
            return CannotStart;
        }
    }

    private static void Print(CommandLine line, TextWriter output)
    {
        if (line.ShowHelp)
            output.WriteLine(CommandLine.Help);
        else if (line.ShowVersion)
            output.WriteLine($"lvsd {DirectorEndpoints.Version}");
        else
            output.Write(ConfigurationFile.Default);
    }
}
