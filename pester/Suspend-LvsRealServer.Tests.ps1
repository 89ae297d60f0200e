BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Suspend-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'quiesces and keeps the weight' {
        $server = Suspend-LvsRealServer tcp/192.0.2.10:80 10.0.0.12 8080 -PassThru
        $server.Weight | Should -Be 0
        $server.SuspendedWeight | Should -Be 3
    }

    It 'does nothing with -WhatIf' {
        Get-LvsRealServer | Suspend-LvsRealServer -WhatIf
        (Get-LvsRealServer).Weight | Should -Be 2, 3
    }
}
