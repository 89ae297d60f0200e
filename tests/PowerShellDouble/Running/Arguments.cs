using System.Management.Automation;
using System.Reflection;

namespace PowerShellDouble;

/// <summary>Binds arguments to the parameters of a cmdlet: those given first, then for each object those it brings.</summary>
internal sealed class Arguments
{
    private readonly PSCmdlet _cmdlet;
    private readonly HashSet<string> _given = [];
    private readonly Dictionary<PropertyInfo, object?> _defaults = [];

    public Arguments(PSCmdlet cmdlet, IReadOnlyDictionary<string, object?> arguments, bool expectsInput)
    {
        _cmdlet = cmdlet;
        cmdlet.MyInvocation.ExpectingInput = expectsInput;
        cmdlet.ParameterSetName =
            cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.DefaultParameterSetName ?? cmdlet.ParameterSetName;
        foreach ((string name, object? value) in arguments)
        {
            if (name is "WhatIf" or "Confirm" or "Verbose")
            {
                cmdlet.MyInvocation.BoundParameters[name] = value;
                continue;
            }

            PropertyInfo parameter = Parameters().FirstOrDefault(candidate => NamesOf(candidate).Contains(name))
                ?? throw new InvalidOperationException($"There is no parameter -{name} of {cmdlet.GetType().Name}.");
            Set(parameter, value);
            _given.Add(parameter.Name);
        }

        foreach (PropertyInfo parameter in Parameters().Where(parameter => !_given.Contains(parameter.Name)))
            _defaults[parameter] = parameter.GetValue(cmdlet);
    }

    public bool WhatIf => _cmdlet.MyInvocation.BoundParameters.ContainsKey("WhatIf");

    /// <summary>Binds what an object brings; null, or why it cannot be bound.</summary>
    public ErrorRecord? BindInput(object? input)
    {
        foreach ((PropertyInfo parameter, object? value) in _defaults)
        {
            parameter.SetValue(_cmdlet, value);
            _cmdlet.MyInvocation.BoundParameters.Remove(parameter.Name);
        }

        HashSet<PropertyInfo> open = [.. _defaults.Keys];
        try
        {
            bool bound = false;
            foreach (bool convert in new[] { false, true })
            {
                foreach (PropertyInfo parameter in open.ToArray())
                    bound |= ByValue(parameter, input, convert) && open.Remove(parameter);
                foreach (PropertyInfo parameter in open.ToArray())
                    bound |= ByName(parameter, input, convert) && open.Remove(parameter);
            }

            PropertyInfo? missing = open.FirstOrDefault(parameter => Attribute(parameter).Any(attribute => attribute.Mandatory
                && attribute.ParameterSetName == _cmdlet.ParameterSetName | attribute.ParameterSetName == "__AllParameterSets"));
            return bound && missing is null ? null : Refuse("InputObjectNotBound", $"{missing?.Name} is missing in {input}.",
                input);
        }
        catch (Exception e) when (e is ArgumentTransformationMetadataException or InvalidCastException or ArgumentException)
        {
            return Refuse("ParameterArgumentTransformationError", e.Message, input);
        }
    }

    private static IEnumerable<ParameterAttribute> Attribute(PropertyInfo parameter) =>
        parameter.GetCustomAttributes<ParameterAttribute>(inherit: false);

    private static string[] NamesOf(PropertyInfo parameter) =>
        [parameter.Name, .. parameter.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];

    private static ErrorRecord Refuse(string id, string message, object? input) =>
        new(new ArgumentException(message), id, ErrorCategory.InvalidArgument, input);

    private IEnumerable<PropertyInfo> Parameters() => _cmdlet.GetType().GetProperties()
        .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
        .GroupBy(property => property.Name).Select(same => same.First());

    private bool ByValue(PropertyInfo parameter, object? input, bool convert)
    {
        ParameterAttribute? attribute = Attribute(parameter).FirstOrDefault(candidate => candidate.ValueFromPipeline);
        if (attribute is null || !TrySet(parameter, input, convert))
            return false;
        if (attribute.ParameterSetName != "__AllParameterSets")
            _cmdlet.ParameterSetName = attribute.ParameterSetName;
        return true;
    }

    private bool ByName(PropertyInfo parameter, object? input, bool convert)
    {
        if (input is null || !Attribute(parameter).Any(attribute => attribute.ValueFromPipelineByPropertyName))
            return false;
        PSPropertyInfo? found = NamesOf(parameter).Select(name => PSObject.AsPSObject(input).Properties[name])
            .FirstOrDefault(property => property is not null);
        return found is not null && TrySet(parameter, found.Value, convert);
    }

    private bool TrySet(PropertyInfo parameter, object? value, bool convert)
    {
        object? transformed = Transform(parameter, value);
        if (!convert && transformed is not null && !parameter.PropertyType.IsInstanceOfType(transformed)
            && parameter.PropertyType != typeof(PSObject))
            return false;
        Set(parameter, value);
        return true;
    }

    private void Set(PropertyInfo parameter, object? value)
    {
        object? converted = Conversion.To(parameter.PropertyType, Transform(parameter, value));
        foreach (ValidateArgumentsAttribute check in parameter.GetCustomAttributes<ValidateArgumentsAttribute>())
        {
            if (check.Check(converted) is { } why)
                throw new ArgumentException($"-{parameter.Name}: {why}");
        }

        parameter.SetValue(_cmdlet, converted);
        _cmdlet.MyInvocation.BoundParameters[parameter.Name] = converted;
    }

    private static object? Transform(PropertyInfo parameter, object? value) =>
        parameter.GetCustomAttributes<ArgumentTransformationAttribute>()
            .Aggregate(value, (present, transformation) => transformation.Transform(new EngineIntrinsics(), present));
}
