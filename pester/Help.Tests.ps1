# Get-Help of every cmdlet: complete, its examples parse, and they run against a real director.
BeforeDiscovery {
    $notRoot = (id -u) -ne 0
    Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
    Import-TestModule
    $common = [Management.Automation.PSCmdlet]::CommonParameters
    $cmdlets = Get-Command -Module LvsPS -CommandType Cmdlet | ForEach-Object { @{ Name = $_.Name } }
    $parameters = Get-Command -Module LvsPS -CommandType Cmdlet | ForEach-Object {
        $cmdlet = $_.Name
        $_.Parameters.Keys | Where-Object { $_ -notin $common } | ForEach-Object { @{ Cmdlet = $cmdlet; Parameter = $_ } }
    }
    $examples = $cmdlets.Name | ForEach-Object {
        $cmdlet = $_
        $number = 0
        (Get-Help $cmdlet).examples.example | ForEach-Object { $number++; @{ Cmdlet = $cmdlet; Number = $number; Code = $_.code } }
    }

    # These work on the machine itself, not on a director: running them here would change the machine that tests run on.
    $machine = 'Start-LvsDirector', 'Stop-LvsDirector', 'Enable-LvsRealServerHost', 'Disable-LvsRealServerHost'
    $runnable = $examples | Where-Object { $_.Cmdlet -notin $machine -and $_.Code -notmatch 'ssh://' }
}

Describe 'Help' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Import-TestModule
    }

    It '<Name> has a synopsis, a description and two examples' -ForEach $cmdlets {
        $help = Get-Help $Name
        $help.Name | Should -Be $Name
        $help.Synopsis.Trim() | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match "^\s*$Name " -Because 'that is the syntax, which is shown when there is no help'
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        (Get-Help $Name -Examples | Out-String) | Should -Match 'Example 2: \S'
    }

    It '<Cmdlet> -<Parameter> is described' -ForEach $parameters {
        $help = Get-Help $Cmdlet -Parameter $Parameter
        @($help).Count | Should -Be 1
        ($help.description.Text -join ' ').Trim() | Should -Not -BeNullOrEmpty
        $actual = (Get-Command $Cmdlet).Parameters[$Parameter]
        $help.pipelineInput -match 'ByValue' | Should -Be ($actual.ParameterSets.Values.ValueFromPipeline -contains $true)
        $help.pipelineInput -match 'ByPropertyName' |
            Should -Be ($actual.ParameterSets.Values.ValueFromPipelineByPropertyName -contains $true)
    }

    It 'example <Number> of <Cmdlet> parses and names what there is' -ForEach $examples {
        $problems = $null
        $tree = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        $calls = $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)
        foreach ($call in $calls) {
            $command = Get-Command $call.GetCommandName() -ErrorAction Stop
            if ($command -is [Management.Automation.AliasInfo]) { $command = $command.ResolvedCommand }
            foreach ($element in $call.CommandElements) {
                if ($element -is [Management.Automation.Language.CommandParameterAst]) {
                    { $command.ResolveParameter($element.ParameterName) } | Should -Not -Throw
                }
            }
        }
    }

    It 'there is about_<_>' -ForEach 'LvsPS', 'Lvs_Modes', 'Lvs_Schedulers', 'Lvs_Migration' {
        $file = Join-Path (Get-Module LvsPS).ModuleBase "en-US/about_$_.help.txt"
        $file | Should -Exist
        (Get-Content $file)[1].Trim() | Should -Be "about_$_"

        # Get-Help finds it the way a reader does: by its name, in another process, with the module where modules are.
        $found = pwsh -NoProfile -Command "
            `$env:PSModulePath = '$(Split-Path (Get-Module LvsPS).ModuleBase)' + ':' + `$env:PSModulePath
            (Get-Help about_$_ | Out-String).Substring(0, 200)"
        $found -join "`n" | Should -Match "about_$_"
        $found -join "`n" | Should -Match 'SHORT DESCRIPTION'
    }

    It 'about_Lvs_Schedulers has every scheduler that completes' {
        $text = Get-Content -Raw (Join-Path (Get-Module LvsPS).ModuleBase 'en-US/about_Lvs_Schedulers.help.txt')
        $line = 'New-LvsService -Scheduler '
        $schedulers = [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
        $schedulers.Count | Should -BeGreaterOrEqual 14
        foreach ($scheduler in $schedulers) { $text | Should -Match "(?m)^    $scheduler +\S" }
    }
}

Describe 'Examples against a director' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        $directory = Join-Path (Get-TestDirector).Root 'examples'
        $null = New-Item -ItemType Directory $directory
        $service = 'tcp/192.0.2.10:80'
        @"
Service,Address,Port,ForwardingMethod,Weight
$service,10.0.0.21,8080,Masquerade,1
$service,10.0.0.22,8080,Masquerade,2
"@ | Set-Content "$directory/servers.csv"
        @'
virtual_server 192.0.2.10 80 {
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.11 8080 {
        weight 2
    }
}
'@ | Set-Content "$directory/keepalived.conf"
        Add-TestService
        foreach ($file in 'rules.json', 'vip80.json') { Export-LvsRules -Path "$directory/$file" }

        # Everything that examples speak of, but for what this one is about to make.
        function Set-Stage([string] $cmdlet) {
            Clear-TestDirector
            Get-LvsSyncDaemon | Stop-LvsSyncDaemon
            if ($cmdlet -ne 'New-LvsService') {
                Add-TestService
                $null = New-LvsService -Address 192.0.2.10 -Port 22
                $null = New-LvsService -Address 192.0.2.10 -Port 443 -PersistenceTimeout 60
            }
            if ($cmdlet -eq 'Add-LvsRealServer') { Get-LvsRealServer $service | Remove-LvsRealServer }
            if ($cmdlet -eq 'Remove-LvsFirewallMark') { $null = New-LvsFirewallMark 5 192.0.2.10 -Protocol tcp -Ports 80 }
            if ($cmdlet -eq 'Remove-LvsVirtualAddress') { Add-LvsVirtualAddress 192.0.2.10 -Interface v0 }
            if ($cmdlet -eq 'Stop-LvsSyncDaemon') { Start-LvsSyncDaemon Master -Interface v0 -WarningAction SilentlyContinue }
        }
    }

    AfterAll { Stop-TestDirector }

    It 'example <Number> of <Cmdlet> runs' -ForEach $runnable {
        Set-Stage $Cmdlet
        $code = $Code -replace '/run/lvs[\w/-]*\.sock', (Get-TestDirector).Arguments[1] `
            -replace '/etc/(\w+/)?', "$directory/" -replace '\beth0\b', 'v0'
        $session = [PowerShell]::Create([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
        try {
            $null = $session.AddScript("
                Import-Module '$((Get-Module LvsPS).Path -replace '\.dll$', '.psd1')'
                Set-Location '$directory'
                `$ConfirmPreference = 'None'").Invoke()
            $session.Commands.Clear()
            $running = $session.AddScript($code).BeginInvoke()
            if ($running.AsyncWaitHandle.WaitOne(2000)) {
                { $session.EndInvoke($running) } | Should -Not -Throw
            }
            else {
                # Samples come for as long as somebody watches.
                $session.Stop()
                $Cmdlet | Should -Be 'Watch-LvsStatistic'
            }
            $session.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $session.Dispose()
        }
    }
}
