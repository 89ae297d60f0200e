using System.Runtime.InteropServices;
using System.Text;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>Holds a C# structure against the C one: same size, and every field of the same name at the same place.</summary>
internal static class Mirror
{
    internal static void AssertSame(Type mirror, BtfStruct layout)
    {
        Assert.Equal((layout.Name, layout.Size), (layout.Name, Marshal.SizeOf(mirror)));
        foreach (BtfField field in layout.Fields)
        {
            string name = Pascal(field.Name);
            Assert.True(mirror.GetField(name, Any) is not null, $"{mirror.Name} has no {name} for {layout.Name}.{field.Name}");
            Assert.Equal((name, (nint)field.Offset), (name, Marshal.OffsetOf(mirror, name)));
        }
    }

    private const System.Reflection.BindingFlags Any = System.Reflection.BindingFlags.Instance
        | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;

    private static string Pascal(string name) => name.Split('_')
        .Aggregate(new StringBuilder(), static (text, word) => text.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1)))
        .ToString();
}
