using System.Text;
using Lvs.Client.Ipvsadm;
using Lvs.Ipvsadm;

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
try
{
    return companion switch
    {
        "ipvsadm-save" => program.Save(args),
        "ipvsadm-restore" => program.Restore(),
        _ => program.Run(args),
    };
}
finally
{
    output.Flush();
    error.Flush();
}
