BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Export-LvsRules' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'writes JSON that Import-LvsRules takes back without a change' {
        $null = New-LvsFirewallMark 5 198.51.100.0/24 -Protocol Tcp -Ports 80-90
        Suspend-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080
        Set-LvsTimeout -Service tcp/192.0.2.10:80 -Tcp 77
        $file = Join-Path $TestDrive all.json
        Export-LvsRules -Path $file
        Compare-LvsRules $file | Should -BeNullOrEmpty
        Clear-TestDirector
        Import-LvsRules $file
        Export-LvsRules | Should -Be (Get-Content -Raw $file).TrimEnd()
    }

    It 'names what ipvsadm cannot say' {
        $null = New-LvsFirewallMark 5 198.51.100.0/24
        $text = Export-LvsRules -Format Ipvsadm -WarningVariable lost -WarningAction SilentlyContinue
        $text | Should -BeLike '-A -t 192.0.2.10:80 -s wrr*'
        $lost | Should -BeLike '*198.51.100.0/24*'
    }

    It 'exports only what the pipeline gives' {
        $null = New-LvsService -Address 192.0.2.30 -Port 80
        (Get-LvsService tcp/192.0.2.30:80 | Export-LvsRules | ConvertFrom-Json).services | ForEach-Object address |
            Should -Be 192.0.2.30
    }

    It 'names the file whose directory is not there' {
        { Export-LvsRules -Path /nonexistent/rules.json -ErrorAction Stop } |
            Should -Throw '/nonexistent/rules.json*' -ErrorId 'InvalidRuleFile,*'
    }

    It 'does not write over a file with -NoClobber' {
        $file = Join-Path $TestDrive kept.json
        Set-Content $file kept
        { Export-LvsRules -Path $file -NoClobber -ErrorAction Stop } | Should -Throw
        Get-Content $file | Should -Be kept
    }
}
