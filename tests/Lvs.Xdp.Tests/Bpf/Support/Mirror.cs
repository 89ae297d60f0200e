using System.Runtime.InteropServices;
using System.Text;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>Holds a C# structure against the C one: same size, and every field of the same name at the same place. Where C# has one
/// field for several of C's, or another name, that is told; what such a field covers is not looked for again.</summary>
internal static class Mirror
{
    internal static void AssertSame(Type mirror, BtfStruct layout, params (string C, string CSharp)[] names)
    {
        int covered = 0;
        Assert.Equal((layout.Name, layout.Size), (layout.Name, Marshal.SizeOf(mirror)));
        foreach (BtfField field in layout.Fields)
        {
            if (field.Offset < covered)
                continue;
            string told = names.FirstOrDefault(pair => pair.C == field.Name).CSharp;
            string name = told ?? Pascal(field.Name);
            Type? type = mirror.GetField(name, Any)?.FieldType;
            if (type is null && field.Name.EndsWith("reserved", StringComparison.Ordinal))
                continue;
            if (told is not null && !type!.IsPrimitive)
                covered = field.Offset + Marshal.SizeOf(type);
            Assert.True(type is not null, $"{mirror.Name} has no {name} for {layout.Name}.{field.Name}");
            Assert.Equal((name, (nint)field.Offset), (name, Marshal.OffsetOf(mirror, name)));
        }
    }

    private const System.Reflection.BindingFlags Any = System.Reflection.BindingFlags.Instance
        | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;

    private static string Pascal(string name) => name.Split('_')
        .Aggregate(new StringBuilder(), static (text, word) => text.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1)))
        .ToString();
}
