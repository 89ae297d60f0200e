BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Start-LvsDirector' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        Clear-TestDirector
        Add-TestService
        $director = Get-TestDirector

        # lvsd in the test's namespace, as a program of its own.
        $program = Join-Path $TestDrive lvsd
        Set-Content $program "#!/bin/sh`nexec nsenter --net=/run/netns/$($director.Name) '$($director.Lvsd)' `"`$@`""
        chmod +x $program
        $options = @{
            Path = $program; StateDirectory = "$($director.Root)/state"; PinDirectory = $director.Pin; Interface = 'v0'
            Connections = 4096; ConfigurationPath = "$($director.Root)/lvsd.json"; LogPath = "$($director.Root)/logs/lvsd.log"
        }
    }

    BeforeEach { Stop-TestLvsd }

    AfterEach { try { Stop-LvsDirector -ErrorAction Stop } catch { $null = $_ } }

    AfterAll { Stop-TestDirector }

    It 'starts a process that answers, with its rules, and writes to its log' {
        $started = Start-LvsDirector @options -PassThru
        $started.ProcessId | Should -Be (Get-LvsDirector).ProcessId
        $started.Interfaces | Should -BeLike 'v0 *'
        (Get-LvsService).Service | Should -Be tcp/192.0.2.10:80
        Get-Content -Raw $options.LogPath | Should -Match 'Ready'
    }

    It 'starts one that outlives the session that started it' {
        $text = ($options.GetEnumerator() | ForEach-Object { "-$($_.Key) '$($_.Value)'" }) -join ' '
        $module = (Get-Module LvsPS).ModuleBase
        $id = pwsh -NoProfile -Command "Import-Module '$module/LvsPS.psd1'; (Start-LvsDirector $text -PassThru).ProcessId"
        (Get-LvsDirector).ProcessId | Should -Be $id
    }

    It 'leaves one alone that runs already, and says so when options were given' {
        $first = Start-LvsDirector @options -PassThru
        (Start-LvsDirector -PassThru).ProcessId | Should -Be $first.ProcessId
        Start-LvsDirector @options -WarningVariable told -WarningAction SilentlyContinue
        $told | Should -BeLike '*runs already*'
    }

    It 'repeats lvsd''s own words when it cannot start, and names a program that is not there' {
        $bad = $options.Clone()
        $bad.Interface = 'nosuch0'
        { Start-LvsDirector @bad -ErrorAction Stop } | Should -Throw '*nosuch0*' -ErrorId 'DirectorNotStarted,*'
        $bad.Path = '/nowhere/lvsd'
        { Start-LvsDirector @bad -ErrorAction Stop } | Should -Throw -ErrorId 'LvsdNotFound,*'
    }

    It 'does nothing with -WhatIf' {
        Start-LvsDirector @options -WhatIf
        { Get-LvsDirector } | Should -Throw -ErrorId 'DirectorNotRunning,*'
    }
}
