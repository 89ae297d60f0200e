namespace LvsPS.Help.Tests;

public sealed class ModuleReaderTests
{
    private static readonly IReadOnlyList<CmdletHelp> Cmdlets = Read();

    private static CmdletHelp Move => Cmdlets.Single(static cmdlet => cmdlet.Name == "Move-Thing");

    [Fact]
    public void Synopsis_is_the_first_sentence_and_description_is_everything()
    {
        Assert.Equal("Moves a thing (mv).", Move.Synopsis);
        Assert.Equal(["Moves a thing (mv). What is in it moves along.", "Nothing is copied."], Move.Description);
    }

    [Fact]
    public void Examples_keep_their_lines_and_lose_the_indent_of_the_comment()
    {
        Assert.Equal(
            [
                new ExampleHelp("Moves one.", "Move-Thing a |\n    Out-Null\nMove-Thing b"),
                new ExampleHelp("Moves all & more.", "Move-Thing *"),
            ],
            Move.Examples);
    }

    [Fact]
    public void Parameters_come_by_position_and_those_of_the_engine_last()
    {
        Assert.Equal(
            ["Name", "Director", "Id", "Speed", "Day", "Force", "WhatIf", "Confirm"],
            Move.Parameters.Select(static parameter => parameter.Name));
        Assert.Equal(["Name", "Id"], Move.ParameterSets);
    }

    [Fact]
    public void A_parameter_tells_its_type_values_default_aliases_and_how_it_is_bound()
    {
        ParameterHelp name = Parameter("Name");
        Assert.Equal("string[]", name.Type);
        Assert.Equal(["FullName"], name.Aliases);
        Assert.True(name.Wildcards);
        Assert.Equal("True (ByValue, ByPropertyName)", name.PlaceIn("Name")!.PipelineInput);
        Assert.Null(name.PlaceIn("Id"));
        Assert.Equal(["Slow", "Fast"], Parameter("Speed").Values);
        Assert.Equal("Slow", Parameter("Speed").Default);
        Assert.Equal(7, Parameter("Day").Values.Count);
        Assert.Null(Parameter("Day").Default);
        Assert.Equal("long", Parameter("Id").Type);
        Assert.Equal("False", Parameter("Force").Default);
    }

    [Fact]
    public void An_overriding_parameter_inherits_its_description() =>
        Assert.Equal(["Whom to ask."], Parameter("Director").Description);

    [Fact]
    public void A_reference_is_written_by_its_name() =>
        Assert.Equal(["By its identity, see Thing."], Parameter("Id").Description);

    [Fact]
    public void Outputs_are_described_by_their_type()
    {
        OutputHelp output = Assert.Single(Move.Outputs);
        Assert.Equal("LvsPS.Help.Tests.Sample.Thing", output.Type);
        Assert.Equal(["A thing."], output.Description);
    }

    [Fact]
    public void Gaps_are_named()
    {
        IReadOnlyList<string> gaps = HelpGaps.Find(Cmdlets);
        Assert.Equal(
            [
                "Get-Gap has 1 examples; give it 2 at least.",
                "An example of Get-Gap does not use it: 'Get-Date'.",
                "-Undocumented of Get-Gap has no summary.",
            ],
            gaps);
    }

    [Fact]
    public void Maml_has_a_syntax_for_each_set_and_each_parameter_once()
    {
        string maml = MamlWriter.Build([Move]).ToString();
        Assert.Equal(2, maml.Split("<command:syntaxItem>").Length - 1);
        Assert.Contains("<maml:title>Example 2: Moves all &amp; more</maml:title>", maml, StringComparison.Ordinal);
        Assert.Contains("Also by the name of mt.", maml, StringComparison.Ordinal);
    }

    private static ParameterHelp Parameter(string name) => Move.Parameters.Single(parameter => parameter.Name == name);

    private static IReadOnlyList<CmdletHelp> Read()
    {
        string assembly = typeof(ModuleReaderTests).Assembly.Location;
        return ModuleReader.Load(assembly, assembly).ReadCmdlets();
    }
}
