BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Connect-LvsDirector' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'makes a director the default' {
        $socket = $env:LVS_SOCKET
        try {
            $env:LVS_SOCKET = '/nowhere/s'
            { Get-LvsService } | Should -Throw -ErrorId 'DirectorNotRunning,*'
            (Connect-LvsDirector $socket).Name | Should -Be $socket
            (Get-LvsService).Service | Should -Be 'tcp/192.0.2.10:80'
            { Connect-LvsDirector /elsewhere/s } | Should -Throw -ErrorId 'DirectorNotRunning,*'
            (Get-LvsDirector).Name | Should -Be $socket
        }
        finally {
            Disconnect-LvsDirector
            $env:LVS_SOCKET = $socket
        }
    }
}
