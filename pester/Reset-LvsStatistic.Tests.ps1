BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Reset-LvsStatistic' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'sets counters to zero' {
        Add-TestConnection 2
        Reset-LvsStatistic -WhatIf
        (Get-LvsStatistic udp/10.9.0.1:53 -Scope Service).Connections | Should -Be 2
        Reset-LvsStatistic udp/10.9.0.1:53
        (Get-LvsStatistic udp/10.9.0.1:53 -Scope Service).Connections | Should -Be 0
    }
}
