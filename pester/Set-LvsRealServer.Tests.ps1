BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Set-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'changes only what is given' {
        Set-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080 -Weight 9
        $server = Get-LvsRealServer -Address 10.0.0.11
        $server.Weight | Should -Be 9
        $server.ForwardingMethod | Should -Be Masquerade
    }

    It 'takes real servers from the pipeline' {
        (Get-LvsRealServer | Set-LvsRealServer -UpperThreshold 100 -PassThru).UpperThreshold | Should -Be 100, 100
    }

    It 'does nothing with -WhatIf' {
        Get-LvsRealServer | Set-LvsRealServer -Weight 7 -WhatIf
        (Get-LvsRealServer).Weight | Should -Be 2, 3
    }
}
