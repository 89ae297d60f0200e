# What the operational checks share: the configuration, the director as it is, and how to ask a server whether it listens.

$defaults = @{
    Director   = $null
    Smoke      = @{ MaximumAnswerMilliseconds = 1000; MinimumServices = 1; RequireNativeXdp = $false; Version = $null }
    Service    = @{ MinimumRealServers = 1; TimeoutMilliseconds = 3000; Expected = @() }
    RealServer = @{ TimeoutMilliseconds = 2000; AllowSuspended = $true; Exclude = @(); Http = @{} }
    Capacity   = @{ MaximumTablePercent = 80; MaximumThresholdPercent = 90; MinimumWeightPercent = 50; MaximumConnectionRate = 0 }
    Drift      = @{ Path = $null }
}

# The data file over the defaults. A section or a key that does not exist is refused by name: a limit that is misspelt would
# otherwise be one that nobody checks.
function Read-Configuration([string] $path) {
    $result = @{}
    foreach ($section in $defaults.Keys) {
        $result[$section] = $defaults[$section] -is [hashtable] ? $defaults[$section].Clone() : $defaults[$section]
    }
    if (-not $path) { return $result }
    $file = (Resolve-Path -LiteralPath $path -ErrorAction Stop).Path
    $data = Import-PowerShellDataFile -LiteralPath $file
    foreach ($section in $data.Keys) {
        if (-not $defaults.ContainsKey($section)) {
            throw "$file has a section '$section', which means nothing. Use: $(($defaults.Keys | Sort-Object) -join ', ')."
        }
        if ($defaults[$section] -isnot [hashtable]) { $result[$section] = $data[$section]; continue }
        foreach ($key in $data[$section].Keys) {
            if (-not $defaults[$section].ContainsKey($key)) {
                throw "$file sets $section.$key, which means nothing. Use: $(($defaults[$section].Keys | Sort-Object) -join ', ')."
            }
            $result[$section][$key] = $data[$section][$key]
        }
    }
    if ($result.Drift.Path) {
        $result.Drift.Path = [IO.Path]::GetFullPath($result.Drift.Path, [IO.Path]::GetDirectoryName($file))
    }
    $result
}

# Everything a suite starts from. Skip is a reason to check nothing; Problem is a reason why nothing can be checked, and fails.
function Get-LvsOperation {
    param([string] $Configuration, [string] $Director)
    $operation = [pscustomobject]@{
        Skip = $null; Problem = $null; Configuration = $null; Director = $null; Status = $null; Services = @(); AnswerMilliseconds = 0
    }
    if (-not $Configuration -and -not $Director) {
        $operation.Skip = 'nothing is configured: name a data file (-Data @{ Configuration = ... } or $env:LVS_OPERATIONS) or a Director'
        return $operation
    }
    try {
        $operation.Configuration = Read-Configuration $Configuration
        if (-not (Get-Module LvsPS)) {
            Import-Module ($env:LVSPS_MODULE ? "$env:LVSPS_MODULE/LvsPS.psd1" : 'LvsPS') -Global -ErrorAction Stop
        }
        $whom = @{}
        if ($Director) { $whom.Director = $Director }
        elseif ($operation.Configuration.Director) { $whom.Director = $operation.Configuration.Director }
        $operation.Director = $whom

        # Loading and the first connection are not the director's time.
        $null = Get-LvsDirector @whom -ErrorAction Stop
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $operation.Status = Get-LvsDirector @whom -ErrorAction Stop
        $operation.AnswerMilliseconds = [int] $watch.Elapsed.TotalMilliseconds
        $operation.Services = @(Get-LvsService @whom -ErrorAction Stop)
    }
    catch {
        $operation.Problem = $_.Exception.Message
    }
    $operation
}

# In place of a suite's tests when there is nothing to check, or nobody to ask: one test, one message.
function Add-OperationGate([object] $operation) {
    if ($operation.Skip) { Pester\It $operation.Skip -Skip { } }
    elseif ($operation.Problem) {
        Pester\It 'the director can be asked' -ForEach @{ Problem = $operation.Problem } { throw $Problem }
    }
    [bool] ($operation.Skip -or $operation.Problem)
}

# Null when something accepts TCP connections there, else what happened.
function Test-TcpEndpoint([string] $address, [int] $port, [int] $milliseconds) {
    $ip = [Net.IPAddress]::Parse($address)
    $socket = [Net.Sockets.Socket]::new($ip.AddressFamily, 'Stream', 'Tcp')
    try {
        $connecting = $socket.ConnectAsync($ip, $port)
        if (-not $connecting.Wait($milliseconds)) { return "no answer within $milliseconds ms" }
        $null
    }
    catch { $_.Exception.GetBaseException().Message }
    finally { $socket.Dispose() }
}

# Null when the page comes with a status below 400, else what happened.
function Test-HttpEndpoint([string] $url, [int] $milliseconds) {
    $client = [Net.Http.HttpClient]::new([Net.Http.SocketsHttpHandler]@{ UseProxy = $false; AllowAutoRedirect = $false })
    $client.Timeout = [TimeSpan]::FromMilliseconds($milliseconds)
    try {
        $answer = $client.GetAsync($url).GetAwaiter().GetResult()
        if ([int] $answer.StatusCode -lt 400) { $null } else { "status $([int] $answer.StatusCode)" }
    }
    catch [Threading.Tasks.TaskCanceledException] { "no answer within $milliseconds ms" }
    catch { $_.Exception.GetBaseException().Message }
    finally { $client.Dispose() }
}

Export-ModuleMember -Function Get-LvsOperation, Add-OperationGate, Test-TcpEndpoint, Test-HttpEndpoint
