using System.Text;
using Lvs.Client.Ipvsadm;
using Lvs.Ipvsadm;

const int CannotWrite = 1;

// Plain streams: the console's own encodings, colours and cancel key would take longer to set up than the work itself.
UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
using StreamReader input = new(Console.OpenStandardInput(), utf8);
using StreamWriter output = new(Console.OpenStandardOutput(), utf8, 64 * 1024);
using StreamWriter error = new(Console.OpenStandardError(), utf8);
using IpvsadmDirector director = new();
string name = InvokedName.Read();
string companion = Path.GetFileName(name);
bool isCompanion = companion is "ipvsadm-save" or "ipvsadm-restore";
IpvsadmProgram program = new(director, input, output, error, new SystemNames(), isCompanion ? "ipvsadm" : name);
int status;
try
{
    status = companion switch
    {
        "ipvsadm-save" => program.Save(args),
        "ipvsadm-restore" => program.Restore(),
        _ => program.Run(args),
    };
    output.Flush();
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // A disk is full, or the stream was closed: rules that are only half saved must not pass for saved.
    status = CannotWrite;
    error.Write($"{name}: the output cannot be written: {e.GetBaseException().Message}\n");
}

try
{
    error.Flush();
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // There is nobody left to tell; the status still does.
}

return status;
