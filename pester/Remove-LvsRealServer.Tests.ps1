BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Remove-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'removes' {
        Remove-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080
        (Get-LvsRealServer).Address | Should -Be 10.0.0.12
    }

    It 'drains what has no connections at once' {
        Get-LvsRealServer | Remove-LvsRealServer -Drain -Timeout 5
        Get-LvsRealServer | Should -BeNullOrEmpty
    }

    It 'gives up after the timeout and leaves it suspended' {
        Add-TestConnection
        { Get-LvsRealServer udp/10.9.0.1:53 | Remove-LvsRealServer -Drain -Timeout 0 -ErrorAction Stop } |
            Should -Throw -ErrorId 'DrainTimeout,*'
        (Get-LvsRealServer udp/10.9.0.1:53).SuspendedWeight | Should -Be 1
    }

    It 'does nothing with -WhatIf' {
        Get-LvsRealServer | Remove-LvsRealServer -Drain -WhatIf
        (Get-LvsRealServer).Weight | Should -Be 2, 3
    }
}
