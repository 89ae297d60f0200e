BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Resume-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'gives the weight back, also after a restart of lvsd' {
        Get-LvsRealServer | Suspend-LvsRealServer
        Stop-TestLvsd
        Start-TestLvsd
        (Get-LvsRealServer).Weight | Should -Be 0, 0
        Get-LvsRealServer | Resume-LvsRealServer
        (Get-LvsRealServer).Weight | Should -Be 2, 3
    }

    It 'leaves alone what is not suspended' {
        (Get-LvsRealServer | Resume-LvsRealServer -PassThru).Weight | Should -Be 2, 3
    }

    It 'does nothing with -WhatIf' {
        Get-LvsRealServer | Suspend-LvsRealServer
        Get-LvsRealServer | Resume-LvsRealServer -WhatIf
        (Get-LvsRealServer).Weight | Should -Be 0, 0
    }
}
