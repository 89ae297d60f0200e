# A director for tests: a real lvsd in a network namespace of its own, with its own socket, state and pins, and a client namespace
# beside it. Everything is removed again, also after a failure.

$repository = (Resolve-Path "$PSScriptRoot/../..").Path
$director = $null

function Find-Newest([string[]] $patterns, [string] $what) {
    $found = Get-ChildItem $patterns -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $found) { throw "There is no $what. Build it first: dotnet build" }
    $found.FullName
}

function Invoke-Native {
    $output = & $args[0] $args[1..($args.Count - 1)] 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$args ended with ${LASTEXITCODE}: $output" }
    $output
}

# Imports the module: that of $env:LVSPS_MODULE, else the one that was built last.
function Import-TestModule {
    $module = $env:LVSPS_MODULE
    if (-not $module) {
        $module = Split-Path (Find-Newest "$repository/src/Lvs.PowerShell/bin/*/LvsPS/LvsPS.dll" 'module')
    }
    Import-Module "$module/LvsPS.psd1" -Global -Force
}

# Starts lvsd, imports the module and makes the director the default of all cmdlets ($env:LVS_SOCKET).
# -Connections is the size of its table.
function Start-TestDirector {
    param([int] $Connections = 4096)
    Import-TestModule
    $lvsd = $env:LVSD
    if (-not $lvsd) { $lvsd = Find-Newest "$repository/src/Lvs.Service/bin/*/net10.0/lvsd" 'lvsd' }

    $name = "pester-$PID-$(Get-Random -Maximum 10000)"
    $root = Join-Path ([IO.Path]::GetTempPath()) $name
    $script:director = [pscustomobject]@{
        Name = $name; Root = $root; Client = "$name-c"; Pin = "/sys/fs/bpf/$name"; Process = $null; Lvsd = $lvsd
        Arguments = @('--socket', "$root/s", '--state', "$root/state", '--pin', "/sys/fs/bpf/$name", '--interface', 'v0',
            '--connections', $Connections, '--config', "$root/lvsd.json")
    }
    try {
        $null = New-Item -ItemType Directory $root
        Set-Content "$root/lvsd.json" '{}'
        Invoke-Native ip netns add $name
        Invoke-Native ip netns add "$name-c"
        Invoke-Native ip -n $name link set lo up
        Invoke-Native ip -n $name link add v0 type veth peer name v1 netns "$name-c"
        Invoke-Native ip -n $name addr add 10.9.0.1/24 dev v0
        Invoke-Native ip -n $name link set v0 up
        Invoke-Native ip -n "$name-c" addr add 10.9.0.2/24 dev v1
        Invoke-Native ip -n "$name-c" link set v1 up
        $env:LVS_SOCKET = "$root/s"
        Start-TestLvsd
    }
    catch {
        Stop-TestDirector
        throw
    }
}

# Starts lvsd (again, after Stop-TestLvsd) and waits until it answers.
function Start-TestLvsd {
    $start = [Diagnostics.ProcessStartInfo]::new('nsenter')
    $arguments = @("--net=/run/netns/$($director.Name)", $director.Lvsd) + $director.Arguments
    foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $director.Process = [Diagnostics.Process]::Start($start)
    $director.Process.BeginOutputReadLine()
    $limit = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        try { $null = Get-LvsDirector -ErrorAction Stop; break }
        catch {
            if ($director.Process.HasExited) { throw "lvsd ended: $($director.Process.StandardError.ReadToEnd())" }
            if ($limit.Elapsed.TotalSeconds -gt 30) { throw "lvsd does not answer: $_" }
            Start-Sleep -Milliseconds 50
        }
    }
}

# Ends lvsd with SIGTERM; its data plane and its rules stay.
function Stop-TestLvsd {
    if ($director.Process -and -not $director.Process.HasExited) {
        & kill -TERM $director.Process.Id
        if (-not $director.Process.WaitForExit(10000)) { $director.Process.Kill() }
    }
}

# Takes everything down.
function Stop-TestDirector {
    if (-not $director) { return }
    Stop-TestLvsd
    if (Test-Path $director.Pin) {
        & nsenter "--net=/run/netns/$($director.Name)" $director.Lvsd @($director.Arguments) --detach *> $null
        Remove-Item $director.Pin -Recurse -Force -ErrorAction Ignore
    }
    & ip netns delete $director.Name 2> $null
    & ip netns delete $director.Client 2> $null
    Remove-Item $director.Root -Recurse -Force -ErrorAction Ignore
    $env:LVS_SOCKET = $null
    $script:director = $null
}

# Removes all rules, marks and addresses, so that each test begins with nothing.
function Clear-TestDirector {
    Clear-LvsRules -Force
    Get-LvsFirewallMark | Remove-LvsFirewallMark
    Get-LvsVirtualAddress | Remove-LvsVirtualAddress
}

# tcp/192.0.2.10:80 with two real servers, weights 2 and 3.
function Add-TestService {
    New-LvsService -Protocol Tcp -Address 192.0.2.10 -Port 80 -Scheduler wrr |
        Add-LvsRealServer -Address 10.0.0.11 -Port 8080 -ForwardingMethod Masquerade -Weight 2
    Add-LvsRealServer tcp/192.0.2.10:80 10.0.0.12 8080 -ForwardingMethod Masquerade -Weight 3
}

# Opens UDP connections from the client to 10.9.0.1:53, whose real server is 10.9.0.3; waits until the director has them.
function Add-TestConnection([int] $Count = 3) {
    New-LvsService -Protocol Udp -Address 10.9.0.1 -Port 53 -Scheduler rr |
        Add-LvsRealServer -Address 10.9.0.3 -ForwardingMethod Masquerade
    Invoke-Native nsenter "--net=/run/netns/$($director.Client)" bash -c `
        "for i in `$(seq $Count); do echo hello > /dev/udp/10.9.0.1/53; done"
    $limit = [Diagnostics.Stopwatch]::StartNew()
    while (@(Get-LvsConnection -Service udp/10.9.0.1:53).Count -lt $Count) {
        if ($limit.Elapsed.TotalSeconds -gt 10) { throw "The director has no $Count connections after 10 s." }
        Start-Sleep -Milliseconds 50
    }
}

# Opens so many UDP connections from as many clients; what is lost on the way up comes again.
function Add-TestFlood([int] $Count) {
    Set-LvsTimeout -Udp 3600
    New-LvsService -Protocol Udp -Address 10.9.0.1 -Port 53 -Scheduler rr |
        Add-LvsRealServer -Address 10.9.0.3 -ForwardingMethod Masquerade
    for ($attempt = 0; (Get-LvsDirector).Connections -lt $Count; $attempt++) {
        if ($attempt -eq 8) { throw "The director has $((Get-LvsDirector).Connections) of $Count connections after 8 attempts." }
        Invoke-Native nsenter "--net=/run/netns/$($director.Client)" pwsh -NoProfile -File "$PSScriptRoot/Flood.ps1" $Count
        Start-Sleep -Milliseconds 500
    }
}

# Bytes of the memory that lvsd has of its own.
function Get-TestMemory {
    $line = Get-Content "/proc/$($director.Process.Id)/status" | Where-Object { $_ -like 'RssAnon:*' }
    1KB * ($line -replace '\D')
}

# How many sockets lvsd has open.
function Get-TestSocketCount {
    @(Get-ChildItem "/proc/$($director.Process.Id)/fd" -ErrorAction Ignore | Where-Object LinkTarget -like 'socket:*').Count
}

function Get-TestDirector { $director }

Export-ModuleMember -Function *-Test*
