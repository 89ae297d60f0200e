BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsConnection' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'streams connections and filters at the director' {
        Add-TestConnection 5
        $found = Get-LvsConnection -Service udp/10.9.0.1:53
        $found.Count | Should -Be 5
        $found[0].RealServer | Should -Be '10.9.0.3:53'
        $found[0].State | Should -Be UDP
        @(Get-LvsConnection -Client 203.0.113.0/24).Count | Should -Be 0
        @(Get-LvsConnection -RealServer 10.9.0.3 -First 2).Count | Should -Be 2
        @(Get-LvsService udp/* | Get-LvsConnection).Count | Should -Be 5
        ($found | Group-Object RealServer -NoElement).Count | Should -Be 5
    }

    It 'stops for Select-Object -First' {
        Add-TestConnection 5
        @(Get-LvsConnection | Select-Object -First 2).Count | Should -Be 2
        @(Get-LvsConnection -Service udp/10.9.0.1:53).Count | Should -BeGreaterOrEqual 5
    }

    It 'names a filter that cannot be' {
        { Get-LvsConnection -State NOSUCH -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidFilter,*'
    }
}
