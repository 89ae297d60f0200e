# Are the rules in force those of the file? Each difference is a failure of its own, in words.
param([string] $Configuration = $env:LVS_OPERATIONS, [string] $Director)

BeforeDiscovery { Import-Module "$PSScriptRoot/Operations.psm1" }

Describe 'Drift' -Tag Drift {
    $operation = Get-LvsOperation -Configuration $Configuration -Director $Director
    if (Add-OperationGate $operation) { return }
    $path = $operation.Configuration.Drift.Path
    if (-not $path) {
        It 'no file is configured: set Drift.Path to one of Export-LvsRules' -Skip { }
        return
    }

    $whom = $operation.Director
    $problem = $null
    $changes = @()
    try { $changes = @(Compare-LvsRules -LiteralPath $path @whom -ErrorAction Stop -WarningAction SilentlyContinue) }
    catch { $problem = $_.Exception.Message }

    It 'the rules are those of <Path>' -ForEach @{ Path = $path; Problem = $problem; Changes = @($changes | ForEach-Object ToString) } {
        if ($Problem) { throw $Problem }
        $Changes.Count | Should -Be 0 -Because "Import-LvsRules would make these changes: $($Changes -join '; ')"
    }

    foreach ($change in $changes) {
        It 'drift: <Change>' -ForEach @{ Change = "$change" } { throw "The file has it otherwise; Import-LvsRules would do: $Change" }
    }
}
