BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Watch-LvsStatistic' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'gives samples until it has enough' {
        $samples = Watch-LvsStatistic -Interval 0.05 -MaxSamples 3
        $samples.Count | Should -Be 3
        $samples[2].Time | Should -BeGreaterThan $samples[0].Time
    }

    It 'stops for Select-Object -First' {
        @(Watch-LvsStatistic -Interval 0.05 | Select-Object -First 2).Count | Should -Be 2
    }

    It 'stops at once when the pipeline is stopped' {
        $shell = [powershell]::Create().AddScript("Import-Module '$((Get-Module LvsPS).Path)'; Watch-LvsStatistic -Interval 60")
        $null = $shell.BeginInvoke()
        Start-Sleep -Milliseconds 1000
        (Measure-Command { $shell.Stop() }).TotalMilliseconds | Should -BeLessThan 200
        $shell.Dispose()
    }
}
