using System.Runtime.InteropServices;
using Lvs.Client;
using Lvs.Lab;
using Lvs.Lab.Commands;

// Ctrl-C and SIGTERM cancel; what was built is taken down on the way out. A second one does not wait.
using CancellationTokenSource stop = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);

try
{
    return args switch
    {
        ["--help" or "-h" or "help", ..] => HelpCommand.Run(),
        ["list"] => ListCommand.Run(),
        ["up", .. var rest] => await UpCommand.RunAsync(rest, stop.Token),
        ["down", .. var rest] => await DownCommand.RunAsync(rest),
        ["serve", .. var rest] => await ServeCommand.RunAsync(rest, stop.Token),
        ["ask", .. var rest] => await AskCommand.RunAsync(rest, stop.Token),
        ["run", .. var rest] => await RunCommand.RunAsync(rest, stop.Token),
        _ => await RunCommand.RunAsync(args, stop.Token),
    };
}
catch (Exception e) when (e is LabException or LvsClientException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped; everything was taken down.");
    return 130;
}

void Cancel(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
