#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
    Runs the operational checks against a director, by hand or from a schedule.
.DESCRIPTION
    Smoke, Service, RealServer, Capacity and Drift, held to the limits of one data file (operations.psd1 beside this script explains
    it). Changes nothing on the director.
    Exit codes: 0 all is well, 1 a check failed, 2 nothing could be checked: the director is away, or the configuration is wrong.
.PARAMETER Configuration
    The data file; $env:LVS_OPERATIONS unless given.
.PARAMETER Director
    The director, when not that of the data file.
.PARAMETER Tag
    Only these of Smoke, Service, RealServer, Capacity and Drift.
.PARAMETER OutputPath
    Writes the results there, as NUnit XML.
.EXAMPLE
    ./Invoke-LvsOperations.ps1 -Configuration /etc/lvs/operations.psd1 -OutputPath /var/log/lvs/checks.xml
    Everything, with a file for the monitoring.
.EXAMPLE
    ./Invoke-LvsOperations.ps1 -Director /run/lvs/lvsd.sock -Tag Smoke, RealServer
    Two suites with the default limits.
#>
[CmdletBinding()]
param(
    [string] $Configuration = $env:LVS_OPERATIONS,
    [string] $Director,
    [ValidateSet('Smoke', 'Service', 'RealServer', 'Capacity', 'Drift')] [string[]] $Tag,
    [string] $OutputPath
)

if (-not (Get-Module -ListAvailable Pester | Where-Object Version -GE 5.3)) {
    [Console]::Error.WriteLine('Pester 5.3 or later is needed: Install-PSResource Pester')
    exit 2
}

Import-Module "$PSScriptRoot/Operations.psm1"
if (-not $Configuration -and -not $Director) { $Director = $env:LVS_SOCKET ? $env:LVS_SOCKET : '/run/lvs/lvsd.sock' }
$problem = (Get-LvsOperation -Configuration $Configuration -Director $Director).Problem

$data = @{ Configuration = $Configuration; Director = $Director }
$run = New-PesterConfiguration
$run.Run.PassThru = $true
if ($problem) {
    # Every suite would fail with the same words: one is enough, and the results have a failure in them all the same.
    [Console]::Error.WriteLine($problem)
    $run.Run.Container = New-PesterContainer -Path "$PSScriptRoot/Smoke.Tests.ps1" -Data $data
    $run.Output.Verbosity = 'None'
}
else {
    $run.Run.Container = New-PesterContainer -Path "$PSScriptRoot/*.Tests.ps1" -Data $data
    $run.Output.Verbosity = 'Detailed'
    if ($Tag) { $run.Filter.Tag = $Tag }
}
if ($OutputPath) {
    $run.TestResult.Enabled = $true
    $run.TestResult.OutputFormat = 'NUnitXml'
    $run.TestResult.OutputPath = $OutputPath
}
$result = Invoke-Pester -Configuration $run
exit ($problem ? 2 : $result.Result -eq 'Passed' ? 0 : 1)
