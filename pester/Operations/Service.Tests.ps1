# Are the services there that must be, and can each of them serve?
param([string] $Configuration = $env:LVS_OPERATIONS, [string] $Director)

BeforeDiscovery { Import-Module "$PSScriptRoot/Operations.psm1" }

Describe 'Service' -Tag Service {
    BeforeAll { Import-Module "$PSScriptRoot/Operations.psm1" }

    $operation = Get-LvsOperation -Configuration $Configuration -Director $Director
    if (Add-OperationGate $operation) { return }
    $limits = $operation.Configuration.Service
    $expected = @{}
    foreach ($entry in $limits.Expected) { $expected[$entry.Service] = $entry }

    foreach ($service in $operation.Services) {
        $least = $expected[$service.Service].MinimumRealServers ?? $limits.MinimumRealServers
        $serving = @($service.RealServers | Where-Object { $_.Weight -gt 0 -and -not $_.Overloaded }).Count
        It '<Name> has <Least> real servers or more that take connections' -ForEach @{
            Name = $service.Service; Least = $least; Serving = $serving
        } { $Serving | Should -BeGreaterOrEqual $Least }
    }

    foreach ($entry in $limits.Expected) {
        $found = $operation.Services | Where-Object Service -EQ $entry.Service
        It '<Name> is there' -ForEach @{ Name = $entry.Service; Found = [bool] $found } { $Found | Should -BeTrue }
        if ($found -and $entry.Scheduler) {
            It '<Name> schedules by <Wanted>' -ForEach @{ Name = $entry.Service; Wanted = $entry.Scheduler; Scheduler = $found.Scheduler } {
                $Scheduler | Should -Be $Wanted
            }
        }
        if ($entry.Url) {
            It '<Name> answers at <Url>' -ForEach @{ Name = $entry.Service; Url = $entry.Url; Limit = $limits.TimeoutMilliseconds } {
                Test-HttpEndpoint $Url $Limit | Should -BeNullOrEmpty
            }
        }
    }
}
