BeforeDiscovery { $notRoot = (id -u) -ne 0 }

# A variable that is not set is nothing, and nothing must not mean everything: what was to be one machine's real servers would be
# all there are, and go.
Describe 'A value of $null' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        Add-TestConnection 2
    }

    AfterAll { Stop-TestDirector }

    It 'is refused by <command>' -ForEach @(
        @{ command = 'Get-LvsService -Address $null' }
        @{ command = 'Get-LvsService -Service $null' }
        @{ command = 'Get-LvsService -Port $null' }
        @{ command = 'Get-LvsService -FirewallMark $null' }
        @{ command = '$null | Get-LvsService' }
        @{ command = 'Get-LvsRealServer -Address $null' }
        @{ command = "Get-LvsRealServer -Address ''" }
        @{ command = 'Get-LvsRealServer -Service @()' }
        @{ command = '$null | Get-LvsRealServer' }
        @{ command = 'Get-LvsFirewallMark -Mark $null' }
        @{ command = 'Get-LvsVirtualAddress -Address $null' }
        @{ command = 'Get-LvsConnection -Service $null' }
        @{ command = 'Get-LvsConnection -RealServer $null' }
        @{ command = 'Get-LvsConnection -Client $null' }
        @{ command = 'Remove-LvsConnection -Service $null -Force' }
        @{ command = 'Remove-LvsConnection -RealServer $null -Force' }
        @{ command = 'Remove-LvsConnection -Client $null -Force' }
        @{ command = 'Remove-LvsConnection -State $null -Force' }
        @{ command = 'Reset-LvsStatistic -Service $null' }
        @{ command = '$null | Reset-LvsStatistic' }
        @{ command = 'Set-LvsTimeout -Service $null -Udp 77' }
        @{ command = "Set-LvsTimeout -Service '' -Udp 77" }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $command } | Should -Throw
        @(Get-LvsConnection).Count | Should -Be 2
        (Get-LvsTimeout).Udp | Should -Be 300
    }

    It 'takes no real server out of service' {
        try { Get-LvsRealServer -Address $notSet | Remove-LvsRealServer } catch { }
        @(Get-LvsRealServer).Count | Should -Be 1
    }

    It 'is the director itself in its own line of a listing' {
        Get-LvsTimeout | Export-Csv "$TestDrive/timeouts.csv"
        Set-LvsTimeout -Udp 77
        Import-Csv "$TestDrive/timeouts.csv" | Set-LvsTimeout
        (Get-LvsTimeout).Udp | Should -Be 300
    }

    It 'leaves a service without a real server the connections of all' {
        @(Get-LvsStatistic udp/10.9.0.1:53 -Scope Service | Get-LvsConnection).Count | Should -Be 2
    }
}
