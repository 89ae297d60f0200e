BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'finds by service and address' {
        (Get-LvsRealServer tcp/192.0.2.10:80 10.0.0.12).Weight | Should -Be 3
        @(Get-LvsService | Get-LvsRealServer).Count | Should -Be 2
        (Get-LvsRealServer -Address *.11).Endpoint | Should -Be '10.0.0.11:8080'
    }

    It 'gives the members of several at once' {
        (Get-LvsRealServer).Endpoint | Should -Be '10.0.0.11:8080', '10.0.0.12:8080'
        Get-LvsRealServer | ForEach-Object Address | Should -Be 10.0.0.11, 10.0.0.12
        (Get-Help Get-LvsRealServer -Full | Out-String) -replace '\s+', ' ' | Should -BeLike '*(...).Address is not their addresses*'
    }

    It 'names one that is not there' {
        { Get-LvsRealServer tcp/192.0.2.10:80 10.0.0.99 -ErrorAction Stop } | Should -Throw -ErrorId 'ServerNotFound,*'
    }

    It 'shows thresholds in a view of their own' {
        Get-LvsRealServer | Format-Table -View Thresholds | Out-String | Should -Match 'Uthreshold +Lthreshold'
    }
}
