BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Stop-LvsDirector' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        $director = Get-TestDirector
        function Get-Link { ip -n $director.Name link show v0 | Out-String }
    }

    BeforeEach {
        if ($director.Process.HasExited) { Start-TestLvsd }
        Clear-TestDirector
        Add-TestService
    }

    AfterAll { Stop-TestDirector }

    It 'ends lvsd and leaves the data path standing' {
        Stop-LvsDirector
        $director.Process.WaitForExit(5000) | Should -BeTrue
        { Get-LvsDirector } | Should -Throw -ErrorId 'DirectorNotRunning,*'
        Get-Link | Should -Match 'xdp'
        Start-TestLvsd
        (Get-LvsDirector).Adopted | Should -BeTrue
        (Get-LvsService).Service | Should -Be tcp/192.0.2.10:80
    }

    It 'takes the data path down with -Detach; the rules stay' {
        Stop-LvsDirector -Detach
        $director.Process.WaitForExit(5000) | Should -BeTrue
        Get-Link | Should -Not -Match 'xdp'
        Test-Path $director.Pin | Should -BeFalse
        Start-TestLvsd
        (Get-LvsDirector).Adopted | Should -BeFalse
        (Get-LvsService).Service | Should -Be tcp/192.0.2.10:80
    }

    It 'does nothing with -WhatIf, and names a director that is not there' {
        Stop-LvsDirector -Detach -WhatIf
        (Get-LvsDirector).ProcessId | Should -Be $director.Process.Id
        { Stop-LvsDirector /nowhere/s } | Should -Throw -ErrorId 'DirectorNotRunning,*'
    }
}
