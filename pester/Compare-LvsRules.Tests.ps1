BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Compare-LvsRules' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'says what would change, and changes nothing' {
        $change = '-A -t 192.0.2.10:80 -s rr', '-a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m -w 2' | Compare-LvsRules
        ($change | Where-Object Action -eq Removed).RealServer | Should -Be '10.0.0.12:8080'
        $changed = $change | Where-Object Action -eq Changed
        $changed.Property, $changed.Before, $changed.After | Should -Be scheduler, wrr, rr
        (Get-LvsService).Scheduler | Should -Be wrr
    }

    It 'finds no difference in what is in force' {
        Get-LvsService | Compare-LvsRules | Should -BeNullOrEmpty
    }
}
