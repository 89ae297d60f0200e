BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Remove-LvsConnection' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'removes what the filter names' {
        Add-TestConnection 3
        Remove-LvsConnection -Service udp/10.9.0.1:53 -WhatIf
        @(Get-LvsConnection -Service udp/10.9.0.1:53).Count | Should -BeGreaterOrEqual 3
        Remove-LvsConnection -Service udp/10.9.0.1:53 -Force
        @(Get-LvsConnection -Service udp/10.9.0.1:53).Count | Should -Be 0
    }

    It 'removes exactly the connections of the pipeline' {
        Add-TestConnection 5
        $all = @(Get-LvsConnection)
        $all[1, 3] | Remove-LvsConnection -WhatIf
        @(Get-LvsConnection).Count | Should -Be $all.Count
        $all[1, 3] | Remove-LvsConnection -Force
        $left = Get-LvsConnection
        $left.ClientPort | Should -Not -Contain $all[1].ClientPort
        $left.ClientPort | Should -Not -Contain $all[3].ClientPort
        $left.Count | Should -Be ($all.Count - 2)
        ($all[1] | Remove-LvsConnection -Force -Verbose 4>&1)[-1] | Should -BeLike '0 connections were removed.'
        $left[0] | ConvertTo-Csv | ConvertFrom-Csv | Remove-LvsConnection -Force
        @(Get-LvsConnection).Count | Should -Be ($all.Count - 3)
    }

    It 'removes nothing for a pipeline without connections' {
        Add-TestConnection 3
        $before = @(Get-LvsConnection).Count
        @() | Remove-LvsConnection -Force
        { $null | Remove-LvsConnection -Force -ErrorAction Stop } | Should -Throw
        { Get-LvsService udp/10.9.0.1:53 | Remove-LvsConnection -Force -ErrorAction Stop } |
            Should -Throw '*ClientAddress*' -ErrorId 'InvalidConnection,*'
        @(Get-LvsConnection).Count | Should -Be $before
    }
}
