BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Add-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'names a value of a row that it cannot take, and adds the others' {
        'Service,Address,Port,Weight', 'tcp/192.0.2.10:80,10.0.0.31,80,heavy', 'tcp/192.0.2.10:80,10.0.0.32,80,', 'tcp/192.0.2.10:80,10.0.0.33,80,5' |
            ConvertFrom-Csv | Add-LvsRealServer -ForwardingMethod Masquerade -ErrorVariable found -ErrorAction SilentlyContinue
        $found | Should -BeLike "*'heavy' is no Weight*"
        (Get-LvsRealServer -Address 10.0.0.3*).Endpoint | Should -Be 10.0.0.32:80, 10.0.0.33:80
        (Get-LvsRealServer -Address 10.0.0.3*).Weight | Should -Be 1, 5
    }

    It 'adds several to a service from the pipeline' {
        Get-LvsService | Add-LvsRealServer -Address 10.0.0.13, 10.0.0.14 -Port 8080 -ForwardingMethod Masquerade -Weight 5
        Get-LvsRealServer tcp/192.0.2.10:80 | ForEach-Object Address | Should -Be 10.0.0.11, 10.0.0.12, 10.0.0.13, 10.0.0.14
    }

    It 'adds rows of a CSV file' {
        @'
Service,Address,Port,ForwardingMethod,Weight,TunnelType,TunnelPort
tcp/192.0.2.10:80,10.0.0.21,8081,Masquerade,4,,
tcp/192.0.2.10:80,10.0.0.22,,Tunnel,1,Gue,6080
'@ | ConvertFrom-Csv | Add-LvsRealServer
        (Get-LvsRealServer -Address 10.0.0.21).Port | Should -Be 8081
        (Get-LvsRealServer -Address 10.0.0.22).TunnelPort | Should -Be 6080
    }

    It 'takes back what JSON, CSV and Clixml have kept' {
        $file = Join-Path $TestDrive servers.xml
        $before = Get-LvsRealServer | ForEach-Object ToString
        $json = Get-LvsRealServer | ConvertTo-Json
        $csv = Get-LvsRealServer | ConvertTo-Csv
        Get-LvsRealServer | Export-Clixml $file
        foreach ($rows in ($json | ConvertFrom-Json), ($csv | ConvertFrom-Csv), (Import-Clixml $file)) {
            Get-LvsRealServer | Remove-LvsRealServer
            $rows | Add-LvsRealServer
            Get-LvsRealServer | ForEach-Object ToString | Should -Be $before
        }
    }

    It 'does not take a service for a real server' {
        { Get-LvsService | Add-LvsRealServer -ErrorAction Stop } | Should -Throw -ErrorId 'MissingAddress,*'
    }

    It 'refuses the other address family' {
        { Add-LvsRealServer tcp/192.0.2.10:80 2001:db8::1 -ErrorAction Stop } | Should -Throw -ErrorId 'FamilyMismatch,*'
    }

    It 'does nothing with -WhatIf' {
        Add-LvsRealServer tcp/192.0.2.10:80 10.0.0.13 8080 -ForwardingMethod Masquerade -WhatIf
        @(Get-LvsRealServer).Count | Should -Be 2
    }
}
