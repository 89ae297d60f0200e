# Does every real server accept connections, and is it in service?
param([string] $Configuration = $env:LVS_OPERATIONS, [string] $Director)

BeforeDiscovery { Import-Module "$PSScriptRoot/Operations.psm1" }

Describe 'RealServer' -Tag RealServer {
    BeforeAll { Import-Module "$PSScriptRoot/Operations.psm1" }

    $operation = Get-LvsOperation -Configuration $Configuration -Director $Director
    if (Add-OperationGate $operation) { return }
    $limits = $operation.Configuration.RealServer

    foreach ($service in $operation.Services) {
        foreach ($server in $service.RealServers) {
            if ($limits.Exclude | Where-Object { $server.Endpoint -like $_ }) { continue }
            $data = @{
                Server = $server.Endpoint; Name = $service.Service; Address = $server.Address; Port = $server.Port
                Limit = $limits.TimeoutMilliseconds; Weight = $server.Weight; Suspended = $null -ne $server.SuspendedWeight
                Overloaded = $server.Overloaded; AllowSuspended = $limits.AllowSuspended; Path = $limits.Http[$service.Service]
            }

            # Nothing can be told of UDP without knowing what to ask, nor of a service of every port.
            if ($service.Protocol -eq 'tcp' -and $server.Port -gt 0) {
                if ($data.Path) {
                    It '<Server> of <Name> gives <Path>' -ForEach $data {
                        $bracketed = $Address.Contains(':') ? "[$Address]" : $Address
                        Test-HttpEndpoint "http://${bracketed}:$Port$Path" $Limit | Should -BeNullOrEmpty
                    }
                }
                else {
                    It '<Server> of <Name> accepts connections' -ForEach $data {
                        Test-TcpEndpoint $Address $Port $Limit | Should -BeNullOrEmpty
                    }
                }
            }

            It '<Server> of <Name> is in service' -ForEach $data {
                if ($Suspended) { $AllowSuspended | Should -BeTrue -Because 'it is suspended' }
                else { $Weight | Should -BeGreaterThan 0 -Because 'nobody suspended it' }
                $Overloaded | Should -BeFalse -Because 'it has reached its upper threshold'
            }
        }
    }
}
