using System.Net;
using System.Security.Cryptography;
using Lvs.Lab.Servers;

namespace Lvs.Lab.Tests.Servers;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("192.0.2.7:40001", "198.51.100.1:80")]
    [InlineData("[2001:db8::7]:40001", "[2001:db8::1]:80")]
    public void An_answer_survives_the_wire_and_its_padding(string client, string asked)
    {
        Answer answer = new("rs1", IPEndPoint.Parse(client), IPEndPoint.Parse(asked));
        Assert.Equal(answer, Answer.Parse(answer.ToString().PadRight(500)));
        Assert.Equal($"rs1 saw {client} asking {asked}", answer.ToString());
    }

    [Fact]
    public void What_is_no_answer_is_refused_by_name()
    {
        FormatException error = Assert.Throws<FormatException>(() => Answer.Parse("<html>"));
        Assert.Contains("<html>", error.Message);
    }

    [Fact]
    public async Task Content_is_the_same_in_one_piece_and_in_many()
    {
        using MemoryStream stream = new();
        await ContentPattern.WriteAsync(stream, 3_000_000, CancellationToken.None);
        Assert.Equal(3_000_000, stream.Length);
        Assert.Equal(ContentPattern.Digest(3_000_000), Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())));
        Assert.NotEqual(ContentPattern.Digest(3_000_000), ContentPattern.Digest(2_999_999));
    }

    [Theory]
    [InlineData("--http")]
    [InlineData("--http 0")]
    [InlineData("--http 65536")]
    [InlineData("--speed 1")]
    [InlineData("--name rs1")]
    public void Bad_options_of_a_server_are_refused(string arguments)
    {
        Assert.Throws<LabException>(() => ServeOptions.Parse(arguments.Split(' ')));
    }
}
