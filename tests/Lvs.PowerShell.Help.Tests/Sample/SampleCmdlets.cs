using System.Management.Automation;

namespace LvsPS.Help.Tests.Sample;

/// <summary>Where a parameter of every cmdlet stands.</summary>
public abstract class SampleBase
{
    /// <summary>Whom to ask.</summary>
    [Parameter]
    public virtual string? Director { get; set; }
}

/// <summary>Moves a thing (<c>mv</c>). What is in it
/// moves along.</summary>
/// <remarks>Nothing is copied.</remarks>
/// <example>
/// <para>Moves one.</para>
/// <code>Move-Thing a |
///     Out-Null
/// Move-Thing b</code>
/// </example>
/// <example>
/// <para>Moves all &amp; more.</para>
/// <code>Move-Thing *</code>
/// </example>
[Cmdlet("Move", "Thing", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(Thing))]
[Alias("mt")]
public sealed class MoveThingCommand : SampleBase
{
    /// <inheritdoc/>
    [Parameter(Position = 1)]
    public override string? Director { get; set; }

    /// <summary>By its identity, see <see cref="Thing"/>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    public long Id { get; set; }

    /// <summary>By its name. * and ? stand for any text.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("FullName")]
    public string[] Name { get; set; } = [];

    /// <summary>How fast.</summary>
    [Parameter]
    [ValidateSet("Slow", "Fast")]
    public string Speed { get; set; } = "Slow";

    /// <summary>On which day.</summary>
    [Parameter]
    public DayOfWeek? Day { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>No parameter.</summary>
    public int Moved { get; private set; }
}

/// <summary>A thing.</summary>
public sealed class Thing;

/// <summary>Lacks much.</summary>
/// <example>
/// <para>Does something else.</para>
/// <code>Get-Date</code>
/// </example>
[Cmdlet("Get", "Gap")]
public sealed class GetGapCommand
{
    [Parameter]
    public int Undocumented { get; set; }
}
