#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, checks, packs and installs LvsPS.
.DESCRIPTION
    Tasks run in the order given; the first that fails ends the script with exit code 1.
      Build    the whole solution, the module with its help among it
      Test     dotnet test
      Pester   the module's suites against a real lvsd (as root; skipped tests are counted)
      Lint     every script parses, the manifest holds, the C# is in style; PSScriptAnalyzer too, where it is installed
      Pack     the module as artifacts/LvsPS.<version>.nupkg, for Publish-PSResource -NupkgPath
      Install  the module into the module path of this user, or with -Scope AllUsers of everybody
.EXAMPLE
    ./build.ps1 Build, Test
.EXAMPLE
    ./build.ps1 Install -Configuration Release
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pester', 'Lint', 'Pack', 'Install')]
    [string[]] $Task = 'Build',
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',
    # Where Pack writes.
    [string] $OutputPath = "$PSScriptRoot/artifacts",
    [ValidateSet('CurrentUser', 'AllUsers')]
    [string] $Scope = 'CurrentUser'
)

$ErrorActionPreference = 'Stop'
$built = "$PSScriptRoot/src/Lvs.PowerShell/bin/$Configuration/LvsPS"

function Invoke-Program([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program $($arguments -join ' ') ended with $LASTEXITCODE." }
}

function Invoke-Build { Invoke-Program dotnet @('build', "$PSScriptRoot/LvsPS.sln", '--configuration', $Configuration, '--nologo') }

function Invoke-Test { Invoke-Program dotnet @('test', "$PSScriptRoot/LvsPS.sln", '--configuration', $Configuration, '--nologo') }

function Invoke-PesterTask {
    # pester/Operations is for directors in service; pester/Operations.Tests.ps1 runs it against a lab.
    $env:LVSPS_MODULE = $built
    try { $result = Invoke-Pester -Path "$PSScriptRoot/pester/*.Tests.ps1" -PassThru }
    finally { Remove-Item Env:LVSPS_MODULE }
    if ($result.Result -ne 'Passed') { throw "$($result.FailedCount) Pester tests failed." }
}

function Invoke-Lint {
    $problems = [Collections.Generic.List[string]]::new()
    $files = git -C $PSScriptRoot ls-files --cached --others --exclude-standard '*.ps1' '*.psm1' '*.psd1' |
        ForEach-Object { "$PSScriptRoot/$_" }
    foreach ($file in $files) {
        $errors = $null
        $null = [Management.Automation.Language.Parser]::ParseFile($file, [ref] $null, [ref] $errors)
        foreach ($problem in $errors) { $problems.Add("${file}:$($problem.Extent.StartLineNumber): $($problem.Message)") }
    }
    if (Test-Path "$built/LvsPS.psd1") { $null = Test-ModuleManifest "$built/LvsPS.psd1" }
    else { $problems.Add('There is no module to look at. Build it first: ./build.ps1 Build') }
    if (Get-Module -ListAvailable PSScriptAnalyzer) {
        foreach ($file in $files) {
            Invoke-ScriptAnalyzer $file -Severity Error, Warning | ForEach-Object { $problems.Add("${file}:$($_.Line): $($_.Message)") }
        }
    }
    else { Write-Host 'PSScriptAnalyzer is not installed: scripts were parsed only.' }
    $problems | ForEach-Object { Write-Host $_ -ForegroundColor Red }
    if ($problems.Count -gt 0) { throw "$($problems.Count) problems in scripts." }
    Write-Host "$(@($files).Count) scripts parse."

    # Style and not whitespace: the formatter would give every item of an initialiser a line of its own.
    Invoke-Program dotnet @('format', 'style', "$PSScriptRoot/LvsPS.sln", '--verify-no-changes', '--no-restore')
}

# What belongs to an installed module; compilers' leftovers do not.
function Get-ModuleFile {
    if (-not (Test-Path "$built/LvsPS.psd1")) {
        throw "There is no $built. Build it first: ./build.ps1 Build -Configuration $Configuration"
    }
    Get-ChildItem $built -File -Recurse |
        Where-Object {
            $_.Extension -ne '.pdb' -and
            -not ($_.Extension -eq '.xml' -and (Test-Path ([IO.Path]::ChangeExtension($_.FullName, '.dll'))))
        } |
        Sort-Object { [IO.Path]::GetRelativePath($built, $_.FullName) } -Culture ''
}

function New-ModuleSpecification([hashtable] $manifest) {
    $tags = @($manifest.PrivateData.PSData.Tags) + 'PSModule' + @($manifest.CompatiblePSEditions | ForEach-Object { "PSEdition_$_" }) +
        'PSIncludes_Cmdlet' + @($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    $text = @{
        id = 'LvsPS'; version = $manifest.ModuleVersion; authors = $manifest.Author; owners = $manifest.CompanyName
        requireLicenseAcceptance = 'false'; description = $manifest.Description; copyright = $manifest.Copyright; tags = $tags -join ' '
    }
    $lines = 'id', 'version', 'authors', 'owners', 'requireLicenseAcceptance', 'description', 'copyright', 'tags' |
        ForEach-Object { "    <$_>$([Security.SecurityElement]::Escape($text[$_]))</$_>" }
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
$($lines -join "`n")
  </metadata>
</package>
"@
}

# A nupkg is an Open Packaging container: the specification and the files at the root, and two parts that say what is what.
function Invoke-Pack {
    $files = Get-ModuleFile
    $manifest = Import-PowerShellDataFile "$built/LvsPS.psd1"
    $null = New-Item -ItemType Directory -Force $OutputPath
    $package = Join-Path (Resolve-Path $OutputPath).Path "LvsPS.$($manifest.ModuleVersion).nupkg"
    Remove-Item $package -ErrorAction Ignore
    $types = @('rels', 'nuspec') + @($files | ForEach-Object { $_.Extension.TrimStart('.') }) | Sort-Object -Unique | ForEach-Object {
        $type = $_ -eq 'rels' ? 'application/vnd.openxmlformats-package.relationships+xml' : 'application/octet'
        "  <Default Extension=`"$_`" ContentType=`"$type`" />"
    }
    $parts = [ordered] @{
        '[Content_Types].xml' = @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
$($types -join "`n")
</Types>
"@
        '_rels/.rels' = @'
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/LvsPS.nuspec" Id="R1" />
</Relationships>
'@
        'LvsPS.nuspec' = New-ModuleSpecification $manifest
    }
    $archive = [IO.Compression.ZipFile]::Open($package, 'Create')
    try {
        foreach ($name in $parts.Keys) { Add-Part $archive $name ([Text.UTF8Encoding]::new($false).GetBytes($parts[$name])) }
        foreach ($file in $files) {
            Add-Part $archive ([IO.Path]::GetRelativePath($built, $file.FullName)) ([IO.File]::ReadAllBytes($file.FullName))
        }
    }
    finally { $archive.Dispose() }
    Write-Host $package
}

# With the same time always: the same files make the same package.
function Add-Part($archive, [string] $name, [byte[]] $content) {
    $entry = $archive.CreateEntry($name)
    $entry.LastWriteTime = [DateTimeOffset]::new(2020, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
    $stream = $entry.Open()
    try { $stream.Write($content, 0, $content.Length) }
    finally { $stream.Dispose() }
}

function Invoke-Install {
    $files = Get-ModuleFile
    $version = (Import-PowerShellDataFile "$built/LvsPS.psd1").ModuleVersion
    $data = $env:XDG_DATA_HOME ? $env:XDG_DATA_HOME : "$HOME/.local/share"
    $modules = $Scope -eq 'AllUsers' ? '/usr/local/share/powershell/Modules' : "$data/powershell/Modules"
    $target = "$modules/LvsPS/$version"
    Remove-Item $target -Recurse -Force -ErrorAction Ignore
    foreach ($file in $files) {
        $to = Join-Path $target ([IO.Path]::GetRelativePath($built, $file.FullName))
        $null = New-Item -ItemType Directory -Force ([IO.Path]::GetDirectoryName($to))
        Copy-Item $file.FullName $to
    }
    Write-Host $target
}

try {
    foreach ($name in $Task) {
        Write-Host "### $name" -ForegroundColor Cyan
        switch ($name) {
            'Pester' { Invoke-PesterTask }
            default { & "Invoke-$name" }
        }
    }
}
catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
}
