; The Windows installer of dist\caseman, for Inno Setup 6.3 or newer:
;
;     ISCC.exe /DVersion=VERSION /DNumbers=A.B.C.D packaging\windows\caseman.iss     makes dist\caseman-VERSION-setup.exe
;
; `python packaging\windows\make_setup.py` finds ISCC and says the version itself.
;
; Whoever starts it is asked whether it is for this person alone or for everybody on the computer. Without questions, for
; a roll-out by a start-up script of group policy (its software installation takes MSI alone), Intune or another script:
;
;     caseman-VERSION-setup.exe /VERYSILENT /NORESTART /ALLUSERS      per machine, in Program Files; as administrator
;     caseman-VERSION-setup.exe /VERYSILENT /NORESTART /CURRENTUSER   per user, in %LOCALAPPDATA%\Programs; no rights needed
;         /DIR="D:\caseman"          another folder
;         /TASKS="path,desktopicon"  the command line on the PATH, a sign on the desktop; /TASKS="" for neither
;         /LANG=ja                   Japanese; else as Windows is set
;         /LOG="C:\caseman.log"      what was done
;     "…\caseman\unins000.exe" /VERYSILENT                          takes it away again
;
; A running caseman is asked to close first (Restart Manager). A newer setup goes over an older one. Taking it away
; removes what was installed and nothing else: office files, key files, backups and settings stay where they are.

#ifndef Version
  #error Say which version: /DVersion=VERSION
#endif
#ifndef Numbers
  #error Say its four numbers: /DNumbers=A.B.C.D
#endif
#define Bundle "..\..\dist\caseman"

[Setup]
AppId={{6C1B6B0E-5E0B-4E3D-9D2A-0C5C1F1B7A54}
AppName=caseman
AppVersion={#Version}
AppVerName=caseman {#Version}
AppPublisher=The caseman founders
VersionInfoVersion={#Numbers}
VersionInfoTextVersion={#Version}
DefaultDirName={autopf}\caseman
DefaultGroupName=caseman
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
RestartApplications=no
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\caseman.ico
UninstallDisplayIcon={app}\caseman-desk.exe
UninstallDisplayName=caseman
OutputDir=..\..\dist
OutputBaseFilename=caseman-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ja"; MessagesFile: "compiler:Languages\Japanese.isl"

[CustomMessages]
en.OfficeFile=caseman office file
ja.OfficeFile=caseman 事務局ファイル
en.Manual=manual
ja.Manual=利用の手引
en.ManualFolder=en
ja.ManualFolder=ja
en.OnPath=Let the command "caseman" be typed in any folder
ja.OnPath=どのフォルダーでもコマンド「caseman」を使えるようにする

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "{cm:OnPath}"; Flags: unchecked

[InstallDelete]
; Parts of an older version that the newer one no longer brings; in a folder without the program they are somebody else's.
Type: filesandordirs; Name: "{app}\_internal"; Check: ProgramIsThere
Type: filesandordirs; Name: "{app}\LICENCES"; Check: ProgramIsThere
Type: filesandordirs; Name: "{app}\manual"; Check: ProgramIsThere

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\caseman"; Filename: "{app}\caseman-desk.exe"; AppUserModelID: "org.caseman.desk"
Name: "{autoprograms}\caseman, {cm:Manual}"; Filename: "{app}\manual\{cm:ManualFolder}\index.html"
Name: "{autodesktop}\caseman"; Filename: "{app}\caseman-desk.exe"; Tasks: desktopicon; AppUserModelID: "org.caseman.desk"

[Registry]
; HKA is the computer's or the person's part, as the program is installed.
Root: HKA; Subkey: "Software\Classes\.caseman"; ValueType: string; ValueData: "caseman.office"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.caseman"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-caseman"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\caseman.office"; ValueType: string; ValueData: "{cm:OfficeFile}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\caseman.office\DefaultIcon"; ValueType: string; ValueData: "{app}\caseman-desk.exe,0"
Root: HKA; Subkey: "Software\Classes\caseman.office\shell\open\command"; ValueType: string; ValueData: """{app}\caseman-desk.exe"" ""%1"""
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\caseman-desk.exe"; ValueType: string; ValueData: "{app}\caseman-desk.exe"; Flags: uninsdeletekey

[Run]
Filename: "{app}\caseman-desk.exe"; Description: "{cm:LaunchProgram,caseman}"; Flags: nowait postinstall skipifsilent

[Code]
function ProgramIsThere: Boolean;
begin
  Result := FileExists(ExpandConstant('{app}\caseman-desk.exe'));
end;

function Root: Integer;
begin
  if IsAdminInstallMode then Result := HKEY_LOCAL_MACHINE else Result := HKEY_CURRENT_USER;
end;

function Key: String;
begin
  if IsAdminInstallMode then
    Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

procedure PutOnPath;
var Path: String;
begin
  if not RegQueryStringValue(Root, Key, 'Path', Path) then Path := '';
  if Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') > 0 then exit;
  if (Path <> '') and (Path[Length(Path)] <> ';') then Path := Path + ';';
  RegWriteExpandStringValue(Root, Key, 'Path', Path + ExpandConstant('{app}'));
end;

procedure TakeOffPath;
var Path: String; Place: Integer;
begin
  if not RegQueryStringValue(Root, Key, 'Path', Path) then exit;
  Place := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';');
  if Place = 0 then exit;
  Delete(Path, Place, Length(ExpandConstant('{app}')) + 1);
  if (Path <> '') and (Path[Length(Path)] = ';') then SetLength(Path, Length(Path) - 1);
  RegWriteExpandStringValue(Root, Key, 'Path', Path);
end;

procedure CurStepChanged(CurStep: TSetupStep);
begin
  if (CurStep = ssPostInstall) and WizardIsTaskSelected('path') then PutOnPath;
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usPostUninstall then TakeOffPath;
end;
