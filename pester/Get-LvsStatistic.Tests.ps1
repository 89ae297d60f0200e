BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsStatistic' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'counts by director, service and real server' {
        Add-TestConnection 4
        $statistic = Get-LvsStatistic udp/10.9.0.1:53
        $statistic.Scope | Should -Be Service, RealServer
        $statistic.Connections | Should -Be 4, 4
        (Get-LvsStatistic -Scope Director).Connections | Should -BeGreaterOrEqual 4
        Get-LvsStatistic | Format-Table -View Rates | Out-String | Should -Match 'CPS +InPPS'
    }

    It 'names a service that is not there' {
        { Get-LvsStatistic tcp/192.0.2.99:80 -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceNotFound,*'
    }
}
