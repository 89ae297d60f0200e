# Is the director there, and well?
param([string] $Configuration = $env:LVS_OPERATIONS, [string] $Director)

BeforeDiscovery { Import-Module "$PSScriptRoot/Operations.psm1" }

Describe 'Smoke' -Tag Smoke {
    $operation = Get-LvsOperation -Configuration $Configuration -Director $Director
    if (Add-OperationGate $operation) { return }
    $limits = $operation.Configuration.Smoke
    $status = $operation.Status

    It 'the director <Name> is well' -ForEach @{ Name = $status.Name; Health = $status.Health; Problems = $status.Problems } {
        $Health | Should -Be ok -Because ($Problems -join ' ')
    }

    It 'it answers within <Limit> ms' -ForEach @{ Limit = $limits.MaximumAnswerMilliseconds; Time = $operation.AnswerMilliseconds } {
        $Time | Should -BeLessOrEqual $Limit
    }

    It 'it has <Limit> services or more' -ForEach @{ Limit = $limits.MinimumServices; Count = $status.Services } {
        $Count | Should -BeGreaterOrEqual $Limit
    }

    It 'XDP is attached to an interface' -ForEach @{ Interfaces = @($status.Interfaces) } {
        $Interfaces.Count | Should -BeGreaterThan 0
    }

    if ($limits.RequireNativeXdp) {
        It 'XDP is native on <Interface>' -ForEach @(
            $status.Interfaces | ForEach-Object { @{ Interface = ($_ -split ' ')[0]; Mode = ($_ -split ' ')[1] } }
        ) { $Mode | Should -Be native }
    }

    if ($limits.Version) {
        It 'its version is <Wanted>' -ForEach @{ Wanted = $limits.Version; Version = $status.Version } { $Version | Should -Be $Wanted }
    }
}
