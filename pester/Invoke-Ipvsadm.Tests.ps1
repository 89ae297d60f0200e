BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Invoke-Ipvsadm' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'takes the lines of the recipes as they stand' {
        ipvsadm -A -t 124.126.147.169:80 -s wrr -p 300
        ipvsadm -a -t 124.126.147.169:80 -r 192.168.0.11:80 -g -w 1
        ipvsadm -a -t 124.126.147.169:80 -r 192.168.0.12 -m -w 2
        ipvsadm -A -t [2001:db8::1]:80 -s rr
        ipvsadm -E -t 124.126.147.169:80 -s rr
        $LASTEXITCODE | Should -Be 0
        ipvsadm -Ln | Should -Be @(
            'IP Virtual Server version 1.2.1 (size=4096)'
            'Prot LocalAddress:Port Scheduler Flags'
            '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn'
            'TCP  124.126.147.169:80 rr'
            '  -> 192.168.0.11:80              Route   1      0          0         '
            '  -> 192.168.0.12:80              Masq    2      0          0         '
            'TCP  [2001:db8::1]:80 rr')
    }

    It 'takes a list of scheduler flags for the one word that it is to ipvsadm' {
        ipvsadm -A -t 192.0.2.20:80 -s sh -b sh-port,sh-fallback
        $rest = '-t', '192.0.2.21:80', '-s', 'mh', '--sched-flags', 'mh-port,mh-fallback'
        ipvsadm -A $rest
        (Get-LvsService -Address 192.0.2.2*).SchedulerFlag | Should -Be 'sh-fallback,sh-port', 'mh-fallback,mh-port'
    }

    It 'writes what the program writes' {
        $program = Get-ChildItem "$PSScriptRoot/../src/Lvs.Ipvsadm/bin/*/net10.0/ipvsadm" -ErrorAction Ignore |
            Sort-Object LastWriteTime | Select-Object -Last 1
        if (-not $program) { Set-ItResult -Skipped -Because 'the program is not built (dotnet build src/Lvs.Ipvsadm)'; return }
        Add-TestService
        foreach ($line in '-Ln', '-Ln --stats', '-Ln --rate', '-Ln --thresholds', '-Ln --persistent-conn',
            '-L --timeout', '-S -n', '-Lnc',
            '--help', '--version', '-L --daemon', '-D -t 9.9.9.9:80', '-A', '--nosuch') {
            $words = $line -split ' '
            $expected = & $program @words 2>&1 | ForEach-Object { "$_" -replace [regex]::Escape($program.FullName), 'ipvsadm' }
            $status = $LASTEXITCODE
            $found = ipvsadm @words 2>&1 | ForEach-Object { "$_" }
            $found | Should -Be $expected -Because $line
            $LASTEXITCODE | Should -Be $status -Because $line
        }
    }

    It 'reads standard input from the pipeline' {
        Add-TestService
        $rules = ipvsadm -S -n
        ipvsadm -C
        ipvsadm -S -n | Should -BeNullOrEmpty
        $rules | Invoke-Ipvsadm -R
        ipvsadm -S -n | Should -Be $rules
    }

    It 'gives messages as errors, with the exit status' {
        $found = ipvsadm -D -t 192.0.2.99:80 2>&1
        $found | Should -BeOfType [Management.Automation.ErrorRecord]
        "$found" | Should -Be 'No such service'
        $LASTEXITCODE | Should -Be 255
        $null = ipvsadm -Ln
        $LASTEXITCODE | Should -Be 0
    }

    It 'asks another director when that is the first word' {
        "$(Invoke-Ipvsadm -Director /nowhere/s -Ln 2>&1)" | Should -BeLike 'Can''t initialize ipvs:*'
        $LASTEXITCODE | Should -Be 2
    }
}
