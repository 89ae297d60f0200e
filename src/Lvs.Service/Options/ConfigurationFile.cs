using System.Text.Json;
using Lvs.Client.Json;
using Lvs.Service.Problems;

namespace Lvs.Service.Options;

/// <summary>The configuration file: JSON with comments and trailing commas, every option optional, unknown ones
/// refused.</summary>
internal static class ConfigurationFile
{
    private const string Help = "'lvsd --print-config' prints a file with every option explained.";

    /// <summary>Reads the file named, or the default one if it is there.</summary>
    /// <exception cref="StartupException">It cannot be read, or says what it cannot say.</exception>
    public static LvsdOptions Load(string? path)
    {
        if (path is null && !File.Exists(LvsdOptions.DefaultConfigurationFile))
            return new LvsdOptions();
        path ??= LvsdOptions.DefaultConfigurationFile;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The configuration file '{path}' cannot be read: {e.Message}",
                "Name a file that exists and that lvsd may read, or leave --config out.", e);
        }

        return Parse(path, bytes);
    }

    /// <summary>A file with every option explained.</summary>
    public static string Default
    {
        get
        {
            using Stream stream = typeof(ConfigurationFile).Assembly.GetManifestResourceStream("lvsd.json")!;
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="StartupException">It says what it cannot say.</exception>
    public static LvsdOptions Parse(string path, ReadOnlySpan<byte> bytes)
    {
        ConfigurationDocument document;
        try
        {
            document = JsonSerializer.Deserialize(bytes, ConfigurationJson.Default.ConfigurationDocument)
                ?? throw new JsonException("It holds null.");
        }
        catch (JsonException e)
        {
            JsonFault fault = JsonFault.Of(e, bytes);
            throw new StartupException(
                $"The configuration file '{path}' is wrong at line {fault.Line}, column {fault.Column}: {fault.Message}", Help, e);
        }

        try
        {
            return document.ToOptions(text => new StartupException($"The configuration file '{path}' is wrong: {text}.", Help));
        }
        catch (ProblemException e)
        {
            throw new StartupException(
                $"The configuration file '{path}' is wrong: {e.Problem.Detail}", e.Problem.Remedy ?? Help, e);
        }
    }
}
