BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsDirector' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'fills the columns of a table with text' {
        $rows = & { Get-LvsDirector; Get-LvsService; Get-LvsRealServer; Get-LvsStatistic; Get-LvsTimeout; Get-LvsSetting }
        foreach ($row in $rows) { ($row | ConvertTo-Csv)[1] | Should -Not -Match 'System\.|LvsPS\.|ReadOnlyList' }
        (Get-LvsDirector | ConvertTo-Csv | ConvertFrom-Csv).Interfaces | Should -BeLike 'v0 *'
        (Get-LvsDirector | ConvertTo-Json | ConvertFrom-Json).Interfaces[0] | Should -BeLike 'v0 *'
    }

    It 'says how the director is' {
        $director = Get-LvsDirector
        $director.Health | Should -Be ok
        $director.RealServers | Should -Be 2
        $director.Interfaces | Should -BeLike 'v0 *'
    }

    It 'explains a director that is away' {
        { Get-LvsDirector /nowhere/s } | Should -Throw '*not running*' -ErrorId 'DirectorNotRunning,*'
    }
}
