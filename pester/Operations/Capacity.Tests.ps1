# Is there room left: in the tables, below the thresholds, in the weights?
param([string] $Configuration = $env:LVS_OPERATIONS, [string] $Director)

BeforeDiscovery { Import-Module "$PSScriptRoot/Operations.psm1" }

Describe 'Capacity' -Tag Capacity {
    $operation = Get-LvsOperation -Configuration $Configuration -Director $Director
    if (Add-OperationGate $operation) { return }
    $limits = $operation.Configuration.Capacity

    foreach ($table in $operation.Status.Tables) {
        if ($table -notmatch '^(?<name>.+) (?<used>\d+) of (?<size>\d+)$') { throw "The director describes a table as '$table'." }
        $percent = [long] $Matches.size -eq 0 ? 0 : [Math]::Round(100 * [long] $Matches.used / [long] $Matches.size, 1)
        It 'the table of <Name> is at most <Limit> % full' -ForEach @{
            Name = $Matches.name; Percent = $percent; Limit = $limits.MaximumTablePercent
        } { $Percent | Should -BeLessOrEqual $Limit }
    }

    foreach ($service in $operation.Services) {
        foreach ($server in $service.RealServers | Where-Object UpperThreshold -GT 0) {
            $percent = [Math]::Round(100 * ($server.ActiveConnections + $server.InactiveConnections) / $server.UpperThreshold, 1)
            It '<Server> of <Name> has at most <Limit> % of its upper threshold' -ForEach @{
                Server = $server.Endpoint; Name = $service.Service; Percent = $percent; Limit = $limits.MaximumThresholdPercent
            } { $Percent | Should -BeLessOrEqual $Limit }
        }

        $full = ($service.RealServers | ForEach-Object { $_.SuspendedWeight ?? $_.Weight } | Measure-Object -Sum).Sum
        if ($full -gt 0) {
            $percent = [Math]::Round(100 * ($service.RealServers | Measure-Object Weight -Sum).Sum / $full, 1)
            It '<Name> has <Limit> % of its weights or more in service' -ForEach @{
                Name = $service.Service; Percent = $percent; Limit = $limits.MinimumWeightPercent
            } { $Percent | Should -BeGreaterOrEqual $Limit }
        }
    }

    if ($limits.MaximumConnectionRate -gt 0) {
        $whom = $operation.Director
        $rate = (Get-LvsStatistic -Scope Director @whom).ConnectionRate
        It 'at most <Limit> connections a second are opened' -ForEach @{ Rate = $rate; Limit = $limits.MaximumConnectionRate } {
            $Rate | Should -BeLessOrEqual $Limit
        }
    }
}
