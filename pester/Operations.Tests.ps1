# The operational checks against a lab of their own: all green on a healthy director, and red, by name, for each thing that breaks.
BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Operations' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Import-TestModule
        $lab = "pester-$PID"
        $directory = "/tmp/lvslab-$lab"
        $program = Get-ChildItem "$PSScriptRoot/../src/Lvs.Lab/bin/*/net10.0/Lvs.Lab.dll" |
            Sort-Object LastWriteTime | Select-Object -Last 1
        if (-not $program) { throw 'There is no lab. Build it first: dotnet build' }
        $text = dotnet exec $program.FullName up nat-weights --as $lab 2>&1
        if ($LASTEXITCODE -ne 0) { throw "The lab did not come up: $text" }
        $env:LVS_SOCKET = "$directory/lvsd.sock"
        $service = 'tcp/192.168.1.10:80'
        $second = '192.168.179.113:80'
        Export-LvsRules -Path "$directory/rules.json"
        Remove-Item Env:LVS_OPERATIONS -ErrorAction Ignore

        # Runs the checks as a schedule would, in another process and on one of the lab's machines.
        function Invoke-Check(
            [hashtable] $Sections = @{}, [string[]] $Tag, [string] $On = 'director', [string] $Director = $env:LVS_SOCKET) {
            $lines = foreach ($section in $Sections.Keys) {
                "$section = @{ $(($Sections[$section].GetEnumerator() | ForEach-Object { "$($_.Key) = $($_.Value)" }) -join '; ') }"
            }
            "@{`nDirector = '$Director'`n$($lines -join "`n")`n}" | Set-Content "$directory/operations.psd1"
            Remove-Item "$directory/results.xml" -ErrorAction Ignore
            $runner = "& '$PSScriptRoot/Operations/Invoke-LvsOperations.ps1' " +
                "-Configuration '$directory/operations.psd1' -OutputPath '$directory/results.xml'"
            if ($Tag) { $runner += " -Tag $($Tag -join ',')" }
            $env:LVSPS_MODULE = (Get-Module LvsPS).ModuleBase
            $output = nsenter "--net=/run/netns/lvslab-$lab-$On" pwsh -NoProfile -Command "$runner; exit `$LASTEXITCODE" 2>&1
            $code = $LASTEXITCODE
            if (-not (Test-Path "$directory/results.xml")) { throw "No results were written: $output" }
            $tests = Select-Xml -Path "$directory/results.xml" -XPath '//test-case' | ForEach-Object Node
            [pscustomobject]@{
                ExitCode = $code
                Output = $output -join "`n"
                Errors = @($output | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
                Count = @($tests).Count
                Suites = @($tests.name | ForEach-Object { ($_ -split '\.')[0] } | Sort-Object -Unique)
                Failed = @($tests | Where-Object result -EQ Failure | ForEach-Object description)
                Messages = @($tests | Where-Object result -EQ Failure | ForEach-Object { $_.failure.message })
                Skipped = @($tests | Where-Object result -EQ Ignored | ForEach-Object description)
            }
        }
    }

    AfterAll {
        if ($program) { $null = dotnet exec $program.FullName down $lab 2>&1 }
        $env:LVS_SOCKET = $null
    }

    It 'is green on a healthy director, with every suite in the results' {
        $run = Invoke-Check @{ Drift = @{ Path = "'rules.json'" } }
        $run.Failed | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Suites | Should -Be 'Capacity', 'Drift', 'RealServer', 'Service', 'Smoke'
        $run.Skipped | Should -BeNullOrEmpty
        $run.Count | Should -BeGreaterThan 20
    }

    It 'runs one suite by its tag' {
        (Invoke-Check -Tag Smoke).Count | Should -BeGreaterThan 1
        Select-Xml -Path "$directory/results.xml" -XPath '//test-case[@executed="True"]' |
            ForEach-Object { $_.Node.name } | Should -Match '^Smoke\.'
    }

    It 'Smoke is red when there are fewer services than there should be' {
        $run = Invoke-Check @{ Smoke = @{ MinimumServices = 99 } } -Tag Smoke
        $run.ExitCode | Should -Be 1
        $run.Failed | Should -Be 'it has 99 services or more'
    }

    It 'Service asks a page as a client does, and is red when nobody answers' {
        $expected = @{
            Service = @{
                Expected = "@(@{ Service = '$service'; Scheduler = 'wrr'; MinimumRealServers = 2; Url = 'http://192.168.1.10/' })"
            }
        }
        (Invoke-Check $expected -Tag Service -On client).Failed | Should -BeNullOrEmpty
        try {
            Get-LvsRealServer $service | Suspend-LvsRealServer
            Set-LvsService $service -Scheduler rr
            $run = Invoke-Check $expected -Tag Service -On client
        }
        finally {
            Get-LvsRealServer $service | Resume-LvsRealServer
            Set-LvsService $service -Scheduler wrr
        }
        $run.ExitCode | Should -Be 1
        $run.Failed | Should -Be "$service has 2 real servers or more that take connections", "$service schedules by wrr",
            "$service answers at http://192.168.1.10/"
    }

    It 'Service is red when an expected service is missing' {
        $run = Invoke-Check @{ Service = @{ Expected = "@(@{ Service = 'tcp/192.0.2.99:80' })" } } -Tag Service
        $run.Failed | Should -Be 'tcp/192.0.2.99:80 is there'
    }

    It 'RealServer tells a suspended one from one of weight 0' {
        try {
            Suspend-LvsRealServer $service $second
            (Invoke-Check -Tag RealServer).Failed | Should -BeNullOrEmpty
            (Invoke-Check @{ RealServer = @{ AllowSuspended = '$false' } } -Tag RealServer).Failed |
                Should -Be "$second of $service is in service"
            Resume-LvsRealServer $service $second
            Set-LvsRealServer $service $second -Weight 0
            (Invoke-Check -Tag RealServer).Failed | Should -Be "$second of $service is in service"
        }
        finally {
            Set-LvsRealServer $service $second -Weight 3
        }
    }

    It 'Capacity is red for a real server near its threshold, and for weights out of service' {
        try {
            1..6 | ForEach-Object { $null = ip netns exec "lvslab-$lab-client" curl -s --max-time 5 http://192.168.1.10/ }
            Set-LvsRealServer $service $second -UpperThreshold 1000
            (Invoke-Check -Tag Capacity).Failed | Should -BeNullOrEmpty
            Set-LvsRealServer $service $second -UpperThreshold 3
            Suspend-LvsRealServer $service $second
            $run = Invoke-Check -Tag Capacity
        }
        finally {
            Resume-LvsRealServer $service $second
            Set-LvsRealServer $service $second -UpperThreshold 0
        }
        $run.Failed | Should -Be "$second of $service has at most 90 % of its upper threshold",
            "$service has 50 % of its weights or more in service"
    }

    It 'Drift is red, and says what differs' {
        try {
            Set-LvsRealServer $service $second -Weight 7
            $run = Invoke-Check @{ Drift = @{ Path = "'rules.json'" } } -Tag Drift
        }
        finally {
            Set-LvsRealServer $service $second -Weight 3
        }
        $run.ExitCode | Should -Be 1
        $run.Failed.Count | Should -Be 2
        $run.Failed[1] | Should -BeLike "drift: Changed real server $second of ${service}: *7 -> 3"
    }

    It 'Drift is red when its file is missing' {
        $run = Invoke-Check @{ Drift = @{ Path = "'nowhere.json'" } } -Tag Drift
        $run.Failed.Count | Should -Be 1
        $run.Messages | Should -BeLike '*nowhere.json*'
    }

    It 'fails at once and with one message when the director is down' {
        $time = Measure-Command { $run = Invoke-Check -Director /nowhere/lvsd.sock }
        $time.TotalSeconds | Should -BeLessThan 20
        $run.ExitCode | Should -Be 2
        $run.Count | Should -Be 1
        $run.Failed | Should -Be 'the director can be asked'
        $run.Messages | Should -BeLike '*/nowhere/lvsd.sock*'
        $run.Output | Should -BeLike '*/nowhere/lvsd.sock*'
        $run.Output -split "`n" | Should -HaveCount 1
    }

    It 'refuses a data file with a limit that does not exist' {
        $run = Invoke-Check @{ Smoke = @{ MinimumService = 1 } }
        $run.ExitCode | Should -Be 2
        $run.Messages | Should -BeLike '*Smoke.MinimumService*'
    }

    It 'checks nothing, and says so, when nothing is configured' {
        $output = pwsh -NoProfile -Command "
            `$run = Invoke-Pester '$PSScriptRoot/Operations' -PassThru -Output None
            `"`$(`$run.PassedCount) `$(`$run.FailedCount) `$(`$run.SkippedCount)`""
        $output | Should -Be '0 0 5'
    }

    It 'its example of a data file holds the defaults' {
        $run = pwsh -NoProfile -Command "
            Import-Module '$PSScriptRoot/Operations/Operations.psm1'
            `$own = & (Get-Module Operations) { Read-Configuration '$PSScriptRoot/Operations/operations.psd1' } | ConvertTo-Json -Depth 5
            `$own -eq (& (Get-Module Operations) { Read-Configuration '' } | ConvertTo-Json -Depth 5)"
        $run | Should -Be 'True'
    }

    # The last one: that web server does not come back.
    It 'RealServer is red, by name, for the one that is down' {
        ip netns pids "lvslab-$lab-rs2" | ForEach-Object { kill -KILL $_ }
        $run = Invoke-Check -Tag RealServer
        $run.ExitCode | Should -Be 1
        $run.Failed | Should -Be "$second of $service accepts connections",
            '[2001:db8:179::113]:80 of tcp/[2001:db8:1::10]:80 accepts connections'
        $run.Messages | Should -BeLike '*refused*'
    }
}
