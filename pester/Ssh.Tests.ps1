# -Director ssh://…, through a real sshd on the loopback interface, with a configuration, keys and a port of its own.
BeforeDiscovery {
    $missing = if ((id -u) -ne 0) { 'this needs root' }
    elseif (-not (Test-Path /usr/sbin/sshd)) { 'there is no sshd (apt install openssh-server)' }
    elseif (-not (Get-Command ssh -ErrorAction Ignore)) { 'there is no ssh (apt install openssh-client)' }
    if ($missing) { Write-Warning "Directors over ssh are not tested: $missing." }
}

Describe 'A director over ssh' -Skip:([bool] $missing) {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        Clear-TestDirector
        Add-TestService
        $socket = $env:LVS_SOCKET
        $folder = (Get-TestDirector).Root

        $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $port = $probe.LocalEndpoint.Port
        $probe.Stop()
        foreach ($key in 'host', 'user', 'stranger') { ssh-keygen -q -t ed25519 -N '' -f "$folder/$key" }
        Copy-Item "$folder/user.pub" "$folder/authorized"
        Set-Content "$folder/known" "[127.0.0.1]:$port $((Get-Content "$folder/host.pub") -replace ' \S+$')"
        Set-Content "$folder/sshd_config" @"
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
PidFile $folder/sshd.pid
AuthorizedKeysFile $folder/authorized
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
"@
        # ssh as a user would have set it up; HOME does not tell it where to look.
        foreach ($who in 'user', 'stranger') {
            Set-Content "$folder/ssh-$who" @"
#!/bin/sh
exec ssh -F none -i '$folder/$who' -o IdentitiesOnly=yes -o UserKnownHostsFile='$folder/known' -o GlobalKnownHostsFile=none "`$@"
"@
            chmod +x "$folder/ssh-$who"
        }
        $null = New-Item -ItemType Directory -Force /run/sshd
        & /usr/sbin/sshd -f "$folder/sshd_config"
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while (-not (Test-Path "$folder/sshd.pid") -and $limit.Elapsed.TotalSeconds -lt 10) { Start-Sleep -Milliseconds 50 }
        $env:LVS_SSH = "$folder/ssh-user"
        $runtime = $env:XDG_RUNTIME_DIR
        $env:XDG_RUNTIME_DIR = "$folder/run"
        $null = New-Item -ItemType Directory $env:XDG_RUNTIME_DIR
        $director = "ssh://root@127.0.0.1:$port$socket"
    }

    AfterAll {
        # What ssh has left in the background is ended by its own control socket.
        foreach ($control in Get-ChildItem "$folder/run/lvsps/*.ctl" -ErrorAction Ignore) {
            & "$folder/ssh-user" -S $control.FullName -O exit 127.0.0.1 2> $null
        }
        if (Test-Path "$folder/sshd.pid") { & kill (Get-Content "$folder/sshd.pid") }
        $env:LVS_SSH = $null
        $env:XDG_RUNTIME_DIR = $runtime
        Stop-TestDirector
    }

    It 'is asked and told like one here' {
        (Get-LvsService -Director $director).Service | Should -Be tcp/192.0.2.10:80
        Add-LvsRealServer tcp/192.0.2.10:80 10.0.0.13 8080 -ForwardingMethod Masquerade -Director $director
        @(Get-LvsRealServer).Count | Should -Be 3
        (Get-LvsDirector $director).Name | Should -Be $director
        Invoke-Ipvsadm -Director $director -S -n | Should -Contain '-A -t 192.0.2.10:80 -s wrr'
    }

    It 'becomes the default with Connect-LvsDirector, and stays so' {
        try {
            $null = Connect-LvsDirector $director
            (Get-LvsTimeout).Tcp | Should -BeGreaterThan 0
            1..50 | ForEach-Object { New-LvsService -Address 192.0.2.50 -Port $_ }
            @(Get-LvsService 'tcp/192.0.2.50:*').Count | Should -Be 50
        }
        finally { Disconnect-LvsDirector }
    }

    It 'looks at the network of the other side' {
        $results = Test-LvsDirector $director
        ($results | Where-Object Name -eq Interface).Target | Should -Contain v0
    }

    It 'opens the way again when ssh was lost' {
        $null = Get-LvsService -Director $director
        $control = Get-ChildItem "$folder/run/lvsps/*.ctl" | Select-Object -First 1
        & "$folder/ssh-user" -S $control.FullName -O exit 127.0.0.1 2> $null
        Start-Sleep -Milliseconds 2100
        (Get-LvsService tcp/192.0.2.10:80 -Director $director).Service | Should -Be tcp/192.0.2.10:80
    }

    It 'goes by itself when nobody uses it' {
        $null = Get-LvsService -Director $director
        $lines = Get-Process ssh | ForEach-Object CommandLine | Where-Object { $_ -like "*$folder*" }
        $lines | Should -BeLike '*ControlPersist=60*'
    }

    It 'says what is wrong' {
        { Get-LvsService -Director "ssh://root@127.0.0.1:$port/nowhere/s" } |
            Should -Throw '*Nobody answers at ''/nowhere/s''*' -ErrorId 'DirectorNotRunning,*'
        { Get-LvsService -Director "ssh://root@localhost:$port" } | Should -Throw -ErrorId 'SshHostKey,*'
        { Get-LvsService -Director ssh://root@127.0.0.1:1 } | Should -Throw '*refused*' -ErrorId 'SshUnreachable,*'
        { Get-LvsService -Director ssh://-oProxyCommand=x -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDirector,*'
        $env:LVS_SSH = "$folder/ssh-stranger"
        try {
            # The way is told by the program as well, so that the one that is open is not taken.
            { Get-LvsService -Director "ssh://root@127.0.0.1:$port/another" } | Should -Throw -ErrorId 'SshAuthenticationFailed,*'
        }
        finally { $env:LVS_SSH = "$folder/ssh-user" }
        (Test-LvsDirector "ssh://root@localhost:$port").Remedy | Should -BeLike '*connect once by hand*'
    }

    It 'keeps completion silent' {
        $line = "Get-LvsService -Director ssh://root@127.0.0.1:1 -Service "
        (TabExpansion2 $line $line.Length).CompletionMatches | Should -BeNullOrEmpty
    }
}
