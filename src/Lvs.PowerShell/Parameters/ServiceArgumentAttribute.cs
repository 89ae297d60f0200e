using System.Collections;

namespace LvsPS;

/// <summary>
/// Lets whatever belongs to a service stand where a service is asked for: its identity as text, a service, a real server, a
/// connection, a row of a CSV file with a column Service, or any of these come back from JSON, Clixml or another machine.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ServiceArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable list and not (string or IDictionary)
            ? list.Cast<object?>().Select(One).ToArray()
            : One(inputData);
    }

    private static object? One(object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (value)
        {
            case null or string:
                return value;
            case VirtualService service:
                return service.Service;
            case IDictionary dictionary:
                return dictionary["Service"] ?? throw Refuse(dictionary);
            default:
                return PSObject.AsPSObject(input!).Properties["Service"]?.Value?.ToString() ?? throw Refuse(value);
        }
    }

    private static ArgumentTransformationMetadataException Refuse(object value) => new(
        $"'{value}' names no virtual service: it has no property Service. Give an identity such as tcp/192.0.2.1:80, or an "
        + "object of Get-LvsService.");
}
