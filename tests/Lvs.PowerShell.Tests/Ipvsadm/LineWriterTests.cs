namespace Lvs.PowerShell.Tests.Ipvsadm;

/// <summary>Text becomes lines, however it is cut.</summary>
public sealed class LineWriterTests
{
    [Fact]
    public void Lines_are_whole_and_the_last_one_needs_no_end()
    {
        List<string> lines = [];
        using (LineWriter writer = new(lines.Add))
        {
            writer.Write("one\ntw");
            writer.Write('o');
            writer.Write("\n\nthree".ToCharArray(), 0, 7);
            Assert.Equal(["one", "two", ""], lines);
        }

        Assert.Equal(["one", "two", "", "three"], lines);
    }
}
