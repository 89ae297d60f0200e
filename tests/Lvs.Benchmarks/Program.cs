using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Lvs.Benchmarks;

const string help = """
    Lvs.Benchmarks micro [BenchmarkDotNet's options]    schedulers, packets, tables, first packets; --filter '*' for all
    Lvs.Benchmarks system [options]                     the whole of LvsPS beside its peers, in network namespaces, as root
        --long            nine rounds of four seconds instead of five of one
        --only P1,P3      these measures only: P1 to P10, LOAD
        --rounds N        rounds; the figures are medians
        --flows N         connections for P2, P7, P9 (1,000,000)
        --json FILE       the report for programs
        --chart FILE      the report as a picture (SVG)
    """;

switch (args.FirstOrDefault())
{
    case "micro":
        // In this process: the other way restores and builds a project of its own, which wants more packages.
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(SystemBenchmark).Assembly).Run(args[1..], config);
        return 0;
    case "system":
        return await SystemBenchmark.RunAsync(args[1..]);
    default:
        Console.WriteLine(help);
        return args.FirstOrDefault() is null or "help" or "--help" ? 0 : 2;
}
