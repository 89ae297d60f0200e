using System.Runtime.Versioning;
using Lvs.Client.Ipvsadm;

namespace LvsPS;

/// <summary>Virtual services as <c>ipvsadm -Ln</c> lists them; the default view of Get-LvsService shows them so.</summary>
[SupportedOSPlatform("linux")]
public static class Listing
{
    private static readonly SystemNames Names = new();

    /// <summary>The two lines above the services.</summary>
    public static string Title { get; } = Print(printer => printer.PrintTitle());

    /// <summary>A service's line and one for each of its real servers.</summary>
    public static string Of(VirtualService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Contract is { } contract ? Print(printer => printer.Print([contract])) : service.Service;
    }

    private static string Print(Action<IpvsadmPrinter> print)
    {
        using StringWriter text = new();
        print(new IpvsadmPrinter(text, IpvsadmFormat.Numeric, Names));
        return text.ToString().TrimEnd('\n');
    }
}
