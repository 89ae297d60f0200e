BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Remove-LvsFirewallMark' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'removes from the pipeline' {
        $null = New-LvsFirewallMark 5 192.0.2.0/24 -Protocol Udp -Ports 53
        Get-LvsFirewallMark | Remove-LvsFirewallMark -WhatIf
        @(Get-LvsFirewallMark).Count | Should -Be 1
        Get-LvsFirewallMark | Remove-LvsFirewallMark
        Get-LvsFirewallMark | Should -BeNullOrEmpty
        { Remove-LvsFirewallMark 5/udp/192.0.2.0/24:53 -ErrorAction Stop } | Should -Throw -ErrorId 'FirewallMarkNotFound,*'
    }
}
