using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PowerShellDouble;

/// <summary>Converts arguments as far as the tests need it.</summary>
internal static class Conversion
{
    public static object? To(Type type, object? value)
    {
        if (type == typeof(PSObject))
            return value is null ? null : PSObject.AsPSObject(value);
        if (value is PSObject wrapped)
            value = wrapped.BaseObject is PSCustomObject ? value : wrapped.BaseObject;
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || target.IsInstanceOfType(value))
            return value;
        if (target.IsArray)
            return ToArray(target.GetElementType()!, value);
        if (target == typeof(SwitchParameter))
            return new SwitchParameter((bool)value);
        if (target == typeof(string))
            return value.ToString();
        if (target.IsEnum)
            return Enum.Parse(target, value.ToString()!, ignoreCase: true);
        return Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
    }

    private static Array ToArray(Type element, object value)
    {
        object?[] items = value is IEnumerable list and not string ? [.. list.Cast<object?>()] : [value];
        Array array = Array.CreateInstance(element, items.Length);
        for (int i = 0; i < items.Length; i++)
            array.SetValue(To(element, items[i]), i);
        return array;
    }
}
