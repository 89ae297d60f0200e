using System.Management.Automation;

namespace PowerShellDouble;

/// <summary>
/// Runs cmdlets one behind the other as the engine does: an object goes all the way down before the next one is made, arguments
/// are bound from the pipeline by value and by property name, a stop reaches the cmdlet that runs.
/// </summary>
public sealed class Pipeline
{
    private readonly List<Stage> _stages = [];
    private int _most = int.MaxValue;
    private bool _input;

    /// <summary>What came out at the end.</summary>
    public List<object?> Output { get; } = [];

    /// <summary>The errors that ended nothing.</summary>
    public List<ErrorRecord> Errors { get; } = [];

    /// <summary>The warnings.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What was told with -Verbose.</summary>
    public List<string> Verbose { get; } = [];

    /// <summary>The states of the progress bar.</summary>
    public List<string> Progress { get; } = [];

    /// <summary>What ShouldProcess was asked about.</summary>
    public List<string> Confirmed { get; } = [];

    /// <summary>Appends a cmdlet.</summary>
    public Pipeline Then<T>(params (string Name, object? Value)[] arguments)
        where T : PSCmdlet, new()
    {
        Stage stage = new(this, new T(), arguments.ToDictionary(pair => pair.Name, pair => pair.Value), _stages.Count > 0
            || _input);
        if (_stages.Count > 0)
        {
            _stages[^1].Next = stage;
            stage.HasInput = true;
        }

        _stages.Add(stage);
        return this;
    }

    /// <summary>Ends the pipeline after so many objects, as Select-Object -First does.</summary>
    public Pipeline First(int count)
    {
        _most = count;
        return this;
    }

    /// <summary>Runs it on objects; what was written is in the properties.</summary>
    /// <exception cref="TerminatingErrorException">A cmdlet ended it.</exception>
    public Pipeline Run(params object[] input)
    {
        Stage first = _stages[0];
        first.HasInput |= _input;
        try
        {
            foreach (Stage stage in _stages)
                stage.Begin();
            foreach (object item in input)
                first.Process(item);
            foreach (Stage stage in _stages)
                stage.End();
        }
        catch (EnoughException)
        {
            // Those before the end were unwound; what came out is there.
        }
        finally
        {
            foreach (Stage stage in _stages)
                stage.Dispose();
        }

        return this;
    }

    /// <summary>A pipeline that begins with objects.</summary>
    public static Pipeline From() => new() { _input = true };

    /// <summary>Stops it from another thread, as Ctrl-C does.</summary>
    public void Stop() => _stages.ForEach(stage => stage.Stop());

    internal void Collect(object? output)
    {
        Output.Add(output);
        if (Output.Count >= _most)
            throw new EnoughException();
    }
}
